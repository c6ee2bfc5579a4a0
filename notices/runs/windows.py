"""Announced surges: which of them have come."""

from collections import defaultdict
from datetime import datetime

from models.terms import Expect
from notices.runs.history import Measure, Night
from notices.runs.judgement import announced
from notices.runs.judgement.verdict import Verdict
from notices.runs.plan import Plan, Window


class Windows:
    """What has been seen in each announced window."""

    def __init__(self) -> None:
        self._came: dict[Window, set[str]] = defaultdict(set)
        self._compared: dict[Window, set[str]] = defaultdict(set)

    def see(self, plan: Plan, night: Night, surged: set[str]) -> None:
        """Take in a delivered run."""
        for window in plan.windows(Expect.SURGE, night.run.nominal, night.run.job):
            self._came[window] |= {benefit for benefit in surged if window.concerns(benefit)}
            self._compared[window] |= {benefit for measure, benefit in night.readings if measure is Measure.VOLUME}

    def judge(self, window: Window, now: datetime) -> Verdict | None:
        """Whether what was announced has come, once its last delivery is due."""
        return announced.judge(window, self._came[window], self._compared[window], now)
