"""The composition root: the only place where the parts of the service are put together."""

import sys
from dataclasses import replace
from datetime import timedelta
from functools import partial

from flask import Flask

from models.registration import Channel
from notices import clock
from notices.adjustments import is_quiet_now
from notices.alarming.canary import canary_number
from notices.alarming.contacts import named
from notices.channels.console import Console
from notices.channels.mail.letterhead import Letterhead
from notices.channels.provider import Provider
from notices.cli import commands
from notices.config import ROOT, Settings, read_settings
from notices.database import Database
from notices.delivery.outbox import Outbox, Times
from notices.delivery.recipients import EVERYBODY, Recipients
from notices.errors import ConfigurationError
from notices.mailing.addresses import read_address
from notices.mailing.links import Links
from notices.mailing.offer import mail_offer, sender
from notices.numbers import Numbers
from notices.operators.passwords import Passwords
from notices.operators.provider_roles import read_roles
from notices.parts import Parts
from notices.receiving import Receiver
from notices.secrecy import Secrecy
from notices.service import Service, read_service
from notices.site.building import Builder
from notices.site.drawing import Drawer
from notices.site.fingerprint import fingerprint
from notices.site.following import follow
from notices.site.reader import Application, Reader
from notices.site.site import Site
from notices.site.store import Store
from notices.situation import situation
from notices.watching.settings import check_runs
from notices.web import access, desk, desk_entrance, figures, health, logs, mail, public, sms, telephone
from notices.web.api.attaching import attach as attach_api
from notices.web.engine import attaching as engine

# Webhooks a second, and under way at once: receivers are few, and one that hangs must not hold up the others.
WEBHOOK_RATE, WEBHOOK_CONCURRENCY = 50.0, 32


def put_together(settings: Settings) -> Parts:
    """Make the parts from the settings. Raises ConfigurationError where one cannot be made."""
    service = read_service(settings.service_file)
    check_runs(service)
    named(settings)  # wrong ones stop the start, as does a wrong canary
    canary_number(settings)
    _mailed(settings)
    read_roles(settings.oidc_roles)
    database = Database(settings.database)
    offer = mail_offer(settings)
    builder = Builder(service, settings.address, settings.websub_hub, offer)
    mark = fingerprint(ROOT, settings.service_file, settings.address, settings.websub_hub, str(offer))
    store = Store(settings.var_dir / "site" / "site.pack")
    site = Site(store, database, Drawer(store, builder, mark))
    secrecy, numbers = Secrecy.of(settings.secret), Numbers(settings.sms_foreign)
    receiver = Receiver(database, secrecy, numbers, service, _texted(settings))
    return Parts(settings, service, database, site, partial(make_outboxes, settings, service, database), receiver)


def _texted(settings: Settings) -> Recipients:
    """Whom this system may text; without a provider nothing leaves the machine."""
    named = Recipients.read("SMS_RECIPIENTS", settings.sms_recipients, Numbers(foreign=True).read)
    return EVERYBODY if settings.sms_provider == "console" else named


def _mailed(settings: Settings) -> Recipients:
    return Recipients.read("MAIL_RECIPIENTS", settings.mail_recipients, read_address)


def make_outboxes(settings: Settings, service: Service, database: Database) -> tuple[Outbox, ...]:
    """An outbox for each channel that is on."""
    by_mail = (_mail_outbox(settings, service, database),) if settings.smtp_host else ()
    by_webhook = (_webhook_outbox(settings, service, database),) if settings.webhook_recipients else ()
    return _sms_outbox(settings, service, database), *by_mail, *by_webhook


def _sms_outbox(settings: Settings, service: Service, database: Database) -> Outbox:
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
    else:
        provider = Console(database, secrecy)
    rate, concurrency = settings.sms_rate, settings.sms_concurrency
    quiet = partial(is_quiet_now, service)
    return Outbox(database, provider, secrecy, _texted(settings), rate, concurrency, is_quiet=quiet)


