"""What earlier runs were like: the history that judgement compares with."""

from collections import defaultdict

from notices.runs.history.job import JobHistory
from notices.runs.history.night import Key, Night
from notices.runs.history.series import Measure, Reading
from notices.runs.history.shape import Hole

__all__ = ["History", "Hole", "JobHistory", "Key", "Measure", "Night", "Reading"]


class History:
    """The past of every job. A job that has not been heard of has an empty one."""

    def __init__(self) -> None:
        self._jobs: dict[str, JobHistory] = defaultdict(JobHistory)

    def of(self, job: str) -> JobHistory:
        return self._jobs[job]

    def ordered_recoveries(self, benefit: str) -> float:
        """The share of recoveries in the answers that were ordered, in new orders and full refreshes."""
        seen = [pair for past in self._jobs.values() for pair in past.recoveries.get(benefit, ())]
        persons = sum(total for _, total in seen)
        return sum(count for count, _ in seen) / persons if persons else 0.0
