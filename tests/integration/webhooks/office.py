"""A service that tells by webhook: its API, its worker, its clock."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from app import put_together
from models.alarm import Alarm
from models.content import Content
from models.delivery import Delivery
from models.letter import Letter
from models.notice import Notice
from models.registration import Channel, Registration
from notices import clock
from notices.channels.webhook import Webhooks
from notices.channels.webhook_posting import Poster
from notices.config import Settings
from notices.delivery.claiming import claim
from notices.delivery.delivering import deliver
from notices.delivery.expanding import expand_due
from notices.delivery.recovery import recover
from notices.delivery.transitions import Event
from notices.publishing import Publisher
from notices.receivers import ReceiverBook
from tests.factories import desk, incident
from tests.harness.apart import in_a_thread
from tests.people_at_the_desk import SECRET, desk_application
from tests.standins.receiver import Receiver

ADDRESS = "http://localhost:8000"
CONTACT = "jour@kommun.example"


class WebhookOffice:
    """Publishes and works as the service does."""

    def __init__(self, database_url: str, directory: Path, **settings: Any) -> None:
        self.database = desk(database_url).database
        self.app = desk_application(self.database, directory / "var", webhook_recipients="*", **settings)
        self.parts = put_together(
            Settings(
                database_url=database_url,
                secret_key=SECRET,
                var_dir=directory / "var",
                webhook_recipients="*",
                **settings,
            )
        )
        (self.outbox,) = (one for one in self.parts.outboxes() if one.channel is Channel.WEBHOOK)
        self.patience(timeout_s=0.5, pause_after=3)

    def close(self) -> None:
        for database in (self.database, self.parts.database, self.app.extensions["site"].database):
            database.close()

    def patience(self, *, timeout_s: float, pause_after: int) -> None:
        """How long a receiver is waited for, and how often."""
        provider = self.outbox.provider
        assert isinstance(provider, Webhooks)
        assert isinstance(provider.book, ReceiverBook)
        book = replace(provider.book, pause_after=pause_after)
        self.outbox = replace(self.outbox, provider=Webhooks(book, Poster(public_only=False, timeout_s=timeout_s)))

    @property
    def client(self) -> FlaskClient:
        return self.app.test_client()

    def ask(self, url: str, contact: str = CONTACT) -> TestResponse:
        return in_a_thread(lambda: self.client.post("/api/v1/receivers", json={"address": url, "contact": contact}))

    def register(self, receiver: Receiver) -> "Own":
        answer = self.ask(receiver.url)
        assert answer.status_code == 201, answer.text
        made = answer.get_json()
        receiver.secret = made["secret"]
        return Own(self, answer.headers["Location"], made["token"])

    def publish(self, content: Content | None = None, **tell: Any) -> int:
        with self.database.writing() as session:
            publisher = Publisher(session, self.parts.service, "test", clock.now(), ADDRESS, **tell)
            return publisher.publish(content or incident()).id

    def update(self, notice_id: int, body: str) -> None:
        with self.database.writing() as session:
            publisher = Publisher(session, self.parts.service, "test", clock.now(), ADDRESS)
            publisher.update(session.get_one(Notice, notice_id), body)

    def deliver(self, minutes: float = 0) -> Counter[Event]:
        """A round of the worker's, so many minutes from now."""
        return in_a_thread(lambda: deliver(self.outbox, lambda: clock.now() + timedelta(minutes=minutes)))

    def claim_and_die(self) -> None:
        expand_due(self.database, Channel.WEBHOOK, clock.now())
        with self.database.writing() as session:
            claim(session, Channel.WEBHOOK, 10, clock.now(), timedelta(seconds=1))

    def recover(self, minutes: float) -> int:
        return in_a_thread(lambda: recover(self.outbox, lambda: clock.now() + timedelta(minutes=minutes)))

    @property
    def deliveries(self) -> list[Delivery]:
        with self.database.reading() as session:
            return list(session.scalars(select(Delivery).order_by(Delivery.id)))

    @property
    def registrations(self) -> list[Registration]:
        with self.database.reading() as session:
            return list(session.scalars(select(Registration).order_by(Registration.id)))

    def all_of(self, what: type[Alarm] | type[Letter]) -> list[Any]:
        with self.database.reading() as session:
            return list(session.scalars(select(what)))


class Own:
    """A receiver's own address, and the token that opens it."""

    def __init__(self, office: WebhookOffice, path: str, token: str) -> None:
        self.office, self.path, self.token = office, path, token

    def call(self, method: str, body: Any = None) -> TestResponse:
        headers = {"Authorization": f"Bearer {self.token}"}
        return in_a_thread(lambda: self.office.client.open(self.path, method=method, json=body, headers=headers))

    @property
    def state(self) -> str:
        said: str = self.call("GET").get_json()["state"]
        return said
