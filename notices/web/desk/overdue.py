"""What was promised and has not come, each with the acts that answer it. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from models.content import Content
from models.terms import Act
from models.when import When
from notices.alarming.overdue import Promise, broken
from notices.service import Language
from notices.site.published import Published, Snapshot
from notices.site.rendering import say
from notices.timing import describe

_SAID = {
    Promise.NEXT_WORD: "Nästa besked skulle ha kommit %(when)s.",
    Promise.EXPECTED_END: "Det väntades vara klart %(when)s, och ingen har sagt att det är det.",
    Promise.WINDOW: "Tiden var %(when)s. Ingen har sagt hur det gick.",
}
_ANSWERS = {
    Promise.NEXT_WORD: (Act.UPDATE, Act.END),
    Promise.EXPECTED_END: (Act.END, Act.UPDATE),
    Promise.WINDOW: (Act.END, Act.RESCHEDULE),
}


@dataclass(frozen=True, slots=True)
class Overdue:
    """A notice whose promises have passed: what is said of each, and what can be done, the likeliest first."""

    notice: Published
    sentences: tuple[str, ...]
    acts: tuple[Act, ...]


def overdue(known: Snapshot, now: datetime, language: Language) -> Iterator[Overdue]:
    """Those of all that goes on, the one that has waited longest first."""
    for notice in sorted(known.live, key=lambda notice: notice.changed_at):
        promises = [promise for promise, _ in broken(notice.content, now)]
        if promises:
            sentences = tuple(_sentence(promise, notice.content, language) for promise in promises)
            acts = tuple(dict.fromkeys(act for promise in promises for act in _ANSWERS[promise]))
            yield Overdue(notice, sentences, acts)


def _sentence(promise: Promise, content: Content, language: Language) -> str:
    when = _promised(promise, content)
    return say(language, _SAID[promise], when=describe(when, language) if when else "")


def _promised(promise: Promise, content: Content) -> When | None:
    kept = {Promise.NEXT_WORD: content.next_word, Promise.EXPECTED_END: content.expected_end}
    return kept.get(promise, content.time)
