"""What a delivered run shows to be over."""

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta

from notices.runs import words
from notices.runs.drafts import Change
from notices.runs.history import JobHistory
from notices.runs.incidents import Incident, Incidents
from notices.runs.judgement.course import MEASURES
from notices.runs.judgement.verdict import DELIVERY, FIGURES, Rule, Verdict
from notices.runs.run import Run

# Faults of one run: the next one shows whether it was the only one.
_OF_ONE_RUN = (Rule.RESENT, Rule.SEQUENCE_BACK, Rule.WRONG_NUMBER, Rule.PERSONS_MISSING)
# What has been so for four weeks is no incident any more: it is how things are.
_HOW_THINGS_ARE = timedelta(days=28)


def delivered(run: Run) -> str:
    """The facts of a delivery: "levererad kl 06.52, 211 filer"."""
    files = f", {words.number(run.files)} filer" if run.files is not None else ""
    return f"levererad kl {words.at(run.ended)}{files}" if run.ended else "levererad"


def end_deliveries(run: Run, incidents: Incidents, now: datetime) -> Iterator[Change]:
    """End what waited for this run, and what waited for those before it that never came."""
    for key, draft in incidents.open(run.job, DELIVERY):
        awaited = incidents[key].awaited
        awaited.discard(run.nominal)
        if awaited and max(awaited) > run.nominal:
            continue
        never = f"{words.dates(sorted(awaited))} kom aldrig; " if awaited else ""
        about = f"körningen för {words.day(run.nominal)} är " if run.nominal != draft.nominal else ""
        yield from incidents.close(key, f"{never}{about}{delivered(run)}", now, run.id)


def end_unscheduled(run: Run, incidents: Incidents, now: datetime) -> Iterator[Change]:
    """End what was to be said of a run that no plan knows: it has ended."""
    for key, _ in incidents.open(run.job, [Rule.UNSCHEDULED]):
        yield from incidents.close(key, f"avslutad kl {words.at(run.ended or now)}", now, run.id)


def end_faults(run: Run, verdicts: Collection[Verdict], incidents: Incidents, now: datetime) -> Iterator[Change]:
    """End the faults of earlier runs, where this run has none of them."""
    found = {verdict.rule for verdict in verdicts}
    for key, draft in incidents.open(run.job, _OF_ONE_RUN):
        if run.id not in draft.runs and draft.kind not in found:
            closing = f"körningen för {words.day(run.nominal)} är som den ska: {delivered(run)}"
            yield from incidents.close(key, closing, now)


def end_figures(
    run: Run, verdicts: Collection[Verdict], past: JobHistory, incidents: Incidents, now: datetime
) -> Iterator[Change]:
    """End what the figures show to be over. An incident is over when it is for each of its benefits."""
    wrong = {(verdict.rule, benefit) for verdict in verdicts for benefit in verdict.benefits}
    for key, _ in incidents.open(run.job, FIGURES):
        incident = incidents[key]
        rule = Rule(key[0])
        _go_on(run, rule, incident, [b for b in incident.courses if (rule, b) not in wrong], past)
        if not incident.courses:
            yield from incidents.close(key, f"är som vanligt i körningen för {words.day(run.nominal)}", now)


def accept_figures(run: Run, past: JobHistory, incidents: Incidents, now: datetime) -> Iterator[Change]:
    """End what has been so for long, and begin the history of its figures anew."""
    for key, draft in incidents.open(run.job, FIGURES):
        if now - draft.opened > _HOW_THINGS_ARE:
            for benefit in incidents[key].courses:
                past.accept(Rule(key[0]), benefit, MEASURES.get(draft.kind))
            closing = f"har varit så i fyra veckor och räknas som vanligt från {words.day(run.nominal)}"
            yield from incidents.close(key, closing, now)


def _go_on(run: Run, rule: Rule, incident: Incident, benefits: Collection[str], past: JobHistory) -> None:
    """Weigh a run in which these benefits were not found wrong."""
    for benefit in benefits:
        course = incident.courses[benefit] = incident.courses[benefit].after(rule, benefit, past.compare(run))
        past.stretches[rule, benefit] += 1
        if course.recovered:
            del incident.courses[benefit], past.stretches[rule, benefit]
