"""What a title is about, as word stems that can be compared."""

import re
from collections.abc import Sequence

import snowballstemmer

_STEMMER = snowballstemmer.stemmer("swedish")
_SHORTEST = 5
_WORD = re.compile(r"[^\W\d_]+")
# Words that say what sort of notice it is, or when, and not what it is about.
_COMMON = (
    "akut avseende angående arbete ändrad ändring byta byter byte driftinformation drift driftsättning efter enligt "
    "fel felaktig felsökning försening förändring gällande helgen högre information informationsförmedling införande "
    "inom körning leverans leverera med natten nya nytt pågående planerad planerat problem release rättning senare "
    "status störning system tidigare tillfällig uppdatering utskick version åtgärd "
    "januari februari mars april juni juli augusti september oktober november december "
    "måndag tisdag onsdag torsdag fredag lördag söndag"
).split()


def stems(text: str) -> frozenset[str]:
    """The stems of all longer words; a compound with a hyphen counts as its parts."""
    words = (word.lower() for word in _WORD.findall(text) if len(word) >= _SHORTEST)
    return frozenset(_STEMMER.stemWords(list(words)))


COMMON = frozenset(_STEMMER.stemWords(_COMMON))


def shared_word(titles: Sequence[str], common: frozenset[str]) -> str | None:
    """A word of the first title whose stem all titles have and that is not common; None without one."""
    shared = frozenset.intersection(*map(stems, titles)) - common
    words = (word for word in _WORD.findall(titles[0]) if stems(word) & shared)
    return next((word[0].upper() + word[1:] for word in words), None)
