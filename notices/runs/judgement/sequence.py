"""The sequence has gone back: the number is below that of the run before.

Archive: 2014-03-05, old files went out after new ones. Who reads in the order of numbers would overwrite new with old.
"""

from collections.abc import Iterator

from notices.runs import words
from notices.runs.judgement.verdict import Case, Rule, Severity, Verdict


def judge(case: Case) -> Iterator[Verdict]:
    sequence, last = case.run.sequence, case.past.last_sequence(case.run)
    if sequence is None or last is None or sequence >= last:
        return
    evidence = (
        f"{case.title} för {words.day(case.run.nominal)} har sekvensnummer {sequence}; körningen före hade {last}"
    )
    yield case.verdict(Rule.SEQUENCE_BACK, Severity.SERIOUS, evidence, {"sequence": str(sequence), "last": str(last)})
