"""What a rule says of a run."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import IntEnum, StrEnum

from notices.runs.history import History, JobHistory, Night
from notices.runs.plan import Job, Plan
from notices.runs.run import Run
from notices.runs.slots import Slot

Figures = Mapping[str, int | float | str]


class Rule(StrEnum):
    """What can be wrong."""

    LATE = "late"
    MISSING = "missing"
    FAILED = "failed"
    STUCK = "stuck"
    RESENT = "resent"
    SEQUENCE_BACK = "sequence_back"
    WRONG_NUMBER = "wrong_number"
    UNSCHEDULED = "unscheduled"
    TYPE_SHARE = "type_share"
    PAYMENT_SHARE = "payment_share"
    DAY_HOLE = "day_hole"
    RECOVERY_MISSING = "recovery_missing"
    FROZEN = "frozen"
    INTAKE_CLOSED = "intake_closed"
    SURGE = "surge"
    SURGE_ABSENT = "surge_absent"
    PERSONS_MISSING = "persons_missing"
    SOURCE_SILENT = "source_silent"
    CERTIFICATE_EXPIRING = "certificate_expiring"


DELIVERY = (Rule.LATE, Rule.MISSING, Rule.STUCK, Rule.FAILED)
FIGURES = (
    Rule.TYPE_SHARE,
    Rule.PAYMENT_SHARE,
    Rule.DAY_HOLE,
    Rule.RECOVERY_MISSING,
    Rule.FROZEN,
    Rule.SURGE,
)


class Severity(IntEnum):
    """How much a subscriber would notice."""

    WARNING = 1
    SERIOUS = 2


@dataclass(frozen=True, slots=True)
class Verdict:
    """One thing that is wrong.

    `since` is the first moment to which it applies, `evidence` a Swedish sentence, `figures` the numbers behind it.
    `nominal` is the date of the run that was judged, `first` that of the first of the `runs` that show it. `stage`
    grows as the same trouble grows. `sure` is 1 where the plan or the event says so, else the probability that it is
    no chance. `subject` names what is no run: a queue, a window, a source, a certificate.
    """

    rule: Rule
    severity: Severity
    since: datetime
    evidence: str
    figures: Figures = field(default_factory=dict)
    job: str = ""
    nominal: date | None = None
    first: date | None = None
    runs: tuple[str, ...] = ()
    benefits: tuple[str, ...] = ()
    subject: str = ""
    stage: int = 1
    sure: float = 1.0


@dataclass(frozen=True, slots=True)
class Case:
    """What a rule may look at."""

    run: Run
    slot: Slot | None
    history: History
    plan: Plan
    now: datetime

    @property
    def past(self) -> JobHistory:
        return self.history.of(self.run.job)

    @property
    def job(self) -> Job | None:
        return self.plan.by_name.get(self.run.job)

    @property
    def night(self) -> Night:
        return self.past.compare(self.run)

    @property
    def title(self) -> str:
        """The job as people call it."""
        return self.job.title if self.job else self.run.job

    def nights(self, rule: Rule, benefit: str, now: int = 1) -> int:
        """In how many runs in a row this has been so; `now` where this run alone shows several."""
        before = self.past.stretches[rule, benefit]
        return before + 1 if before else now

    def verdict(
        self,
        rule: Rule,
        severity: Severity,
        evidence: str,
        figures: Figures,
        *,
        benefits: tuple[str, ...] = (),
        since: datetime | None = None,
        stage: int = 0,
        nights: int = 1,
        sure: float = 1.0,
    ) -> Verdict:
        """A verdict on this case's run, and on those before it where so many nights show it."""
        run = self.run
        before = list(self.past.compared)[-(nights - 1) :] if nights > 1 else []
        return Verdict(
            rule,
            severity,
            since or run.ended or run.started or self.now,
            evidence,
            figures,
            run.job,
            run.nominal,
            min([run.nominal, *(nominal for _, nominal in before)]),
            tuple(id for id in (*(id for id, _ in before), run.id) if id),
            benefits,
            "",
            stage or nights,
            sure,
        )


Judge = Callable[[Case], Iterable[Verdict]]
