"""The tests' own server runs the Procfile's commands, waits, stops and reports. A small application stands in."""

import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from tests.harness.processes import Process, procfile_command
from tests.harness.server import Server
from tests.harness.waiting import wait_until

APPLICATION = """
import os

from flask import Flask

app = Flask(__name__)


@app.get("/readyz")
def ready():
    return os.environ["DATABASE_URL"]


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


def test_a_command_gets_the_same_settings_and_its_input(server: Callable[..., Server], tmp_path: Path) -> None:
    installed = server(f"sqlite:///{tmp_path}/driftinformation.db")
    published = installed.flask("notice", "publish", "-", input="---\ntitle: Räksmörgås\nkind: Information\n---\nText.")
    assert published.stdout.startswith(f"{installed.address}/notiser/")
    assert published.stdout.endswith("-raksmorgas\n")


@pytest.mark.parametrize(
    "arguments", [["db", "current"], ["db", "current", "--help"], ["notice", "publish", "-"], ["x"]]
)
def test_a_command_does_what_it_does_in_a_shell(
    server: Callable[..., Server], tmp_path: Path, arguments: list[str]
) -> None:
    installed = server(f"sqlite:///{tmp_path}/driftinformation.db")
    ours = installed.flask(*arguments, check=False)
    shells = subprocess.run(
        ["flask", "--app", "app", *arguments],
        env=installed.environment,
        cwd=installed.directory,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ours.returncode, ours.stdout, ours.stderr) == (shells.returncode, shells.stdout, shells.stderr)


def test_a_command_that_fails_is_told_unless_it_was_expected(server: Callable[..., Server], tmp_path: Path) -> None:
    installed = server(f"sqlite:///{tmp_path}/driftinformation.db")
    with pytest.raises(AssertionError, match="No such command 'say'"):
        installed.flask("say")
    assert installed.flask("say", check=False).returncode == 2


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
