"""Which of the service's terms a text names."""

import re
from collections.abc import Iterator, Sequence

from notices.service import Term

# "ny- och avbeställningar" stands for "nybeställningar och avbeställningar".
_SHARED_ENDING = re.compile(r"\b(\w{1,20})-\s+(?:och|eller|samt)\s+(\w{4,40})")


def named(terms: Sequence[Term], text: str) -> tuple[str, ...]:
    """The codes of the terms that the text names, in the order of `terms`.

    A code in capitals counts only as written; other words count in any case, and at the beginning of a
    compound. Where one word holds another ("tillfällig föräldrapenning"), only the longer one is named.
    """
    words = {word: term.code for term in terms for word in (term.name.sv, *term.words)}
    longest_first = sorted(words, key=len, reverse=True)
    if not longest_first:
        return ()
    pattern = re.compile("|".join(f"({_pattern(word)})" for word in longest_first))
    whole = " ".join((text, *_shared_endings(text)))
    found = {words[longest_first[(match.lastindex or 1) - 1]] for match in pattern.finditer(whole)}
    return tuple(term.code for term in terms if term.code in found)


def _pattern(word: str) -> str:
    spaced = r"\s+".join(map(re.escape, word.split()))
    return rf"\b{spaced}\b" if word.isupper() else rf"\b(?i:{spaced})"


def _shared_endings(text: str) -> Iterator[str]:
    for first, second in _SHARED_ENDING.findall(text):
        yield from (first + second[start:] for start in range(1, len(second)))