def _mail_outbox(settings: Settings, service: Service, database: Database) -> Outbox:
    from notices.channels.mail.smtp import Smtp  # noqa: PLC0415  (only the worker sends)

    name = service.service.name
    letterhead = Letterhead(sender(settings, name), name, settings.host, Links(settings.secret, settings.address).leave)
    provider = Smtp(
        settings.smtp_host,
        letterhead,
        settings.smtp_port,
        settings.smtp_tls,
        settings.smtp_user,
        settings.smtp_password,
    )
    return Outbox(
        database,
        provider,
        Secrecy.of(settings.secret),
        _mailed(settings),
        settings.mail_rate,
        settings.mail_concurrency,
        Channel.MAIL,
        Times(lease=timedelta(seconds=75)),  # mail servers take their time
    )


def _webhook_outbox(settings: Settings, service: Service, database: Database) -> Outbox:
    from notices.channels.webhook import Webhooks  # noqa: PLC0415  (only the worker sends)
    from notices.channels.webhook_posting import Poster  # noqa: PLC0415
    from notices.receivers import ReceiverBook  # noqa: PLC0415

    secrecy = Secrecy.of(settings.secret)
    rules, by_mail = service.webhooks, bool(settings.smtp_host)
    book = ReceiverBook(database, secrecy, clock.now, rules.pause_after, by_mail, settings.address)
    provider = Webhooks(book, Poster(public_only=not settings.is_local))
    recipients = Recipients.of(settings.webhook_recipients)
    return Outbox(database, provider, secrecy, recipients, WEBHOOK_RATE, WEBHOOK_CONCURRENCY, Channel.WEBHOOK)


def create_app(settings: Settings | None = None, passwords: Passwords | None = None) -> Flask:
    """The whole application: the site before Flask, Flask behind it, the commands beside them.

    Settings that are wrong stop the start with a sentence that names them. `passwords` are other than the default only
    where much is hashed and nothing is at stake.
    """
    try:
        parts = put_together(settings or read_settings())
    except ConfigurationError as error:
        sys.exit(str(error))
    logs.configure(parts.settings.log_level)
    app = Flask("driftinformation", root_path=str(ROOT), static_folder=None, template_folder=None)
    app.config.update(SECRET_KEY=parts.settings.secret, MAX_CONTENT_LENGTH=1024 * 1024)
    _attach(app, parts, passwords or Passwords())
    return app


def create_server() -> Application:
    """What the web server runs: the application, its site opened and followed from now on."""
    app = create_app()
    site: Site = app.extensions["site"]
    site.open(clock.now())
    follow(site, clock.now)
    return app.wsgi_app


def _attach(app: Flask, parts: Parts, passwords: Passwords) -> None:
    site = app.extensions["site"] = parts.site
    reader = Reader(site, app.wsgi_app)
    logs.attach(app)
    public.secure(app)
    public.handle_errors(app, site, clock.now)
    app.register_blueprint(health.blueprint(site, parts.database, figures.registry(site, reader, parts.database)))
    app.register_blueprint(public.blueprint(site, parts.database, clock.now))
    _attach_sms(app, parts)
    _attach_mail(app, parts)
    gate = desk_entrance.attach(app, parts, passwords)
    desk.attach(app, parts, gate)
    keys = attach_api(app, parts, clock.now)
    engine.attach(app, keys)
    access.guard(app, gate, keys, lambda: sms.is_signed(parts.settings))
    commands.register(app, parts)
    # How Flask lets a layer be put before it.
    app.wsgi_app = engine.layer(reader, parts, clock.now)  # type: ignore[method-assign]


def _attach_mail(app: Flask, parts: Parts) -> None:
    """Signing up for mail and leaving it, where there is a mail server."""
    settings, offer = parts.settings, mail_offer(parts.settings)
    if offer is None:
        return
    links = Links(settings.secret, settings.address)
    counter = mail.Counter(
        parts.site, parts.database, parts.receiver.secrecy, links, offer, settings.proxies, clock.now
    )
    for one in (counter, replace(counter, language="en")):
        app.register_blueprint(mail.blueprint(one))


def _attach_sms(app: Flask, parts: Parts) -> None:
    """The provider's webhooks; or, on one's own machine without a provider, a telephone."""
    settings, service, site, receiver = parts.settings, parts.service, parts.site, parts.receiver

    def situation_now() -> str:
        return situation(site.board, service, settings.address)

    if settings.sms_provider == "twilio":
        app.register_blueprint(sms.blueprint(receiver, parts.database, situation_now, clock.now))
    elif settings.is_local:
        app.register_blueprint(telephone.blueprint(site, receiver, settings.secret, situation_now, clock.now))
