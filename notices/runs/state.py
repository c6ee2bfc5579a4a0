"""What the parts of a watch share."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from notices.runs.drafts import Change
from notices.runs.history import History, Night
from notices.runs.incidents import Incidents
from notices.runs.judgement.verdict import Verdict
from notices.runs.plan import Plan
from notices.runs.timers import Timers
from notices.runs.windows import Windows


@dataclass(slots=True)
class State:
    """The plan, the past, the incidents, and what is to be looked at.

    `compared` is the delivery that was compared last, with what was expected of it when it came.
    """

    plan: Plan
    history: History = field(default_factory=History)
    incidents: Incidents = field(default_factory=Incidents)
    windows: Windows = field(default_factory=Windows)
    timers: Timers = field(default_factory=Timers)
    compared: Night | None = None

    def fold(self, verdicts: Iterable[Verdict], now: datetime) -> list[Change]:
        return [change for verdict in verdicts for change in self.incidents.fold(verdict, now)]
