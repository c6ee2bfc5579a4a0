"""What became of what was told, from the command line: shown, listed, tried again, proved; numbers masked."""

import csv
import io
import json
import re
import stat
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import select

from app import create_app
from models.audit import AuditEntry
from models.delivery import Broadcast, BroadcastEnd, Cause, Delivery, State
from models.notice import Notice
from models.registration import Channel, EndReason, Registration, Source
from notices import clock
from notices.config import Settings
from notices.delivery.claiming import clear
from notices.delivery.outbox import Times
from notices.delivery.proof_file import COLUMNS
from notices.delivery.receipts import receipt
from notices.publishing import Publisher
from notices.registrations import Registry
from notices.secrecy import Secrecy
from tests.factories import SERVICE, Desk, incident

SECRET = "a key that only the tests know of"
SECRECY = Secrecy.of(SECRET)
# Told of one notice: who has got it, and who has not and why.
TOLD, OFF, INVALID, FULL, GONE, WAITS = numbers = [f"+467017406{last:02}" for last in range(5, 11)]
Run = Callable[..., Result]
ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def application(anna: Desk, tmp_path: Path) -> Iterator[Flask]:
    url = anna.database.url.render_as_string(hide_password=False)
    app = create_app(Settings(database_url=url, secret_key=SECRET, var_dir=tmp_path / "var"))
    yield app
    app.extensions["site"].database.close()


@pytest.fixture
def run(application: Flask) -> Run:
    """Runs `delivery …` and gives what it said; AssertionError where it fails, unless `fails`."""

    def run_command(*arguments: str, fails: bool = False) -> Result:
        done: Result = application.test_cli_runner().invoke(args=["delivery", *arguments])
        assert (done.exit_code != 0) is fails, done.output
        assert not any(number in done.output for number in numbers)
        return done

    return run_command


def told(anna: Desk, outcomes: Iterable[tuple[str, State, str | None, str | None]]) -> int:
    """A notice of which some were told two hours ago: the number, our state, the provider's status and its code."""
    now = clock.now() - timedelta(hours=2)
    with anna.database.writing() as session:
        notice = Publisher(session, SERVICE, "test", now, "https://drift.example", True).publish(incident())
        registry = Registry(session, SECRECY, Channel.SMS, now - timedelta(days=9))
        broadcast = session.scalars(select(Broadcast)).one()
        broadcast.expanded_at = broadcast.ended_at = now
        broadcast.ended_reason = BroadcastEnd.SENT
        for number, state, status, code in outcomes:
            registry.begin(number, Source.KEYWORD)
            registration = registry.active(number)
            assert registration
            session.add(
                Delivery(
                    broadcast_id=broadcast.id,
                    registration_id=registration.id,
                    state=state,
                    due_at=now,
                    attempts=1,
                    failed_attempt=0,
                    provider_id=f"SM{number[-2:]}" if state is State.ACCEPTED else None,
                    provider_status=status,
                    error_code=code,
                    sent_at=now,
                    settled_at=now,
                    reported_at=now if status else None,
                )
            )
        return notice.id


@pytest.fixture
def notice(anna: Desk) -> int:
    """Anna has told six of a notice."""
    id = told(
        anna,
        [
            (TOLD, State.ACCEPTED, "delivered", None),
            (OFF, State.ACCEPTED, "undelivered", "30003"),
            (INVALID, State.REFUSED, None, "21211"),
            (FULL, State.GIVEN_UP, None, "20429"),
            (GONE, State.REFUSED, None, "30007"),
            (WAITS, State.ACCEPTED, "sent", None),
        ],
    )
    with anna.database.writing() as session:
        Registry(session, SECRECY, Channel.SMS, clock.now()).end(GONE, EndReason.STOPP)
    return id


def deliveries(anna: Desk) -> dict[str, Delivery]:
    """The deliveries by number."""
    with anna.database.reading() as session:
        rows = session.execute(select(Registration.address, Delivery).join(Delivery)).all()
        return {SECRECY.decrypt(address): delivery for address, delivery in rows if address}


