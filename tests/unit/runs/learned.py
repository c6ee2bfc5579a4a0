"""An engine that has been healthy for ten weeks, made once."""

import pickle
from datetime import date, timedelta
from functools import lru_cache

from tests.unit.runs.engine import Engine, at, plan

LAST = date(2024, 3, 17)  # a Sunday
NEXT = LAST + timedelta(days=1)
_NIGHTS = 70


def learned(**more: object) -> Engine:
    """The engine after the night of LAST. `more` goes into its plan."""
    engine: Engine = pickle.loads(_healthy())
    if more:
        engine.changes += engine.watch.replan(plan(**more), at(LAST, 12))
    return engine


@lru_cache
def _healthy() -> bytes:
    engine = Engine(plan())
    engine.nights(LAST - timedelta(days=_NIGHTS - 1), _NIGHTS)
    assert engine.drafts == []
    return pickle.dumps(engine)
