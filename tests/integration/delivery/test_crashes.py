"""A worker is killed in the middle of its work, again and again: nobody is missed, and nobody is told twice."""

import os
import random
import shlex
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from models.delivery import State
from tests.harness.processes import Process
from tests.harness.waiting import wait_until
from tests.integration.delivery.office import TEXT, Office, numbers
from tests.paths import ROOT
from tests.standins.running import Provider

KILLS = 3
SETTLED_WITHIN_S = 60


@pytest.fixture
def worker(office: Office, provider: Provider, tmp_path: Path) -> Iterator[Callable[[], Process]]:
    """Starts a worker on the office's database."""
    started = []

    def start() -> Process:
        url = office.database.url.render_as_string(hide_password=False)
        program = "tests.integration.delivery.worker"
        command = shlex.join([sys.executable, "-m", program, url, provider.address])
        environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}
        started.append(Process(command, environment, tmp_path, tmp_path / "worker.log"))
        started[-1].start()
        return started[-1]

    yield start
    for process in started:
        process.kill()


def test_kills_in_the_middle_miss_nobody_and_double_nobody(
    office: Office, provider: Provider, worker: Callable[[], Process]
) -> None:
    people = numbers(300)
    office.register(people)
    office.publish()
    provider.fault("latency", seconds=0.02, spread=0.1)
    provider.fault("reset", accepted=True, every=23)
    provider.fault("error", status=503, every=31)
    provider.fault("refuse", code=20429, every=17)
    for kill in range(1, KILLS + 1):
        process = worker()
        wait_until(lambda goal=kill * 60: provider.summary["attempts"] >= goal, "the worker to send")  # type: ignore[misc]
        time.sleep(random.uniform(0, 0.2))
        assert process.is_running, process.log
        process.kill()
    last = worker()
    wait_until(
        lambda: not last.is_running or office.states == {State.ACCEPTED: len(people)},
        "everything to be settled",
        SETTLED_WITHIN_S,
    )

    assert last.is_running, last.log
    assert provider.missed((number, TEXT) for number in people) == set()
    assert provider.doubled() == {}
