"""The tests' own server runs the Procfile's commands, waits, stops and reports. A small application stands in."""

import os
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from tests.harness.processes import Process, procfile_command
from tests.harness.server import Server
from tests.harness.waiting import wait_until

APPLICATION = """
import os
import sys

import click
from flask import Flask

app = Flask(__name__)


@app.get("/readyz")
def ready():
    return os.environ["DATABASE_URL"]


@app.cli.command("say")
def say():
    text = sys.stdin.read()
    click.echo(f"{text} {os.environ['VAR_DIR']}")
    if not text:
        raise click.ClickException("nothing to say")


def create_server():
    print("made", flush=True)
    return app
"""


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Server]:
    (tmp_path / "app.py").write_text(APPLICATION)
    server = Server(tmp_path, "sqlite:///small.db")
    yield server
    server.kill()


def test_the_web_process_is_the_one_of_the_procfile(small: Server) -> None:
    assert small.web.command == procfile_command("web")
    assert "create_server" in small.web.command


def test_a_started_server_answers_with_its_own_settings_until_it_is_stopped(small: Server) -> None:
    small.start()
    assert small.get("/readyz").text == "sqlite:///small.db"
    group = psutil.Process(small.web.pid).children(recursive=True)
    small.stop()
    assert psutil.wait_procs(group, timeout=5)[1] == []
    assert "made" in small.log


def test_a_killed_server_leaves_no_process_and_starts_again(small: Server) -> None:
    small.start()
    group = [psutil.Process(small.web.pid), *psutil.Process(small.web.pid).children(recursive=True)]
    small.kill()
    assert psutil.wait_procs(group, timeout=5)[1] == []
    small.start()
    assert small.get("/readyz").ok
    small.restart()
    assert small.get("/readyz").ok
    small.stop()


def test_a_server_that_cannot_start_says_why(small: Server) -> None:
    (small.directory / "app.py").write_text("def create_server():\n    raise RuntimeError('no database here')\n")
    with pytest.raises(AssertionError, match="no database here"):
        small.start()


def test_a_command_gets_the_same_settings_and_its_input(small: Server) -> None:
    assert small.flask("say", input="hej").stdout == f"hej {small.directory}/var\n"


def test_a_command_that_fails_is_told_unless_it_was_expected(small: Server) -> None:
    with pytest.raises(AssertionError, match="nothing to say"):
        small.flask("say")
    assert small.flask("say", check=False).returncode == 1


def test_a_process_that_will_not_stop_is_killed_and_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.harness.processes.STOPS_WITHIN_S", 0.5)
    command = (
        """python3 -c 'import signal, time; signal.signal(15, signal.SIG_IGN); print(1, flush=True); time.sleep(60)'"""
    )
    stubborn = Process(command, os.environ, tmp_path, tmp_path / "log")
    stubborn.start()
    wait_until(lambda: bool(stubborn.log), "its first word")
    with pytest.raises(AssertionError, match="did not stop"):
        stubborn.stop()
    assert not stubborn.is_running
