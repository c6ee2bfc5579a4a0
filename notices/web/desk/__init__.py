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
    incident_words,
    incidents,
    keys,
    live,
    notice_page,
    notices,
    on_call,
    overview,
    receipts,
    review,
    run_calendar,
    run_list,
    run_page,
    run_volumes,
    run_what_if,
    settings_change,
    settings_page,
    subscriber,
    subscribers,
    tokens_page,
    writing,
)
from notices.web.desk.desk import Desk
from notices.web.desk_gate import DeskGate

_PAGES = (overview, writing, drafting, live, review, deciding, incident_words, keys)
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
_RUNS = (run_list, run_page, run_volumes, run_calendar, run_what_if)
_SETTINGS = (settings_page, settings_change, tokens_page)


def attach(app: Flask, parts: Parts, gate: DeskGate) -> None:
    """Put the desk's pages beside the rest, each module's `blueprint` in turn."""
    desk = Desk(parts, gate, clock.now)
    for module in (*_PAGES, *_RECORDS, *_RUNS, *_SETTINGS):
        pages = module.blueprint(desk)
        desk.explain_errors_of(pages)
        app.register_blueprint(pages)
