"""What a delivered run teaches history: only what is healthy in it."""

from collections.abc import Collection

from notices.runs.history import JobHistory, Key, Measure
from notices.runs.judgement.course import MEASURES
from notices.runs.judgement.verdict import FIGURES, Rule, Verdict
from notices.runs.run import Run

# A run with other days' figures in it, or with old ones, teaches nothing of a night.
_OF_OTHER_DAYS = (Rule.RESENT, Rule.SEQUENCE_BACK)


def teach(run: Run, verdicts: Collection[Verdict], apart: Collection[str], past: JobHistory) -> None:
    """Let history learn from a run. `apart` are the benefits whose volume is no usual one, announced or not."""
    rules = {verdict.rule for verdict in verdicts}
    past.learn_delivery(run, all_persons=Rule.PERSONS_MISSING not in rules)
    wrong = [verdict for verdict in verdicts if verdict.rule in FIGURES]
    for verdict in wrong:
        past.stretches[verdict.rule, verdict.benefits[0]] = verdict.stage
    if len(run.covers) > 1 or not rules.isdisjoint(_OF_OTHER_DAYS):
        return
    sick: set[Key] = {(measure, benefit) for benefit in apart for measure in Measure}
    sick |= {(MEASURES[verdict.rule], b) for verdict in wrong if verdict.rule in MEASURES for b in verdict.benefits}
    holes = {b for verdict in wrong if verdict.rule is Rule.DAY_HOLE for b in verdict.benefits}
    past.learn(run, sick, holes.union(apart))
