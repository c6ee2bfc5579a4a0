"""Which readings of a run can be compared with history."""

from collections.abc import Mapping

from notices.runs.history import Measure, Reading
from notices.runs.judgement.verdict import Case
from notices.runs.judgement.volumes import departures


def comparable(case: Case, measure: Measure) -> Mapping[str, Reading]:
    """The readings of a measure, without the benefits that are frozen or surge; none of a run of several days.

    A recalculation has shares of its own, and that it came is said already.
    """
    if len(case.run.covers) > 1:
        return {}
    apart = {benefit for _, benefit, _, _ in departures(case)}
    return {b: reading for (its, b), reading in case.night.readings.items() if its is measure and b not in apart}
