"""Asking the engine how it is, where it cannot tell us: its health address lists its latest events."""

import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import requests
from urllib3.exceptions import HTTPError

from notices.database import Database
from notices.engine import strict_json
from notices.engine.accepting import Row, accept
from notices.engine.arrivals import store_counted
from notices.engine.reporter import Reporter
from notices.errors import DriftinformationError
from notices.runs.events import InvalidEvent

MOST = 1024 * 1024  # bytes
LONGEST_PAUSE = timedelta(minutes=15)
_ACCEPTED = {"Accept": "application/cloudevents-batch+json, application/json", "User-Agent": "driftinformation"}
_CHUNK = 64 * 1024
# Who has set the address answers for what stands there; each event says of which environment it is.
_ANYTHING = Reporter(0, "hälsoadressen")


class NotAnswered(DriftinformationError):
    """The engine has not said how it is. The text gives no address: that may hold a secret."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What an answer brought: how many events, how many of them new, and what was wrong with the others."""

    events: int
    new: int
    wrong: tuple[InvalidEvent, ...]


@dataclass
class Asker:
    """Asks at most once in `every`, and less often while there is no answer. An answer has to come `within_s`."""

    database: Database
    address: str
    every: timedelta
    within_s: float
    _failures: int = field(default=0, init=False)
    _pause_until: datetime | None = field(default=None, init=False)

    def ask(self, now: datetime) -> Heard | None:
        """What was heard, or None while it waits before it asks again. Raises NotAnswered."""
        if self._pause_until and now < self._pause_until:
            return None
        try:
            events = fetch(self.address, self.within_s)
        except NotAnswered:
            self._failures += 1
            self._pause_until = now + min(self.every * 2**self._failures, max(LONGEST_PAUSE, self.every))
            raise
        self._failures, self._pause_until = 0, None
        return self._take(events, now)

    def _take(self, events: list[object], now: datetime) -> Heard:
        rows: list[Row] = []
        wrong = []
        for event in events:
            try:
                rows.append(accept(_as_object(event), _ANYTHING, now))
            except InvalidEvent as error:
                wrong.append(error)
        with self.database.writing() as session:
            new = store_counted(session, rows)
        return Heard(len(events), new, tuple(wrong))


def fetch(address: str, within_s: float) -> list[object]:
    """The events that the address lists. Raises NotAnswered where it does not, or not within the time."""
    until = time.monotonic() + within_s
    try:
        with requests.get(address, headers=_ACCEPTED, timeout=within_s, allow_redirects=False, stream=True) as answer:
            if answer.status_code != requests.codes.ok:
                raise NotAnswered(f"Motorn svarade {answer.status_code}.")
            body = _read(answer, until)
    except (requests.RequestException, HTTPError) as error:
        raise NotAnswered(f"Motorn svarade inte ({type(error).__name__}).") from None  # its words hold the address
    return _events(body)


def _read(answer: requests.Response, until: float) -> bytes:
    body = bytearray()
    while chunk := answer.raw.read1(_CHUNK, decode_content=True):  # what has come, without waiting for more
        body += chunk
        if len(body) > MOST:
            raise NotAnswered("Motorns svar är större än en megabyte.")
        if time.monotonic() > until:
            raise NotAnswered("Motorns svar kom inte i tid.")
    return bytes(body)


def _events(body: bytes) -> list[object]:
    try:
        said = strict_json.loads(body)
    except ValueError as error:
        raise NotAnswered("Motorns svar är inte JSON.") from error
    events = said.get("events") if isinstance(said, dict) else said
    if not isinstance(events, list):
        raise NotAnswered("Motorns svar ska vara en lista med händelser.")
    return events


def _as_object(event: object) -> dict[str, object]:
    if not isinstance(event, dict):
        raise InvalidEvent("", "ska vara ett objekt, en händelse som CloudEvents skriver den.")
    return event
