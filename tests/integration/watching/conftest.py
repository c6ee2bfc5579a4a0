"""A service with a plan and two healthy nights behind it."""

from collections.abc import Iterator

import pytest

from tests.factories import Desk
from tests.integration.watching.night import DAY, NIGHT, Nights
from tests.unit.runs.engine import at


@pytest.fixture
def nights(unplanned: Nights) -> Nights:
    """The night of the 10th of March has not begun."""
    made = unplanned
    made.plan()
    for night in (NIGHT - 2 * DAY, NIGHT - DAY):
        made.healthy(night)
    made.watch(at(NIGHT - DAY, 12))
    return made


@pytest.fixture
def unplanned(anna: Desk) -> Iterator[Nights]:
    """Nobody has said what is planned."""
    made = Nights(anna)
    yield made
    made.end_workers()
