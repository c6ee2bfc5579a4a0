"""Who is told, from the command line: listed, found, ended, forgotten, brought in and taken out; numbers masked."""

import csv
import stat
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import func, select

from app import create_app
from models.console_message import ConsoleMessage
from models.inbound import InboundMessage
from models.registration import Channel, EndReason, Registration, Source
from notices import clock
from notices.config import Settings
from notices.forgetting import Forgotten, forget_before
from notices.inbound import Inbox, Incoming, erase_received_before
from notices.numbers import Numbers
from notices.registrations import Registry
from notices.secrecy import Secrecy
from tests.factories import A_MORNING, SERVICE, Desk

SECRET = "a key that only the tests know of"
SECRECY = Secrecy.of(SECRET)
BRITTA, CARL, DANA = "+46701740605", "+46701740606", "+46701740607"
Run = Callable[..., Result]


@pytest.fixture
def application(anna: Desk, tmp_path: Path) -> Iterator[Flask]:
    url = anna.database.url.render_as_string(hide_password=False)
    app = create_app(Settings(database_url=url, secret_key=SECRET, var_dir=tmp_path / "var"))
    yield app
    app.extensions["site"].database.close()


@pytest.fixture
def run(application: Flask) -> Run:
    """Runs `subscriber …` and gives what it said; AssertionError where it fails, unless `fails`."""

    def run_command(*arguments: str, input: str | bytes = "", fails: bool = False) -> Result:
        runner = application.test_cli_runner()
        done: Result = runner.invoke(args=["subscriber", *arguments], input=input)
        assert (done.exit_code != 0) is fails, done.output
        for number in (BRITTA, CARL, DANA):
            assert number not in done.stderr
            assert "--whole" in arguments or number not in done.stdout
        return done

    return run_command


@pytest.fixture
def registered(anna: Desk) -> None:
    """Britta and Carl are registered."""
    with anna.database.writing() as session:
        registry = Registry(session, SECRECY, Channel.SMS, A_MORNING)
        registry.begin(BRITTA, Source.KEYWORD)
        registry.begin(CARL, Source.IMPORT, "avtal 7")


def active(anna: Desk, number: str) -> bool:
    with anna.database.reading() as session:
        return Registry(session, SECRECY, Channel.SMS, clock.now()).active(number) is not None


@pytest.mark.usefixtures("registered")
def test_list_shows_who_is_registered_and_how(run: Run) -> None:
    assert run("list").stdout.splitlines() == [
        "+4670…05  sedan 2026-03-10, genom sms",
        "+4670…06  sedan 2026-03-10, genom import (avtal 7)",
        "2 registrerade.",
    ]


@pytest.mark.usefixtures("registered")
def test_end_deregisters_and_find_says_why(anna: Desk, run: Run) -> None:
    assert run("end", "070-174 06 05").stdout == "+4670…05 är nu avregistrerat.\n"
    assert not active(anna, BRITTA)
    assert run("end", BRITTA).stdout == "+4670…05 är inte registrerat; inget ändrades.\n"
    (found,) = run("find", "0701740605").stdout.splitlines()
    assert found.startswith("+4670…05  sedan 2026-03-10, genom sms, till ")
    assert found.endswith("avslutad av oss")
    assert "har inte varit registrerat" in run("find", DANA, fails=True).output
    assert "Skriv till exempel 070-174 06 05" in run("find", "hej", fails=True).output


