"""What a run showed, as an operator reads it beside the draft. Pure."""

from datetime import datetime

from notices.clock import day_of
from notices.runs import words
from notices.runs.drafts import Draft
from notices.runs.wording import name_of
from notices.timing.names import full_date

Evidence = dict[str, str]
_MOST_RUNS = 3
NEWS = "Nytt sedan dess"


def evidence_of(draft: Draft, related: str = "") -> Evidence:
    """By what it is called: what, since when, how sure, and the figures behind it. `related` is a notice's address."""
    said = {
        "Vad": words_of(draft),
        "Slag": name_of(draft.kind),
        "Sedan": _moment(draft.since),
        "Hur säkert": _sure(draft.sure),
        "Siffror": _figures(draft),
        "Körning": ", ".join(draft.runs[-_MOST_RUNS:]),
        "Hör till": related,
        "Över": f"{draft.closing} ({_moment(draft.closed)})" if draft.closed else "",
    }
    return {name: value for name, value in said.items() if value}


def words_of(draft: Draft) -> str:
    """All that is wrong, a sentence for each thing."""
    return "; ".join(draft.evidence)


def news_of(before: Draft, after: Draft) -> str:
    """What is known now and was not."""
    return "; ".join(said for said in after.evidence if said not in before.evidence)


def _moment(moment: datetime) -> str:
    return f"{full_date(day_of(moment))} kl {words.at(moment)}"


def _sure(share: float) -> str:
    """Never more sure than one is: 99,98 % is not 100 %."""
    if share == 1:
        return "helt: planen eller körningen säger det"
    return f"{int(share * 1000) / 10:.1f} %".replace(".", ",")


def _figures(draft: Draft) -> str:
    figures = draft.figures.get(draft.kind, {})
    count, expected = figures.get("count"), figures.get("expected")
    if not isinstance(count, int | float) or not isinstance(expected, int | float):
        return ""
    return f"{words.number(count)}, väntat {words.number(expected)}"
