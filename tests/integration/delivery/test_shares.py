"""Workers divide the slots for messages under way: never more than the whole, and nobody waits for the dead."""

from datetime import datetime, timedelta
from random import Random

from models.registration import Channel
from notices.database import Database
from notices.delivery import gateways
from notices.delivery.shares import leave, share
from tests.factories import A_MORNING, Desk

LASTS = timedelta(seconds=15)


def ask(database: Database, worker: str, under_way: int = 0, now: datetime = A_MORNING, whole: int = 10) -> int:
    with database.writing() as session:
        gateways.lock(session, Channel.SMS)
        return share(session, Channel.SMS, worker, whole=whole, under_way=under_way, now=now, lasts=LASTS)


def test_one_worker_has_all(anna: Desk) -> None:
    assert ask(anna.database, "a") == 10
    assert ask(anna.database, "a", under_way=10) == 10


def test_a_newcomer_gets_its_part_when_the_first_has_let_go_of_it(anna: Desk) -> None:
    assert ask(anna.database, "a") == 10
    assert ask(anna.database, "b") == 0
    assert ask(anna.database, "a", under_way=8) == 5  # eight are still under way
    assert ask(anna.database, "b") == 2
    assert ask(anna.database, "a", under_way=5) == 5
    assert ask(anna.database, "b") == 5


def test_what_a_worker_held_is_free_when_it_leaves_or_dies(anna: Desk) -> None:
    ask(anna.database, "a")
    with anna.database.writing() as session:
        leave(session, "a")
    assert ask(anna.database, "b") == 10
    assert ask(anna.database, "c") == 0
    assert ask(anna.database, "c", now=A_MORNING + LASTS) == 10


def test_however_they_come_and_go_the_sum_is_never_more_than_the_whole(anna: Desk) -> None:
    random = Random(11)
    held = dict.fromkeys("abcd", 0)
    for _ in range(60):
        worker = random.choice("abcd")
        under_way = random.randint(0, held[worker])
        held[worker] = max(ask(anna.database, worker, under_way), under_way)
        assert sum(held.values()) <= 10
