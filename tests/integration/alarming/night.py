"""A night with somebody on call: alarms are raised, told, taken; each at a moment of its own."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import select

from models.alarm import Alarm, Telling
from models.registration import Channel
from notices.alarming.broadcasts import OVER, SENT, close_what_goes_again, in_trouble
from notices.alarming.canary import keep_canary
from notices.alarming.finding import report
from notices.alarming.telling import Teller, Told
from notices.alarms import close, find_alarm, raise_alarm, take
from notices.config import Settings
from notices.delivery.outbox import Outbox
from tests.factories import SERVICE, at
from tests.harness.apart import in_a_thread
from tests.integration.delivery.office import SECRECY, Office, clock

KEY = "a key that only the tests know of"
BRITTA, CARL, CANARY = "+46701740690", "+46701740691", "+46701740692"
NOON = at("2026-03-10 12.00")
LINK = "https://drift.example/desk"
ADDRESS = "https://drift.example"


@dataclass
class Night:
    """What the worker does by the clock; `on_call` is what ON_CALL says."""

    office: Office
    on_call: str = BRITTA
    ways: dict[Channel, Outbox] = field(default_factory=dict)

    @property
    def settings(self) -> Settings:
        return Settings(on_call=self.on_call, secret_key=KEY)

    @property
    def teller(self) -> Teller:
        ways = {Channel.SMS: self.office.outbox, **self.ways}
        return Teller(self.office.database, SERVICE, self.settings, ways)

    def alarm(
        self, what: str = "Filerna är sena.", now: datetime = NOON, key: str = "prov", *, urgent: bool = True
    ) -> int:
        with self.office.database.writing() as session:
            return raise_alarm(session, key, what, LINK, now, urgent=urgent).id

    def tell(self, now: datetime = NOON) -> Sequence[Told]:
        return in_a_thread(lambda: self.teller.tell_on_call(now))

    def rounds(self, now: datetime) -> int:
        """How many are told at a moment."""
        return len(self.tell(now))

    def take(self, number: int, who: str = "Britta", now: datetime = NOON) -> None:
        with self.office.database.writing() as session:
            take(session, find_alarm(session, number), who, now)

    def close(self, key: str = "prov", now: datetime = NOON) -> bool:
        with self.office.database.writing() as session:
            return close(session, key, now, "Det är över.")

    def keep(self, canary: str) -> None:
        keep_canary(self.office.database, SECRECY, canary, clock() - timedelta(hours=1))

    def look(self, minutes: float = 0, *, canary: bool = True) -> None:
        """What the worker does each minute, so many minutes from now."""
        now = clock() + timedelta(minutes=minutes)
        with self.office.database.reading() as session:
            found = in_trouble(session, SERVICE, ADDRESS, now, has_canary=canary)
        with self.office.database.writing() as session:
            report(session, SENT, found, now, OVER)
            close_what_goes_again(session, now)

    @property
    def alarms(self) -> list[Alarm]:
        with self.office.database.reading() as session:
            return list(session.scalars(select(Alarm).order_by(Alarm.id)))

    @property
    def open(self) -> list[str]:
        """What the open alarms say."""
        return [alarm.what for alarm in self.alarms if alarm.closed_at is None]

    @property
    def tellings(self) -> list[Telling]:
        with self.office.database.reading() as session:
            return list(session.scalars(select(Telling).order_by(Telling.alarm_id, Telling.round, Telling.number)))
