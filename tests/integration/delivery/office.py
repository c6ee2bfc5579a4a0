"""Somebody who publishes by SMS: a database with subscribers, and an outbox towards the stand-in."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

from sqlalchemy import func, select

from models.delivery import Broadcast, Delivery, State
from models.notice import Change, Notice
from models.registration import Channel, EndReason, Registration, Source
from models.terms import Act
from notices.channels.twilio import Twilio
from notices.delivery.claiming import claim
from notices.delivery.delivering import deliver
from notices.delivery.expanding import expand_due
from notices.delivery.opening import open_broadcast
from notices.delivery.outbox import Outbox, Times
from notices.delivery.receipts import receipt
from notices.delivery.recipients import Recipients
from notices.delivery.recovery import recover
from notices.delivery.transitions import Event, happening
from notices.registrations import Registry
from notices.secrecy import Secrecy
from tests.factories import desk, incident
from tests.standins.running import Posted, Provider

SECRECY = Secrecy.of("a key that only the tests know of")
OURS = "+46701740600"
TEXT = "Filerna är sena. Läs mer på https://drift.example/ab12c"
# Short, so that a crash need not be waited for; still longer than an answer takes.
TIMES = Times(lease=timedelta(seconds=8), grace=timedelta(seconds=1), margin=timedelta(seconds=1))


def clock() -> datetime:
    return datetime.now(UTC)


def later(**much: float) -> datetime:
    return clock() + timedelta(**much)


def numbers(count: int) -> list[str]:
    """Swedish mobile numbers that nobody has, so many."""
    return [f"+467017{number:05}" for number in range(40605, 40605 + count)]


class Office:
    """Publishes, and delivers as a worker does."""

    def __init__(self, database_url: str, provider: Provider) -> None:
        self.desk = desk(database_url)
        self.database = self.desk.database
        self.provider = provider
        line = Twilio(
            provider.account_sid,
            provider.auth_token,
            "http://127.0.0.1:9",  # nobody is there: receipts are handed over by `callbacks`
            sender=OURS,
            url=provider.address,
            timeout_s=2,
        )
        self.outbox = Outbox(
            database=self.database,
            provider=line,
            secrecy=SECRECY,
            recipients=Recipients.of("*"),
            rate=1000,
            concurrency=8,
            times=TIMES,
        )

    def register(self, people: Iterable[str], now: datetime | None = None) -> None:
        with self.database.writing() as session:
            registry = Registry(session, SECRECY, Channel.SMS, now or clock() - timedelta(days=1))
            for number in people:
                registry.begin(number, Source.KEYWORD)

    def leave(self, number: str) -> None:
        with self.database.writing() as session:
            Registry(session, SECRECY, Channel.SMS, clock()).end(number, EndReason.STOPP)

    def publish(
        self, text: str = TEXT, notice_id: int | None = None, not_before: datetime | None = None, *, urgent: bool = True
    ) -> int:
        """Publish a notice, or an update of one, with a broadcast. Gives the notice's id."""
        with self.desk.act(clock()) as act:
            if notice_id is None:
                notice, kind = act.publish(incident()), Act.PUBLISH
            else:
                notice, kind = act.session.get_one(Notice, notice_id), Act.UPDATE
                act.update(notice, text)
            change = act.session.scalars(select(Change).order_by(Change.position.desc()).limit(1)).one()
            open_broadcast(
                act.session, change, notice, kind, text, Channel.SMS, now=clock(), not_before=not_before, urgent=urgent
            )
            return notice.id

    def change(self, **settings: object) -> None:
        """Go on with other settings of the outbox."""
        self.outbox = replace(self.outbox, **settings)  # type: ignore[arg-type]

    def deliver(self, now: datetime | None = None) -> Counter[Event]:
        return deliver(self.outbox, lambda: now or clock())

    def claim_and_die(self) -> None:
        """Claim all that is due, and crash before anything of it is sent."""
        expand_due(self.database, Channel.SMS, clock())
        with self.database.writing() as session:
            claim(session, Channel.SMS, 1000, clock(), TIMES.lease)

    def forget_unknown(self) -> None:
        """Believe, wrongly, that the provider never had what is unknown."""
        with self.database.writing() as session:
            session.execute(happening(Event.MISS))

    def erase(self, number: str) -> None:
        with self.database.writing() as session:
            Registry(session, SECRECY, Channel.SMS, clock()).history(number)[0].erase(clock())

    def recover(self, now: datetime | None = None) -> int:
        return recover(self.outbox, lambda: now or clock())

    def callbacks(self, posted: Iterable[Posted] | None = None) -> None:
        """Hand over what the provider has tried to tell, in the order in which it tried."""
        if posted is None:
            self.provider.settle()
            posted = self.provider.posted
        for call in posted:
            query = parse_qs(urlsplit(call.url).query)
            form = call.form
            with self.database.writing() as session:
                receipt(
                    session,
                    int(query["d"][0]),
                    int(query["a"][0]),
                    form["MessageSid"],
                    form["MessageStatus"],
                    form.get("ErrorCode"),
                    clock(),
                )

    @property
    def states(self) -> Counter[State]:
        with self.database.reading() as session:
            found = session.execute(select(Delivery.state, func.count()).group_by(Delivery.state))
            return Counter({row[0]: row[1] for row in found})

    @property
    def statuses(self) -> Counter[str | None]:
        with self.database.reading() as session:
            return Counter(session.scalars(select(Delivery.provider_status)))

    @property
    def deliveries(self) -> list[Delivery]:
        with self.database.reading() as session:
            return list(session.scalars(select(Delivery).order_by(Delivery.id)))

    @property
    def broadcasts(self) -> list[Broadcast]:
        with self.database.reading() as session:
            return list(session.scalars(select(Broadcast).order_by(Broadcast.id)))

    def reason(self, number: str) -> EndReason | None:
        """Why a number's latest registration ended."""
        with self.database.reading() as session:
            registration: Registration = Registry(session, SECRECY, Channel.SMS, clock()).history(number)[0]
            return registration.ended_reason