def test_show_says_how_each_channel_and_each_broadcast_stands(anna: Desk, run: Run, notice: int) -> None:
    title, address, channel, broadcast = run("show", str(notice)).stdout.splitlines()
    assert title == "Filerna är sena"
    assert "/notiser/" in address
    assert channel == ("sms: 0 väntar, 3 mottagna av leverantören, 1 framme, 4 misslyckade, 0 okända. Inget väntar.")
    day = r"\d{4}-\d\d-\d\d \d\d\.\d\d"
    assert re.fullmatch(rf"{day}  sms  Publicerad, 6 mottagare\. Sänt till alla {day}\.", broadcast)

    with anna.database.writing() as session:
        act = Publisher(session, SERVICE, "test", clock.now(), "https://drift.example", True)
        act.update(session.get_one(Notice, notice), "Filerna kommer.")
    update = run("show", str(notice)).stdout.splitlines()[-1]
    assert update.endswith("Uppdatering, 0 mottagare. Väntar till " + update[:16] + ".")
    assert "har väntat i" in run("show", str(notice)).stdout
    assert "Ingen notis heter" in run("show", "finns-inte", fails=True).output


def test_dead_lists_what_did_not_come_through_and_what_the_code_means(run: Run, notice: int) -> None:
    *letters, count = run("dead").stdout.splitlines()
    assert count == "4 kom inte fram."
    assert run("dead", str(notice)).stdout.splitlines() == [*letters, count]
    assert len(letters) == 4
    whole = "\n".join(letters)
    for masked, code in (
        ("+4670…06", "undelivered  30003: Telefonen är avstängd eller utan täckning"),
        ("+4670…07", "Nekat av leverantören  21211: Numret finns inte"),
        ("+4670…08", "Uppgivet  20429: För många anrop på en gång"),
        ("+4670…09", "Nekat av leverantören  30007: Operatören har filtrerat bort meddelandet"),
    ):
        assert re.search(rf"sms  {re.escape(masked)}  notis {notice}  {re.escape(code)}", whole)
    assert run("dead", "--limit", "1").stdout.splitlines()[1:] == ["4 kom inte fram. De 1 nyaste visas."]


def test_retry_sends_what_may_be_sent_again_and_says_what_may_not(anna: Desk, run: Run, notice: int) -> None:
    with anna.database.writing() as session:
        session.scalars(select(Broadcast)).one().ended_reason = BroadcastEnd.EXPIRED
    first, second = run("retry", str(notice)).stdout.splitlines()
    assert re.fullmatch(r"2 sänds igen, på begäran av kommandorad:\w+\.", first)
    assert second == "2 sänds inte: mottagaren har lämnat eller kan inte nås."

    found = deliveries(anna)
    states = {number: found[number].state for number in numbers}
    assert states == {
        TOLD: State.ACCEPTED,
        OFF: State.PENDING,
        INVALID: State.REFUSED,
        FULL: State.PENDING,
        GONE: State.REFUSED,
        WAITS: State.ACCEPTED,
    }
    assert (found[OFF].failed_attempt, found[OFF].provider_id, found[FULL].failed_attempt) == (1, None, 0)
    with anna.database.writing() as session:
        # What the provider tells afterwards of the attempt that failed is not heard, and it is news again.
        receipt(session, found[OFF].id, 1, f"SM{OFF[-2:]}", "failed", "30001", clock.now())
        clear(session, Channel.SMS, clock.now() + timedelta(hours=23), Times().news)
        assert session.scalars(select(Broadcast.ended_at)).one() is None
        entry = session.scalars(select(AuditEntry).where(AuditEntry.act == "retry")).one()
        assert (entry.subject, entry.actor in first) == (f"notice:{notice}", True)
        assert json.loads(entry.after or "") == {"put_back": 2, "unreachable": 2, "overtaken": 0}
    assert deliveries(anna)[OFF].state is State.PENDING


