"""Putting the intake before the application."""

from collections.abc import Callable, Sequence
from datetime import datetime

from flask import Blueprint, Flask
from sqlalchemy.orm import Session

from notices.engine.accepting import Row
from notices.engine.arrivals import store
from notices.engine.grouping import Group
from notices.engine.pings.taking import take_all
from notices.parts import Parts
from notices.site.reader import Application
from notices.web.api.gate import KeyGate
from notices.web.engine.door import Door, Known
from notices.web.engine.events import Events
from notices.web.engine.layer import Layer, Route
from notices.web.engine.lineage import Lineage
from notices.web.engine.pings import PLACE, Pings
from notices.web.engine.refusing import answer_refusals, refuse_again

EVENTS, LINEAGE, LINEAGE_BATCH = "/engine/events", "/api/v1/lineage", "/api/v1/lineage/batch"
PINGED = frozenset({"GET", "HEAD", "POST"})
WAIT_S = 3.0  # for the database; whoever waits is then told to come again


def attach(app: Flask, keys: KeyGate) -> None:
    """Its routes, as far as Flask answers them. To be called before it is looked at who may call."""
    blueprint = Blueprint("engine", __name__)
    posted = {"events": EVENTS, "lineage": LINEAGE, "lineage_batch": LINEAGE_BATCH}
    for name, path in posted.items():
        blueprint.add_url_rule(path, name, refuse_again, methods=["POST"], provide_automatic_options=False)
    blueprint.add_url_rule(
        f"{PLACE}<path:address>", "ping", refuse_again, methods=PINGED, provide_automatic_options=False
    )
    answer_refusals(blueprint, keys)
    app.register_blueprint(blueprint)


def layer(application: Application, parts: Parts, clock: Callable[[], datetime]) -> Layer:
    """The application with the intake before it."""
    database, door = parts.database, Door(parts.database, clock)
    rows = Group(database, _store, WAIT_S)
    pings = Pings(door, database, Group(database, take_all, WAIT_S), Known(clock), clock)
    lineage = Lineage(door, rows, clock)
    return Layer(
        application,
        {
            EVENTS: Route(Events(door, rows, clock)),
            LINEAGE: Route(lineage.one),
            LINEAGE_BATCH: Route(lineage.batch),
            PLACE: Route(pings, PINGED),
        },
    )


def _store(session: Session, requests: Sequence[list[Row]]) -> None:
    store(session, [row for rows in requests for row in rows])
