"""What a delivered run opens, ends and teaches."""

from collections.abc import Collection
from datetime import datetime, timedelta

from models.terms import Expect
from notices.runs import words
from notices.runs.drafts import Change
from notices.runs.incidents import Key
from notices.runs.judgement import is_compared
from notices.runs.judgement.verdict import Case, Rule, Verdict
from notices.runs.judgement.volumes import departures
from notices.runs.recovering import accept_figures, end_deliveries, end_faults, end_figures, end_unscheduled
from notices.runs.run import Run
from notices.runs.state import State
from notices.runs.teaching import teach

# How long an announced surge that has not come is waited for.
_GIVEN_UP = timedelta(days=7)


def conclude(run: Run, verdicts: Collection[Verdict], state: State, now: datetime) -> list[Change]:
    """Fold the verdicts on a delivered run, end what it shows to be over, and learn from it."""
    past, incidents = state.history.of(run.job), state.incidents
    changes = [*end_deliveries(run, incidents, now), *end_faults(run, verdicts, incidents, now)]
    if not is_compared(run, state.plan):
        past.note_answers(run)
        return [*changes, *state.fold(verdicts, now), *end_unscheduled(run, incidents, now)]
    departed = list(departures(Case(run, None, state.history, state.plan, now)))
    surged = {benefit for rule, benefit, *_ in departed if rule is Rule.SURGE}
    state.compared = past.compare(run)
    state.windows.see(state.plan, state.compared, surged)
    left = []
    for verdict in verdicts:
        key = _explanation(verdict, state)
        if key is None:
            left.append(verdict)
        else:
            changes += incidents.absorb(key, verdict, now)
    changes += _end_absent(run, surged, state, now)
    changes += end_figures(run, verdicts, past, incidents, now)
    changes += state.fold(left, now)
    teach(run, verdicts, {benefit for _, benefit, *_ in departed} | _announced(run, state), past)
    return [*changes, *accept_figures(run, past, incidents, now)]


def _explanation(verdict: Verdict, state: State) -> Key | None:
    """The incident that explains a surge: what was held back is let go, or what was announced comes late."""
    if verdict.rule is not Rule.SURGE:
        return None
    frozen = [key for key, _ in state.incidents.open(verdict.job, [Rule.FROZEN])]
    absent = state.incidents.open(verdict.job, [Rule.SURGE_ABSENT])
    return next(iter(frozen + [key for key, draft in absent if set(verdict.benefits) & set(draft.benefits)]), None)


def _end_absent(run: Run, surged: Collection[str], state: State, now: datetime) -> list[Change]:
    changes = []
    for key, draft in state.incidents.open(run.job, [Rule.SURGE_ABSENT]):
        if set(draft.benefits) <= set(surged):
            closing = f"ökningen kom i körningen för {words.day(run.nominal)}"
            changes += state.incidents.close(key, closing, now)
        elif draft.last_nominal and run.nominal > draft.last_nominal + _GIVEN_UP:
            changes += state.incidents.close(key, "ökningen kom inte heller veckan efter", now)
    return changes


def _announced(run: Run, state: State) -> set[str]:
    """The benefits of which something unusual is announced."""
    windows = [
        window
        for expect in (Expect.SURGE, Expect.FREEZE)
        for window in state.plan.windows(expect, run.nominal, run.job)
    ]
    return {benefit for benefit in run.benefits if any(window.concerns(benefit) for window in windows)}
