"""Drafts: what run health puts before an operator, one for each incident."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from notices.runs.judgement.verdict import Figures, Rule, Severity


class Act(StrEnum):
    """What happened to a draft."""

    OPENED = "opened"
    AMENDED = "amended"
    CLOSED = "closed"
    DISMISSED = "dismissed"


@dataclass(frozen=True, slots=True)
class Draft:
    """One incident as it is known now.

    `id` never changes. `kind` is the gravest rule, `runs` the runs that it is about (the first is the one in which it
    was seen), `evidence` a Swedish sentence for each thing that is wrong, `figures` the numbers behind it by rule.
    `closing` says how it ended, `dismissed` why it was no trouble. `related` are the ids of incidents that it belongs
    to. `subject` names what is no run.
    """

    id: str
    kind: Rule
    severity: Severity
    opened: datetime
    since: datetime
    changed: datetime
    job: str = ""
    nominal: date | None = None
    last_nominal: date | None = None
    runs: tuple[str, ...] = ()
    benefits: tuple[str, ...] = ()
    subject: str = ""
    evidence: tuple[str, ...] = ()
    figures: Mapping[Rule, Figures] = field(default_factory=dict)
    sure: float = 1.0
    related: tuple[str, ...] = ()
    closed: datetime | None = None
    closing: str | None = None
    dismissed: str | None = None

    @property
    def run(self) -> str | None:
        return self.runs[0] if self.runs else None


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to a draft, and the draft after it."""

    act: Act
    at: datetime
    draft: Draft
