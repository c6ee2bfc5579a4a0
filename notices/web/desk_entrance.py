"""The way into the desk, put together: the gate, what stands before it, and the administrators' pages behind it."""

from datetime import timedelta
from functools import cache, partial
from typing import TYPE_CHECKING

from flask import Flask

from notices import clock
from notices.config import Settings
from notices.operators.passwords import Passwords
from notices.operators.provider_roles import read_roles
from notices.operators.sessions import Limits
from notices.operators.signing_in import Door
from notices.parts import Parts
from notices.secrecy import Secrecy
from notices.web import desk_assets, desk_gate, operators, signing_in
from notices.web.desk_cookies import DeskCookies
from notices.web.desk_frame import DeskFrame
from notices.web.desk_gate import DeskGate
from notices.web.signing_in.hall import PROVIDER_BACK

if TYPE_CHECKING:  # loaded only by who uses them: see below
    from notices.operators.passkeys import Passkeys
    from notices.operators.provider import Provider


def attach(app: Flask, parts: Parts, passwords: Passwords) -> DeskGate:
    """Put signing in and the list of operators beside the rest. Returns the gate, for `access.guard` and the desk."""
    settings = parts.settings
    gate = _gate(parts)
    door = Door(parts.database, gate.secrecy, passwords, gate.limits)
    passkeys = cache(partial(_passkeys, parts, gate.secrecy))
    provider = cache(partial(_provider, settings)) if settings.oidc_issuer else None
    hall = signing_in.Hall(door, gate, passkeys, provider, settings.proxies, clock.now)
    app.register_blueprint(desk_assets.blueprint())
    app.register_blueprint(signing_in.blueprint(hall))
    app.register_blueprint(operators.blueprint(operators.Office(gate, settings.proxies, clock.now)))
    desk_gate.attach(app, gate)
    return gate


def _gate(parts: Parts) -> DeskGate:
    settings, secrecy = parts.settings, Secrecy.of(parts.settings.secret)
    limits = Limits(timedelta(minutes=settings.desk_idle_minutes), timedelta(hours=settings.desk_hours))
    frame = DeskFrame(parts.service, DeskCookies.of(settings.address), secrecy)
    # Whoever tries the service on their own machine is not asked for a password first.
    settle_first = not (settings.is_local and settings.sms_provider == "console")
    return DeskGate(parts.database, secrecy, limits, frame, settings.address, clock.now, settle_first)


def _passkeys(parts: Parts, secrecy: Secrecy) -> "Passkeys":
    from notices.operators.passkeys import Passkeys  # noqa: PLC0415  (7 MB, and not everybody has one)

    return Passkeys(secrecy, parts.settings.address, parts.service.service.name)


def _provider(settings: Settings) -> "Provider":
    from notices.operators.provider import Provider, Registration  # noqa: PLC0415  (7 MB, and not everybody has one)

    return Provider(
        Registration(
            issuer=settings.oidc_issuer,
            client_id=settings.oidc_client_id,
            client_secret=settings.oidc_client_secret,
            scope=settings.oidc_scope,
            role_claim=settings.oidc_role_claim,
            roles=read_roles(settings.oidc_roles),
            redirect=f"{settings.address}{PROVIDER_BACK}",
        )
    )
