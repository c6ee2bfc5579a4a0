"""What a person orders by SMS. Pure: a body of any kind is read, and none raises.

An order is a word of its own, after the service's keyword or alone: `LEFIP STOPP`, `STOPP`, `LEFIP STATUS`, `info`.
The keyword alone registers. What people and telephones put around the words means nothing: case, accents, full
stops, quotation marks, emoji, spaces that show and spaces that do not.

STOPP wins over everything, wherever it stands and whatever else is said. It is STOPP, STOP, AVSLUTA or AVREGISTRERA,
as a word of its own or glued to the keyword, with letters held down too long ("stoppp") and digits beside it. Other
forms ("jag vill stoppa") are not orders: they get the help text, which says how to stop.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from enum import StrEnum
from functools import lru_cache
from string import digits


class Order(StrEnum):
    """What is ordered. Where a body can be read in several ways, the first of these wins."""

    DEREGISTER = "deregister"
    REGISTER = "register"
    STATUS = "status"
    HELP = "help"
    INFO = "info"
    TEST = "test"
    UNKNOWN = "unknown"


_ORDERS = {
    "status": Order.STATUS,
    "hjalp": Order.HELP,
    "help": Order.HELP,
    "info": Order.INFO,
    "test": Order.TEST,
}
_STOP = ("stop", "avsluta", "avregistrera")
_HELD_DOWN = re.compile(r"(.)\1+")
_STOP_BEGINS = frozenset(word[0] for word in _STOP)
_INVISIBLE = "\u200b"
# Signs that are made of a digit or a letter, and are pictures: 1️⃣ and ℹ️.
_PICTURES = re.compile("[0-9#*]\ufe0f?\u20e3|ℹ")


def read(body: str, keyword: str) -> Order:
    """The order in a message. `keyword` is the service's own, as `service.toml` has it."""
    key, letters = _key(keyword), _letters(body)
    # What has no width may divide words or stand inside one, and a word may have been spelled with spaces.
    divided, undivided = letters.replace(_INVISIBLE, " ").split(), letters.replace(_INVISIBLE, "").split()
    ways = [undivided, ["".join(undivided)]] + ([divided] if divided != undivided else [])
    orders = {_order(words, key) for words in ways}
    return next(order for order in Order if order in orders)


def unquoted(body: str, ours: Iterable[str]) -> str:
    """What is left of a message without the texts of ours that it quotes, in plain small letters.

    Just the message, where it quotes none. An automatic answer repeats what it answers, and may not be obeyed for it.
    """
    said = [text for text in map(_said, ours) if text]
    if not said:
        return body
    whole = left = normalise(body)
    for text in said:
        left = left.replace(text, " ")
    return body if left == whole else left


def normalise(text: str, invisible: str = "") -> str:
    """The words of a text in plain small letters, one space between: "”LEFIP”  Hjälp!" is "lefip hjalp".

    `invisible` is what a character without width (a zero-width space, a soft hyphen) becomes.
    """
    return " ".join(_letters(text).replace(_INVISIBLE, invisible).split())


_said = lru_cache(256)(normalise)


@lru_cache(8)
def _key(keyword: str) -> str:
    return "".join(normalise(keyword).split())


def _letters(text: str) -> str:
    """Plain small letters, and what of the rest has a meaning: that something stood between them, or has no width."""
    without_pictures = _each(_PICTURES.sub(" ", text), _unpictured)
    return _each(unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", without_pictures).casefold()), _letter)


def _each(text: str, change: Callable[[str], str]) -> str:
    """The text with each of its signs changed."""
    return text.translate({ord(sign): change(sign) for sign in set(text)})


def _unpictured(sign: str) -> str:
    """A symbol is no letter, though Unicode would spell ™ as "tm"."""
    return " " if unicodedata.category(sign)[0] == "S" else sign


def _letter(sign: str) -> str:
    category = unicodedata.category(sign)
    if category == "Cf":
        return _INVISIBLE
    if category[0] == "M":
        return ""
    return sign if category[0] in "LN" else " "


def _order(words: list[str], key: str) -> Order:
    """The order in words that are divided in one way."""
    parted = [part for word in words for part in (_unglued(word, key) if key in word else (word,))]
    if any(map(_is_stop, parted)):
        return Order.DEREGISTER
    rest = [part for part in parted if part != key]
    if parted and not rest:
        return Order.REGISTER
    # After the keyword the first word counts and the others are courtesy; without it there can be no other.
    counts = len(rest) == 1 or len(rest) < len(parted)
    return _ORDERS.get(rest[0].strip(digits), Order.UNKNOWN) if counts else Order.UNKNOWN


def _unglued(word: str, key: str) -> tuple[str, ...]:
    """An order that is glued to the keyword, before or after it, as two words."""
    for rest in (word.removeprefix(key), word.removesuffix(key)):
        if rest != word and (_is_stop(rest) or rest in _ORDERS):
            return key, rest
    return (word,)


def _is_stop(word: str) -> bool:
    bare = word.strip(digits)
    return bare[:1] in _STOP_BEGINS and _HELD_DOWN.sub(r"\1", bare) in _STOP
