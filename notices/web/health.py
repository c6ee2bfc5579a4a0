"""Whether the process lives, whether it can serve, and its figures."""

from datetime import timedelta

from flask import Blueprint, Response, jsonify
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from sqlalchemy.exc import SQLAlchemyError

from models.schema import REVISION
from notices import clock
from notices.database import Database
from notices.site.site import Site
from notices.web.access import Caller, open_to

OLDEST = timedelta(seconds=10)


def blueprint(site: Site, database: Database, registry: CollectorRegistry) -> Blueprint:
    """`/healthz`, `/readyz` and `/metrics`."""
    health = Blueprint("health", __name__)

    @health.get("/healthz")
    @open_to(Caller.ANYONE)
    def healthz() -> Response:
        return jsonify(status="ok")

    @health.get("/readyz")
    @open_to(Caller.ANYONE)
    def readyz() -> tuple[Response, int]:
        site_age = clock.now() - site.confirmed_at
        facts = {"database": _database(database), "site": "ok" if site_age < OLDEST else "old"}
        ready = set(facts.values()) == {"ok"}
        age = round(site_age.total_seconds(), 1)
        return jsonify(status="ok" if ready else "not ready", site_age_seconds=age, **facts), 200 if ready else 503

    @health.get("/metrics")
    @open_to(Caller.INSIDE)
    def metrics() -> Response:
        return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)

    return health


def _database(database: Database) -> str:
    try:
        return "ok" if database.revision() == REVISION else "not migrated"
    except SQLAlchemyError:
        return "not reached"
