"""`alarm`: listed and taken by whoever is at the command line; and who is on call, masked."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import Result

from app import create_app
from notices.config import Settings
from tests.integration.alarming.night import BRITTA, CARL, KEY, LINK, NOON, Night

Run = Callable[..., Result]


@pytest.fixture
def run(night: Night, tmp_path: Path) -> Iterator[Run]:
    """Runs `alarm …` and gives what it said; AssertionError where it fails, unless `fails`."""
    url = night.office.database.url.render_as_string(hide_password=False)
    app = create_app(Settings(database_url=url, secret_key=KEY, var_dir=tmp_path, on_call=BRITTA))

    def run_command(*arguments: str, fails: bool = False) -> Result:
        done: Result = app.test_cli_runner().invoke(args=["alarm", *arguments])
        assert (done.exit_code != 0) is fails, done.output
        assert BRITTA not in done.output
        assert CARL not in done.output
        return done

    yield run_command
    app.extensions["site"].database.close()


def test_an_alarm_is_listed_and_taken(night: Night, run: Run) -> None:
    number = night.alarm("Filerna är sena.")
    night.tell()
    assert run("list").output == f"{number}  2026-03-10 12.00  otaget, sagt 1 gång  Filerna är sena. {LINK}\n"
    assert run("take", str(number), "--as", "Britta").output == f"Larm {number} är nu taget av Britta.\n"
    assert "taget av Britta  Filerna" in run("list").output
    assert "har redan tagits av Britta" in run("take", str(number), fails=True).output
    assert "Inget larm har nummer 4711" in run("take", "4711", fails=True).output
    night.close(now=NOON)
    assert run("list").output == "Inga larm pågår.\n"


def test_who_is_on_call_is_shown_and_set(run: Run) -> None:
    assert run("on-call", "list").output == "+4670…90\n"
    assert run("on-call", "set", "Jour=070-174 06 91", "jour@lefi.example").output == (
        "Nu har jour: +4670…91, j…@lefi.example.\n"
    )
    assert run("on-call", "list").output == "+4670…91  Jour\nj…@lefi.example\n"
    assert "Numret finns inte" in run("on-call", "set", "08-754 00 00", fails=True).output
    assert run("on-call", "set").output == "Nu har jour: +4670…90.\n"
