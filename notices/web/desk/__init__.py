"""The desk: where operators see how things are, write, and publish. A module for each of its pages."""

from flask import Flask

from notices import clock
from notices.parts import Parts
from notices.web.desk import deciding, drafting, keys, live, overview, review, writing
from notices.web.desk.desk import Desk
from notices.web.desk_gate import DeskGate

_PAGES = (overview, writing, drafting, live, review, deciding, keys)


def attach(app: Flask, parts: Parts, gate: DeskGate) -> None:
    """Put the desk's pages beside the rest, each module's `blueprint` in turn."""
    desk = Desk(parts, gate, clock.now)
    for module in _PAGES:
        pages = module.blueprint(desk)
        desk.explain_errors_of(pages)
        app.register_blueprint(pages)