@pytest.mark.usefixtures("registered")
def test_erase_forgets_a_number_that_has_left_and_what_it_wrote(anna: Desk, run: Run) -> None:
    texts(anna, (BRITTA, "Jag heter Britta", A_MORNING), (CARL, "Hej", A_MORNING))
    assert "Avsluta först" in run("erase", BRITTA, fails=True).output
    assert active(anna, BRITTA)
    run("end", BRITTA)
    assert run("erase", BRITTA).stdout == "+4670…05 är glömt. Registreringar: 1. Sms: 1.\n"
    assert "bortglömt" in run("find", BRITTA, fails=True).output
    with anna.database.reading() as session:
        fact = session.scalars(select(Registration).where(Registration.erased_at.is_not(None))).one()
        assert (fact.address, fact.address_hash, fact.ended_reason) == (None, None, EndReason.OPERATOR)
        bodies = session.scalars(select(InboundMessage.body).order_by(InboundMessage.provider_id)).all()
        assert bodies == ["", "Hej"]
    assert active(anna, CARL)


@pytest.mark.usefixtures("registered")
def test_import_says_how_many_were_new_known_and_invalid_and_where(anna: Desk, run: Run, tmp_path: Path) -> None:
    file = tmp_path / "nummer.csv"
    file.write_text(
        "\ufeffNummer;Namn\n070-174 06 07;Dana\n\n+46701740605;\n0046701740607;en gång till\n08-7540000\nx;y\n"
    )
    done = run("import", str(file), "--legal-basis", "avtal 12")
    assert done.stdout == "1 nya, 2 redan registrerade, 2 ogiltiga.\n"
    assert done.stderr.splitlines() == [
        "Rad 6, 08-75…00: Numret finns inte eller är inget mobilnummer.",
        "Rad 7, …: Det är inget telefonnummer. Skriv till exempel 070-174 06 05.",
    ]
    with anna.database.reading() as session:
        dana = Registry(session, SECRECY, Channel.SMS, A_MORNING).active(DANA)
        assert dana is not None
        assert (dana.source, dana.legal_basis) == (Source.IMPORT, "avtal 12")
    assert run("import", str(file), "--legal-basis", "x").stdout.startswith("0 nya, 3 redan")


@pytest.mark.usefixtures("registered")
def test_import_leaves_out_whoever_has_left_unless_it_is_asked_for(anna: Desk, run: Run) -> None:
    with anna.database.writing() as session:
        registry = Registry(session, SECRECY, Channel.SMS, A_MORNING)
        registry.end(BRITTA, EndReason.STOPP)
        registry.end(CARL, EndReason.STOPP)
        registry.begin(CARL, Source.KEYWORD)  # came back
        registry.begin(DANA, Source.KEYWORD)
        registry.end(DANA, EndReason.OPERATOR)
    file = f"{BRITTA}\n{BRITTA}\n{CARL}\n{DANA}\n"
    assert run("import", "-", "--legal-basis", "avtal", input=file).stdout.splitlines() == [
        "1 nya, 1 redan registrerade, 0 ogiltiga.",
        "2 avregistrerade själva och registrerades inte. Se --also-stopped.",
    ]
    assert (active(anna, BRITTA), active(anna, DANA)) == (False, True)
    said = run("import", "-", "--legal-basis", "ny begäran", "--also-stopped", input=file).stdout
    assert said == "1 nya, 3 redan registrerade, 0 ogiltiga.\n"
    assert active(anna, BRITTA)


def test_import_needs_a_legal_basis_and_a_text_that_can_be_read(anna: Desk, run: Run, tmp_path: Path) -> None:
    assert "--legal-basis" in run("import", "-", input=DANA, fails=True).output
    assert "rättslig grund" in run("import", "-", "--legal-basis", " ", input=DANA, fails=True).output
    file = tmp_path / "latin1.csv"
    file.write_bytes(DANA.encode() + b";J\xf6rgen\n")
    assert "inte UTF-8" in run("import", str(file), "--legal-basis", "avtal", fails=True).output
    assert not active(anna, DANA)


