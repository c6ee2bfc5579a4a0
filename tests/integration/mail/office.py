"""A service that tells by mail: its pages, its worker, and what lies in people's mailboxes."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from app import create_app, put_together
from models.content import Content
from models.delivery import Broadcast, Delivery, State
from models.letter import Letter
from models.notice import Notice
from models.registration import Channel, EndReason, Registration, Source
from notices import clock
from notices.channels.mail.smtp import Smtp
from notices.config import Settings
from notices.delivery.claiming import claim
from notices.delivery.delivering import deliver
from notices.delivery.expanding import expand_due
from notices.delivery.recovery import recover
from notices.delivery.transitions import Event
from notices.mailing.farewell import close_if_over
from notices.mailing.links import Links
from notices.mailing.offer import mail_offer
from notices.mailing.posting import Postman
from notices.publishing import Publisher
from notices.registrations import Registry
from tests.factories import incident
from tests.harness.apart import in_a_thread
from tests.standins.smtp.server import MailServer

ANNA, BO, CARIN = "anna@kommun.example", "bo@kassa.example", "carin@bolag.example"
ADDRESS = "https://drift.example"
SECRET = "a key that only the tests know of"
# For what does not depend on which database it is.
on_one_database = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
_LINK = re.compile(r"https://drift\.example(/\S*\?t=\S+)")


class MailOffice:
    """Publishes and works as the service does, at the clock's own time (see time_machine)."""

    def __init__(self, database_url: str, server: MailServer, directory: Path, until: date | None = None) -> None:
        self.server = server
        self.settings = Settings(
            database_url=database_url,
            public_url=ADDRESS,
            secret_key=SECRET,
            var_dir=directory / "var",
            smtp_host="127.0.0.1",
            smtp_port=server.port,
            smtp_tls="none",
            mail_from="Driftinformation <drift@lefi.example>",
            mail_recipients="*",
            mail_rate=1000,
            email_until=until,
        )
        self.parts = put_together(self.settings)
        self.database = self.parts.database
        self._opened = [self.database]
        self.secrecy = self.parts.receiver.secrecy
        self.sms, self.outbox = self.parts.outboxes()

    def close(self) -> None:
        for database in self._opened:
            database.close()

    def change(self, **settings: object) -> None:
        """Go on with other settings of the mail server's account."""
        assert isinstance(self.outbox.provider, Smtp)
        self.outbox = replace(self.outbox, provider=replace(self.outbox.provider, **settings))  # type: ignore[arg-type]

    def web(self, *, drawn: bool = False) -> FlaskClient:
        """The pages of the moment; `drawn`, those of the site, too."""
        app: Flask = create_app(self.settings)
        self._opened.append(app.extensions["site"].database)
        if drawn:
            app.extensions["site"].open(clock.now())
        return app.test_client()

    def register(self, people: Iterable[str], *, shared: bool = False) -> None:
        with self.database.writing() as session:
            registry = Registry(session, self.secrecy, Channel.MAIL, clock.now() - timedelta(days=1))
            for address in people:
                registry.begin(address, Source.FORM, shared=shared)

    def publish(self, what: Content | None = None) -> int:
        with self.database.writing() as session:
            return self._publisher(session).publish(what or incident()).id

    def _publisher(self, session: Session) -> Publisher:
        return Publisher(session, self.parts.service, "test", clock.now(), ADDRESS, tell=True)

    def act(self, notice_id: int, what: str, *words: str) -> None:
        """`update`, `end`, `withdraw`: an act on a notice."""
        with self.database.writing() as session:
            getattr(self._publisher(session), what)(session.get_one(Notice, notice_id), *words)

    def work(self) -> Counter[Event]:
        """What the worker does about mail, as the timetable has it."""
        offer = mail_offer(self.settings)
        assert offer
        close_if_over(self.database, offer, self.parts.service, ADDRESS, clock.now())
        return in_a_thread(lambda: deliver(self.outbox, clock.now))

    def post(self) -> Counter[str]:
        """Send the letters that wait."""
        postman = Postman(self.outbox, self.parts.service, Links(SECRET, ADDRESS))
        return in_a_thread(lambda: postman.send_letters(clock.now))

    def recover(self) -> int:
        return in_a_thread(lambda: recover(self.outbox, clock.now))

    def claim_and_die(self) -> None:
        """Claim all that is due, and crash before anything of it is sent."""
        expand_due(self.database, Channel.MAIL, clock.now())
        with self.database.writing() as session:
            claim(session, Channel.MAIL, 1000, clock.now(), self.outbox.times.lease)

    @property
    def states(self) -> Counter[State]:
        chosen = select(Delivery.state, func.count()).join(Broadcast).where(Broadcast.channel == Channel.MAIL)
        with self.database.reading() as session:
            return Counter({row[0]: row[1] for row in session.execute(chosen.group_by(Delivery.state))})

    @property
    def codes(self) -> set[str | None]:
        with self.database.reading() as session:
            return set(session.scalars(select(Delivery.error_code)))

    @property
    def broadcasts(self) -> list[Broadcast]:
        with self.database.reading() as session:
            return list(session.scalars(select(Broadcast).order_by(Broadcast.id)))

    @property
    def letters(self) -> list[Letter]:
        with self.database.reading() as session:
            return list(session.scalars(select(Letter).order_by(Letter.id)))

    def registration(self, address: str) -> Registration | None:
        """The latest of an address."""
        with self.database.reading() as session:
            known = Registry(session, self.secrecy, Channel.MAIL, clock.now()).history(address)
            return known[0] if known else None

    def is_told(self, address: str) -> bool:
        known = self.registration(address)
        return known is not None and known.ended_at is None

    def ended(self, address: str) -> EndReason | None:
        known = self.registration(address)
        return known.ended_reason if known else None

    def subjects(self, address: str) -> list[str]:
        return [str(mail["Subject"]) for mail in self.server.inbox(address)]


def text(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def link(mail: EmailMessage) -> str:
    """The path of the link in a letter, with its token."""
    found = _LINK.findall(text(mail))
    assert len(found) == 1
    return str(found[0])


def one_click(client: FlaskClient, mail: EmailMessage) -> TestResponse:
    """What a mailbox does whose owner presses its own button (RFC 8058)."""
    address = urlsplit(str(mail["List-Unsubscribe"]).strip("<>"))
    name, _, value = str(mail["List-Unsubscribe-Post"]).partition("=")
    return client.post(f"{address.path}?{address.query}", data={name: value})
