"""Putting the API beside the application."""

from collections.abc import Callable
from datetime import datetime

from flask import Blueprint, Flask
from sqlalchemy.orm import Session

from notices.parts import Parts
from notices.web.api import page
from notices.web.api.acts import add_acts
from notices.web.api.deliveries import add_deliveries
from notices.web.api.drafts import add_drafts
from notices.web.api.gate import FindReceiver, KeyGate
from notices.web.api.limits import Limits
from notices.web.api.refusing import refuse_elsewhere, refuse_in
from notices.web.api.routes import Routes


def attach(app: Flask, parts: Parts, clock: Callable[[], datetime]) -> KeyGate:
    """Its routes, its document and its page. Returns its door."""
    api = Blueprint("api", __name__)
    limits, proxies = Limits(), parts.settings.proxies
    routes = Routes(api, parts.database, limits, clock, proxies)
    for add in (add_acts, add_drafts, add_deliveries):
        add(routes, parts)
    find_receiver: FindReceiver = _nobody
    if parts.settings.webhook_recipients:
        from notices.web.api import receivers  # noqa: PLC0415  (with aiohttp: large, and not every service has them)

        receivers.add_receivers(routes, parts, clock)
        find_receiver = receivers.find_receiver
    refuse_in(api)
    refuse_elsewhere(app, parts.site)
    app.register_blueprint(api)
    app.register_blueprint(page.blueprint(parts, routes.operations, clock))
    return KeyGate(parts.database, limits, clock, proxies, find_receiver)


def _nobody(_session: Session, _key: str) -> int | None:
    return None
