"""Several workers on one outbox: each message once, and the rate and the number under way are those of all."""

import threading
from dataclasses import replace

import pytest

from models.delivery import State
from notices.delivery.delivering import deliver
from notices.delivery.outbox import Outbox
from tests.integration.delivery.office import TEXT, Office, clock, numbers
from tests.standins.running import Provider


def work(outbox: Outbox, until_sent: Office, worker: str) -> None:
    mine = replace(outbox, worker=worker)
    while until_sent.states[State.PENDING] + until_sent.states[State.SENDING] or not until_sent.states:
        deliver(mine, clock)


def together(office: Office, count: int) -> None:
    names = [f"worker-{number}" for number in range(count)]
    threads = [threading.Thread(target=work, args=(office.outbox, office, name)) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def messages_a_second(provider: Provider) -> float:
    """Over all of it: how many came within one second says as much of how busy the machine was."""
    times = sorted(attempt.at for attempt in provider.attempts)
    return (len(times) - 1) / (times[-1] - times[0])


@pytest.mark.parametrize("workers", [1, 3])
def test_many_workers_tell_everybody_once_within_the_rate_and_the_concurrency(
    office: Office, provider: Provider, workers: int
) -> None:
    people = numbers(200)
    office.register(people)
    office.publish()
    office.change(rate=100.0, concurrency=30)
    provider.fault("latency", seconds=0.03)
    together(office, workers)

    assert provider.counts() == {(number, TEXT): 1 for number in people}
    assert office.states == {State.ACCEPTED: 200}
    assert provider.summary["peak_in_flight"] <= 30
    assert messages_a_second(provider) <= 100 * 1.1
