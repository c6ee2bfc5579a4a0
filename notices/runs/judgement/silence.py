"""The source is silent.

No archived case: an engine that says nothing looks like one with nothing to say. Nobody else would notice.
"""

from datetime import datetime

from notices.clock import day_of
from notices.runs import words
from notices.runs.judgement.verdict import Rule, Severity, Verdict
from notices.runs.source import Source


def judge(source: Source, now: datetime) -> Verdict | None:
    """Silent for much longer than it has ever been."""
    if source.heard is None or source.silent_from is None or now < source.silent_from:
        return None
    evidence = (
        f"Inget har hörts från {source.name} sedan {words.day(day_of(source.heard))} kl {words.at(source.heard)}; "
        f"brukar inte vara tyst längre än {words.duration(source.usual)}"
    )
    figures = {"hours": (now - source.heard).total_seconds() / 3600}
    return Verdict(Rule.SOURCE_SILENT, Severity.WARNING, source.heard, evidence, figures, subject=source.name)