@pytest.mark.usefixtures("registered")
def test_export_is_masked_unless_whole_numbers_are_asked_for_and_confirmed(run: Run, tmp_path: Path) -> None:
    assert list(csv.reader(run("export").stdout.splitlines())) == [
        ["nummer", "registrerad", "genom", "rättslig grund"],
        ["+4670…05", A_MORNING.isoformat(), "sms", ""],
        ["+4670…06", A_MORNING.isoformat(), "import", "avtal 7"],
    ]
    file = tmp_path / "nummer.csv"
    assert "Fortsätta?" in run("export", "--whole", "--output", str(file), input="n\n", fails=True).output
    assert not file.exists()
    assert "2 registrerade" in run("export", "--whole", "--output", str(file), input="y\n").stdout
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [row["nummer"] for row in csv.DictReader(file.read_text().splitlines())] == [BRITTA, CARL]
    assert "Ange en ny fil" in run("export", "--output", str(file), fails=True).output
    assert BRITTA in run("export", "--whole", "--yes").stdout
    assert run("import", str(file), "--legal-basis", "flytt").stdout == "0 nya, 2 redan registrerade, 0 ogiltiga.\n"


def test_a_foreign_number_can_be_ended_also_where_foreign_ones_are_no_longer_told(anna: Desk, run: Run) -> None:
    with anna.database.writing() as session:
        Registry(session, SECRECY, Channel.SMS, A_MORNING).begin("+447400123456", Source.KEYWORD)
    assert "utländskt" in run("import", "-", "--legal-basis", "avtal", input="+447400123456").stderr
    assert "är nu avregistrerat" in run("end", "+447400123456").stdout


@pytest.mark.usefixtures("registered")
def test_another_key_than_the_numbers_were_kept_with_is_named(anna: Desk, tmp_path: Path) -> None:
    url = anna.database.url.render_as_string(hide_password=False)
    app = create_app(Settings(database_url=url, secret_key="y" * 32, var_dir=tmp_path / "other"))
    said = app.test_cli_runner().invoke(args=["subscriber", "list"])
    app.extensions["site"].database.close()
    assert said.exit_code == 1
    assert "SECRET_KEY" in said.output


def texts(anna: Desk, *sent: tuple[str, str, object]) -> None:
    for number, (sender, body, at) in enumerate(sent):
        with anna.database.writing() as session:
            inbox = Inbox(session, SECRECY, Numbers(foreign=False), SERVICE, "", at)  # type: ignore[arg-type]
            inbox.receive(Incoming(f"SM{number}", sender, body))


def test_what_was_written_is_forgotten_with_its_registration_and_the_reply_stays(anna: Desk) -> None:
    days = [A_MORNING + timedelta(days=n) for n in range(3)]
    texts(
        anna,
        (BRITTA, "LEFIP", days[0]),
        (BRITTA, "STOPP", days[1]),
        (CARL, "LEFIP", days[0]),
        (DANA, "Jag heter Dana", days[0]),
        ("71377", "Reklam", days[2]),
    )
    limit = days[1] + timedelta(hours=1)
    with anna.database.writing() as session:
        # Dana was never registered; Britta's registration is still known, though it has ended.
        assert erase_received_before(session, limit) == 1
        session.add_all(ConsoleMessage(address_hash="x", body="Sent", at=day) for day in (days[0], days[2]))
        assert forget_before(session, SECRECY, limit, limit) == Forgotten(registrations=1, messages=2)
        assert forget_before(session, SECRECY, limit, limit) == Forgotten(registrations=0, messages=0)
        assert session.scalars(select(ConsoleMessage.at)).all() == [days[2]]
    with anna.database.reading() as session:
        kept = select(InboundMessage.body).where(InboundMessage.address.is_not(None))
        assert sorted(session.scalars(kept)) == ["LEFIP", "Reklam"]
        erased = session.scalars(select(InboundMessage).where(InboundMessage.address.is_(None))).all()
        assert {message.body for message in erased} == {""}
        assert {message.address_hash for message in erased} == {None}
        assert all(message.reply for message in erased)
    texts(anna, (BRITTA, "LEFIP", days[2]))  # the provider tells of the first one again
    with anna.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Registration)) == 2
