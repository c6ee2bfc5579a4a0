"""`make run`: from nothing to a served page, again without loss, and stopped as a whole."""

import os
import re
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
import requests

from tests.harness.ports import free_port
from tests.harness.processes import Process
from tests.harness.waiting import wait_until
from tests.paths import ARCHIVE, ROOT

Run = Callable[..., Process]
PORT = free_port()
ADDRESS = f"http://localhost:{PORT}"


@pytest.fixture
def run(tmp_path: Path) -> Iterator[Run]:
    """Starts what `make run` starts, with settings of its own."""
    made: list[Process] = []

    def start(**settings: str) -> Process:
        environment = {"PATH": os.environ["PATH"], "VAR_DIR": str(tmp_path / "var"), "PORT": str(PORT), **settings}
        made.append(Process(f"{sys.executable} -m scripts.run", environment, ROOT, tmp_path / f"{len(made)}.log"))
        made[-1].start()
        return made[-1]

    yield start
    for process in made:
        process.stop()


def wait_for_the_address(running: Process) -> None:
    wait_until(lambda: f"answers at {ADDRESS}" in running.log or not running.is_running, "the address", seconds=60)
    assert running.is_running, running.log


def first_sign_in(running: Process) -> str:
    """The address that lets a first administrator in."""
    found = re.search(r"lets a first administrator in, once, at (\S+)", running.log)
    assert found, running.log
    return found[1]


def articles() -> int:
    return requests.get(f"{ADDRESS}/", timeout=10).text.count("<article")


def test_a_first_run_serves_samples_one_signal_stops_it_and_a_second_loses_and_adds_nothing(run: Run) -> None:
    first = run()
    wait_for_the_address(first)
    shown = articles()
    assert shown > 0
    assert "Loading sample notices" in first.log
    wait_until(lambda: "lets a first administrator in" in first.log, "the address of the first administrator")
    assert requests.get(first_sign_in(first), timeout=10).ok
    wait_until(lambda: "publish_due" in first.log, "the worker to run its timetable")
    everything = psutil.Process(first.pid).children(recursive=True)
    os.killpg(first.pid, signal.SIGINT)  # as the terminal does for Ctrl-C
    wait_until(lambda: not first.is_running, "the end")
    assert psutil.wait_procs(everything, timeout=5)[1] == []
    assert "Traceback" not in first.log

    second = run()
    wait_for_the_address(second)
    assert articles() == shown
    assert "Loading sample notices" not in second.log
    wait_until(lambda: "lets a first administrator in" in second.log, "the address of the first administrator")
    assert first_sign_in(second) != first_sign_in(first)


def test_an_archive_is_imported_instead_of_the_samples(run: Run) -> None:
    wait_for_the_address(running := run(ARCHIVE=str(ARCHIVE)))
    assert "Loading sample notices" not in running.log
    assert articles() > 0


def test_a_taken_port_is_told_before_anything_is_done(run: Run, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", PORT)):
        running = run()
        wait_until(lambda: not running.is_running, "the refusal")
    assert f"Port {PORT} is taken" in running.log
    assert not (tmp_path / "var").exists()


def test_a_wrong_setting_is_named(run: Run) -> None:
    running = run(PORT="eight thousand")
    wait_until(lambda: not running.is_running, "the refusal")
    assert running.log.startswith("PORT ")
