"""The composition root: the only place where the parts of the service are put together."""

import sys
from functools import partial

from flask import Flask

from notices import clock
from notices.channels.console import Console
from notices.channels.provider import Provider
from notices.cli import commands
from notices.config import ROOT, Settings, read_settings
from notices.database import Database
from notices.delivery.outbox import Outbox
from notices.delivery.recipients import Recipients
from notices.errors import ConfigurationError
from notices.numbers import Numbers
from notices.parts import Parts
from notices.receiving import Receiver
from notices.secrecy import Secrecy
from notices.service import read_service
from notices.site.building import Builder
from notices.site.drawing import Drawer
from notices.site.fingerprint import fingerprint
from notices.site.following import follow
from notices.site.reader import Application, Reader
from notices.site.site import Site
from notices.site.store import Store
from notices.situation import situation
from notices.web import access, figures, health, logs, public, sms, telephone


def put_together(settings: Settings) -> Parts:
    """Make the parts from the settings. Raises ConfigurationError where one cannot be made."""
    service = read_service(settings.service_file)
    database = Database(settings.database)
    builder = Builder(service, settings.address, settings.websub_hub)
    mark = fingerprint(ROOT, settings.service_file, settings.address, settings.websub_hub)
    store = Store(settings.var_dir / "site" / "site.pack")
    site = Site(store, database, Drawer(store, builder, mark))
    receiver = Receiver(database, Secrecy.of(settings.secret), Numbers(settings.sms_foreign), service)
    return Parts(settings, service, database, site, partial(make_outbox, settings, database), receiver)


def make_outbox(settings: Settings, database: Database) -> Outbox:
    """The outbox of SMS with the provider that the settings name: the only place where one is chosen."""
    secrecy = Secrecy.of(settings.secret)
    provider: Provider
    if settings.sms_provider == "twilio":
        from notices.channels.twilio import Twilio  # noqa: PLC0415  (large, and only the worker sends)

        provider = Twilio(
            settings.twilio_account_sid,
            settings.twilio_auth_token,
            settings.address,
            settings.sms_from,
            settings.twilio_messaging_service_sid,
            settings.twilio_api_url,
        )
        recipients = Recipients.of(settings.sms_recipients)
    else:
        provider, recipients = Console(database, secrecy), Recipients.of("*")  # nothing leaves the machine
    rate, concurrency = settings.sms_rate, settings.sms_concurrency
    return Outbox(database, provider, secrecy, recipients, rate, concurrency)


def create_app(settings: Settings | None = None) -> Flask:
    """The whole application: the site before Flask, Flask behind it, the commands beside them.

    Settings that are wrong stop the start with a sentence that names them.
    """
    try:
        parts = put_together(settings or read_settings())
    except ConfigurationError as error:
        sys.exit(str(error))
    logs.configure(parts.settings.log_level)
    app = Flask("driftinformation", root_path=str(ROOT), static_folder=None, template_folder=None)
    app.config.update(SECRET_KEY=parts.settings.secret, MAX_CONTENT_LENGTH=1024 * 1024)
    _attach(app, parts)
    return app


def create_server() -> Application:
    """What the web server runs: the application, its site opened and followed from now on."""
    app = create_app()
    site: Site = app.extensions["site"]
    site.open(clock.now())
    follow(site, clock.now)
    return app.wsgi_app


def _attach(app: Flask, parts: Parts) -> None:
    site = app.extensions["site"] = parts.site
    reader = Reader(site, app.wsgi_app)
    logs.attach(app)
    public.secure(app)
    public.handle_errors(app, site, clock.now)
    app.register_blueprint(health.blueprint(site, parts.database, figures.registry(site, reader)))
    app.register_blueprint(public.blueprint(site, parts.database, clock.now))
    _attach_sms(app, parts)
    access.guard(app, lambda: sms.is_signed(parts.settings))
    commands.register(app, parts)
    app.wsgi_app = reader  # type: ignore[method-assign]  # how Flask lets a layer be put before it


def _attach_sms(app: Flask, parts: Parts) -> None:
    """The provider's webhooks; or, on one's own machine without a provider, a telephone."""
    settings, service, site, receiver = parts.settings, parts.service, parts.site, parts.receiver

    def situation_now() -> str:
        return situation(site.board, service, settings.address)

    if settings.sms_provider == "twilio":
        app.register_blueprint(sms.blueprint(receiver, parts.database, situation_now, clock.now))
    elif settings.is_local:
        app.register_blueprint(telephone.blueprint(site, receiver, settings.secret, situation_now, clock.now))
