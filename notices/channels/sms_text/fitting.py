"""Fitting what is to be said into two parts: what matters most is kept, and cuts are made between words."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

from notices.channels.sms_text.gsm import Replaced, gsm
from notices.channels.sms_text.segmenting import segments

PARTS = 2
MOST = 306
_LONGEST_WORD = 120
_CUT = "..."
_Words = tuple[Replaced, ...]


class Rank(IntEnum):
    """What is kept before what."""

    WHAT = 0
    ACTION = 1
    WHEN = 2
    EXPECTED_END = 3
    NEXT_WORD = 4
    NEWS = 5


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing to say. The label is never said alone, unless there are no words.

    A `whole` piece is said to its end or not at all: half a time is a wrong time. `most` is the greatest number of
    septets for its words.
    """

    rank: Rank
    label: str
    words: _Words
    whole: bool = False
    most: int = MOST

    def shortenings(self) -> Iterator[_Words]:
        """The piece, and then with ever fewer words."""
        label = (Replaced(self.label),) if self.label else ()
        fewest = len(self.words) if self.whole else min(1, len(self.words))
        for count in range(len(self.words), fewest - 1, -1):
            words = self.words if count == len(self.words) else _cut(self.words[:count])
            if segments(joined(words)).units <= self.most:
                yield label + words


def words_of(text: str) -> _Words:
    """The words of a text in GSM-7; of a long one as many as could be said, and one more."""
    words, room = [], MOST
    for word in map(_bounded, text.split()):
        if room < 0:
            break
        if word.text.strip():
            words.append(word)
            room -= len(word.text) + 1
    return tuple(words)


def fit(pieces: Sequence[Piece], before: str, after: str) -> _Words:
    """As much of the pieces as fits between two texts, in their order, the lowest rank first served."""
    said: dict[int, _Words] = {}
    for index in sorted(range(len(pieces)), key=lambda index: pieces[index].rank):
        for words in pieces[index].shortenings():
            trial = said | {index: words}
            if segments(f"{before} {joined(_in_order(trial))} {after}").parts <= PARTS:
                said = trial
                break
    return _in_order(said)


def joined(words: Iterable[Replaced]) -> str:
    """The words as text."""
    return " ".join(word.text for word in words)


def _in_order(said: dict[int, _Words]) -> _Words:
    return tuple(word for index in sorted(said) for word in said[index])


def _cut(words: _Words) -> _Words:
    *before, last = words
    if before and not any(map(str.isalnum, last.text)):  # the sign of a list item, or a dash
        return _cut(tuple(before))
    return (*before, Replaced(last.text.rstrip(".,;:!?-") + _CUT, last.replaced))


def _bounded(word: str) -> Replaced:
    """A word; one that would take the place of all others is cut in itself."""
    start = gsm(word[:_LONGEST_WORD])
    if len(word) <= _LONGEST_WORD and segments(start.text).units <= _LONGEST_WORD:
        return start
    text = start.text
    while segments(text).units > _LONGEST_WORD - len(_CUT):
        text = text[:-1]
    return Replaced(text + _CUT, start.replaced)