@ON_SQLITE
def test_retry_of_one_delivery_leaves_the_others(anna: Desk, run: Run, notice: int) -> None:
    off = deliveries(anna)[OFF]
    assert run("retry", "--delivery", str(off.id)).stdout.startswith("1 sänds igen")
    found = deliveries(anna)
    assert (found[OFF].state, found[FULL].state) == (State.PENDING, State.GIVEN_UP)
    for arguments in (("--delivery", str(off.id)), ("--delivery", str(found[TOLD].id)), ("--delivery", "4711")):
        assert "inget som inte kom fram" in run("retry", *arguments, fails=True).output
    assert "antingen NOTIS eller --delivery" in run("retry", fails=True).output
    assert "antingen NOTIS eller --delivery" in run("retry", str(notice), "--delivery", "1", fails=True).output


@ON_SQLITE
def test_what_no_longer_holds_is_not_tried_again(anna: Desk, run: Run, notice: int) -> None:
    def change(**values: object) -> None:
        with anna.database.writing() as session:
            broadcast = session.scalars(select(Broadcast)).one()
            for name, value in values.items():
                setattr(broadcast, name, value)

    nothing = "4 sänds inte: det gäller inte längre.\n"
    change(cause=Cause.START, until=clock.now())
    assert run("retry", str(notice)).stdout == nothing, "the time of a reminder has passed"
    change(until=clock.now() + timedelta(hours=1), ended_reason=BroadcastEnd.UNTRUE)
    assert run("retry", str(notice)).stdout == nothing, "it was taken back"
    with anna.database.writing() as session:
        act = Publisher(session, SERVICE, "test", clock.now(), "https://drift.example", False)
        act.end(session.get_one(Notice, notice))
    change(ended_reason=BroadcastEnd.SENT)
    assert run("retry", str(notice)).stdout == nothing, "the incident is over"
    assert State.PENDING not in {delivery.state for delivery in deliveries(anna).values()}


@ON_SQLITE
def test_the_proof_is_a_table_with_masked_numbers_and_both_times(run: Run, notice: int, tmp_path: Path) -> None:
    written = run("proof", str(notice)).stdout_bytes
    file = tmp_path / "bevis.csv"
    assert run("proof", str(notice), "--out", str(file)).stdout == f"6 rader skrevs till {file}.\n"
    assert file.read_bytes() == written
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert "Ange en ny fil" in run("proof", str(notice), "--out", str(file), fails=True).output

    rows = {row["mottagare"]: row for row in csv.DictReader(io.StringIO(written.decode()))}
    assert tuple(rows["'+4670…05"]) == COLUMNS
    off = rows["'+4670…06"]
    assert (off["av"], off["läge"], off["leverantörens läge"]) == (
        "Publicerad", "Mottaget av leverantören", "undelivered",
    )  # fmt: skip
    assert (off["kod"], off["betydelse"]) == ("30003", "Telefonen är avstängd eller utan täckning")
    sent, in_sweden = (datetime.fromisoformat(off[f"sänt ({zone})"]) for zone in ("UTC", "svensk tid"))
    assert sent == in_sweden
    assert (off["sänt (UTC)"][-6:], off["sänt (svensk tid)"][-6:] in {"+01:00", "+02:00"}) == ("+00:00", True)
    assert rows["'+4670…07"]["kvitto (UTC)"] == ""


@ON_SQLITE
def test_numbers_of_another_key_are_said_to_be_so(anna: Desk, notice: int, tmp_path: Path) -> None:
    url = anna.database.url.render_as_string(hide_password=False)
    other = create_app(Settings(database_url=url, secret_key="another key of another system", var_dir=tmp_path / "var"))
    file = tmp_path / "bevis.csv"
    for arguments in (["dead"], ["proof", str(notice), "--out", str(file)]):
        done = other.test_cli_runner().invoke(args=["delivery", *arguments])
        assert (done.exit_code, "annan SECRET_KEY" in done.output) == (1, True)
    assert not file.exists()
    other.extensions["site"].database.close()
