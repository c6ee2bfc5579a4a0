"""A notice as the rules for threads see it."""

import re
from dataclasses import dataclass
from datetime import date

from models.terms import Kind
from models.when import When
from notices.archive.page import ArchivedNotice
from notices.archive.proposals import Proposal
from notices.archive.subjects import COMMON, stems
from notices.markdown import plain

_QUOTED = re.compile(r"[”“\"]\s*([^”“\"]+?)\s*[”“\"]")
_GOES_ON = re.compile(
    r"tidigare (information|informer|meddela|nämn|publicera|utskick|var\b)|som tidigare befara|fortfarande"
    r"|uppdatering (kring|om|av|angående)|\båter (öppen|öppna|öppet|igång|möjligt|tillgänglig)"
    r"|status (kring|för)|är nu (åtgärda|rätta|lös)|arbetet fortsätter|felsökningen (fortsätter|har)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Story:
    """`words` are the stems of its title, `subjects` those of them that tell it from other notices of its sort,
    `mentions` all the stems of its text.

    `goes_on` is true where its words speak of something told before; `quotes` are what stands in quotation
    marks, folded like `title`.
    """

    title: str
    published: date
    kind: Kind | None
    benefits: frozenset[str]
    time: When | None
    times: tuple[When, ...]
    words: frozenset[str]
    subjects: frozenset[str]
    mentions: frozenset[str]
    quotes: frozenset[str]
    goes_on: bool


def story_of(notice: ArchivedNotice, proposal: Proposal, own_words: frozenset[str]) -> Story:
    """`own_words` are the stems in which the page speaks of itself: they tell no notice from another."""
    text = f"{notice.title}\n{plain(notice.body)}"
    words = stems(notice.title) - own_words
    return Story(
        title=_folded(notice.title),
        published=notice.published,
        kind=proposal.kind,
        benefits=frozenset(proposal.benefits),
        time=proposal.time,
        times=proposal.times,
        words=words,
        subjects=words - COMMON,
        mentions=stems(text),
        quotes=frozenset(map(_folded, _QUOTED.findall(text))),
        goes_on=bool(_GOES_ON.search(text)),
    )


def _folded(text: str) -> str:
    return " ".join(text.split()).lower()
