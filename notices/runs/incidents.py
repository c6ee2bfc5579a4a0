"""From verdicts to drafts: one for each incident, not for each run."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from notices.runs.drafts import Act, Change, Draft
from notices.runs.judgement.course import Course, course_of
from notices.runs.judgement.verdict import DELIVERY, FIGURES, Rule, Verdict

Key = tuple[str, ...]

_SENDING = (Rule.SEQUENCE_BACK, Rule.RESENT)
# Of several rules in one incident, the later here gives its name.
_RANKS = {rule: rank for rank, rule in enumerate((*DELIVERY, *_SENDING))}
_DELIVERY = "delivery"
# What strikes one benefit after the other within this time is one incident.
_SPREADS = timedelta(days=2)
# What comes back within this time is the same incident.
_COMES_BACK = timedelta(days=3)
# How long an incident that is over is remembered: its correction may still come.
_REMEMBERED = timedelta(days=14)
_CORRECTED = (Rule.WRONG_NUMBER, Rule.RESENT, Rule.SEQUENCE_BACK)


@dataclass(slots=True)
class Incident:
    """A draft, with what is needed to fold the next verdict into it.

    `said` is the evidence by rule and benefits, `courses` how the benefits that are not over go on, `awaited` the
    dates that are not delivered.
    """

    draft: Draft
    said: dict[tuple[Rule, tuple[str, ...]], str] = field(default_factory=dict)
    stage: int = 0
    courses: dict[str, Course] = field(default_factory=dict)
    awaited: set[date] = field(default_factory=set)

    @property
    def is_open(self) -> bool:
        return self.draft.closed is None


class Incidents:
    """The incidents that go on, and those that have just ended."""

    def __init__(self) -> None:
        self._known: dict[Key, Incident] = {}

    def __getitem__(self, key: Key) -> Incident:
        return self._known[key]

    def open(self, job: str, rules: Collection[Rule]) -> list[tuple[Key, Draft]]:
        """The open ones of a job that are named for one of these rules."""
        return [
            (key, incident.draft)
            for key, incident in self._known.items()
            if incident.is_open and incident.draft.job == job and incident.draft.kind in rules
        ]

    def fold(self, verdict: Verdict, now: datetime) -> list[Change]:
        """Take in a verdict: it opens a draft, amends one, or says nothing new."""
        key = self._find(verdict, now)
        incident = self._known.get(key)
        if incident is None:
            incident = self._known[key] = Incident(_draft_of(key, verdict, now, self._related(verdict, now)))
            _take_in(incident, verdict)
            return [Change(Act.OPENED, now, incident.draft)]
        is_news = _is_news(incident, verdict)
        _take_in(incident, verdict)
        if not is_news or incident.draft.dismissed:
            return []
        incident.draft = replace(incident.draft, changed=now, closed=None, closing=None)
        return [Change(Act.AMENDED, now, incident.draft)]

    def absorb(self, key: Key, verdict: Verdict, now: datetime) -> list[Change]:
        """Add a verdict to an incident that explains it."""
        incident = self._known[key]
        incident.said[verdict.rule, verdict.benefits] = verdict.evidence
        evidence, runs = tuple(incident.said.values()), _with(incident.draft.runs, verdict.runs)
        incident.draft = replace(incident.draft, evidence=evidence, changed=now, runs=runs)
        return [] if incident.draft.dismissed else [Change(Act.AMENDED, now, incident.draft)]

    def close(self, key: Key, closing: str, now: datetime, run: str | None = None) -> list[Change]:
        """End an incident, with the facts. One that was dismissed ends silently."""
        incident = self._known.get(key)
        if incident is None or not incident.is_open:
            return []
        if incident.draft.dismissed:
            del self._known[key]
            return []
        runs = _with(incident.draft.runs, (run,) if run else ())
        incident.draft = replace(incident.draft, closed=now, changed=now, closing=closing, runs=runs)
        return [Change(Act.CLOSED, now, incident.draft)]

    def close_about(self, rule: Rule, subject: str, closing: str, now: datetime) -> list[Change]:
        """End the incident about what is no run."""
        keys = [key for key, known in self._known.items() if key[:3] == (rule, "", subject) and known.is_open]
        return [change for key in keys for change in self.close(key, closing, now)]

    def dismiss(self, id: str, reason: str, now: datetime) -> list[Change]:
        """An operator says that it is no trouble. It is not drafted again until it has been over once."""
        for incident in self._known.values():
            if incident.draft.id == id and incident.is_open:
                incident.draft = replace(incident.draft, dismissed=reason, changed=now)
                return [Change(Act.DISMISSED, now, incident.draft)]
        return []

    def forget(self, now: datetime) -> None:
        """Forget what has been over for long."""
        over = [
            key for key, known in self._known.items() if known.draft.closed and known.draft.closed < now - _REMEMBERED
        ]
        for key in over:
            del self._known[key]

    def _find(self, verdict: Verdict, now: datetime) -> Key:
        """The key of the incident that a verdict belongs to, or will open."""
        own = _key_of(verdict, now)
        if own in self._known:
            return own
        same = [
            key for key, known in self._known.items() if key[:-1] == own[:-1] and _is_same(known.draft, verdict, now)
        ]
        return same[-1] if same else own

    def _related(self, verdict: Verdict, now: datetime) -> tuple[str, ...]:
        """An unscheduled run soon after a wrong one is likely to correct it."""
        if verdict.rule is not Rule.UNSCHEDULED:
            return ()
        recent = (known.draft for known in self._known.values() if known.draft.changed >= now - _REMEMBERED)
        return tuple(draft.id for draft in recent if draft.kind in _CORRECTED)


def _key_of(verdict: Verdict, now: datetime) -> Key:
    """What the incident is about, and, where that can be wrong again, when it began."""
    rule, job = verdict.rule, verdict.job
    if rule in DELIVERY:
        return _DELIVERY, job, str(verdict.nominal)
    began = f"{now:%Y-%m-%dT%H:%M:%SZ}"
    if rule in _SENDING:
        return "sending", job, "".join(verdict.runs[-1:]), began
    about = "".join(verdict.runs[-1:]) if rule is Rule.WRONG_NUMBER else verdict.subject
    return rule, job, about, began


def _is_same(draft: Draft, verdict: Verdict, now: datetime) -> bool:
    """Whether a verdict of the same sort is about the same incident: it goes on, comes back, or spreads."""
    if verdict.rule in DELIVERY:
        return draft.closed is None  # one night after the other
    if set(verdict.benefits) <= set(draft.benefits):
        return draft.closed is None or now - draft.closed <= _COMES_BACK
    return draft.closed is None and now - draft.opened <= _SPREADS


def _draft_of(key: Key, verdict: Verdict, now: datetime, related: tuple[str, ...]) -> Draft:
    return Draft(
        ":".join(part for part in key if part), verdict.rule, verdict.severity, now, verdict.since, now,
        verdict.job, verdict.first or verdict.nominal, subject=verdict.subject, related=related,
    )  # fmt: skip


def _is_news(incident: Incident, verdict: Verdict) -> bool:
    return (
        verdict.severity > incident.draft.severity
        or (verdict.rule, verdict.benefits) not in incident.said
        or verdict.stage > incident.stage
        or not set(verdict.runs) <= set(incident.draft.runs)
        or verdict.nominal != incident.draft.last_nominal
        or not incident.is_open
    )


def _take_in(incident: Incident, verdict: Verdict) -> None:
    draft = incident.draft
    incident.said[verdict.rule, verdict.benefits] = verdict.evidence
    incident.stage = max(incident.stage, verdict.stage)
    if verdict.rule in DELIVERY and verdict.nominal:
        incident.awaited.add(verdict.nominal)
    if verdict.rule in FIGURES:
        for benefit in verdict.benefits:
            before = incident.courses.get(benefit)
            incident.courses[benefit] = before.worse(verdict) if before else course_of(verdict)
    worse = _RANKS.get(verdict.rule, 0) > _RANKS.get(draft.kind, 0)
    incident.draft = replace(
        draft,
        kind=verdict.rule if worse else draft.kind,
        since=verdict.since if worse else draft.since,
        severity=max(draft.severity, verdict.severity),
        last_nominal=verdict.nominal,
        runs=_with(draft.runs, verdict.runs),
        benefits=_with(draft.benefits, verdict.benefits),
        evidence=tuple(incident.said.values()),
        figures={**draft.figures, verdict.rule: verdict.figures},
        sure=max(draft.sure, verdict.sure) if draft.evidence else verdict.sure,
    )


def _with(known: tuple[str, ...], more: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*known, *more)))
