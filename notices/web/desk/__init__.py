"""The desk: where operators see how things are, write, and publish. A module for each of its pages."""

from flask import Flask

from notices import clock
from notices.parts import Parts
from notices.web.desk import (
    alarms_page,
    audit_pages,
    deciding,
    deliveries,
    drafting,
    importing,
    incidents,
    keys,
    live,
    notice_page,
    notices,
    on_call,
    overview,
    receipts,
    review,
    subscriber,
    subscribers,
    writing,
)
from notices.web.desk.desk import Desk
from notices.web.desk_gate import DeskGate

_PAGES = (overview, writing, drafting, live, review, deciding, keys)
_RECORDS = (
    notices,
    notice_page,
    deliveries,
    receipts,
    incidents,
    subscribers,
    importing,
    subscriber,
    audit_pages,
    alarms_page,
    on_call,
)


def attach(app: Flask, parts: Parts, gate: DeskGate) -> None:
    """Put the desk's pages beside the rest, each module's `blueprint` in turn."""
    desk = Desk(parts, gate, clock.now)
    for module in (*_PAGES, *_RECORDS):
        pages = module.blueprint(desk)
        desk.explain_errors_of(pages)
        app.register_blueprint(pages)
