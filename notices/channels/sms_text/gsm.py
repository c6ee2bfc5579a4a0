"""A text in the alphabet of SMS. One dash outside it would more than double the number of parts."""

import re
import unicodedata
from dataclasses import dataclass

from notices.channels.sms_text.alphabet import GSM, INSTEAD

_LINE_END = re.compile(r"\r\n?")
_FRACTION_AFTER_DIGIT = re.compile(r"(?<=\d)(?=[¼-¾⅐-⅞])")  # 2½ is 2 1/2, not 21/2


@dataclass(frozen=True, slots=True)
class Replaced:
    """A text in GSM-7, and what stands in it instead of what: pairs in the order in which they first occur."""

    text: str
    replaced: tuple[tuple[str, str], ...] = ()


def gsm(text: str) -> Replaced:
    """Replace what GSM-7 lacks; å ä ö é § and all else that it has stay.

    Typographic signs get plain ones, and letters lose accents that GSM-7 lacks. A letter, digit, currency or
    mathematical sign that nothing can replace becomes "?", so that the reader sees that something stood there.
    Pictures, loose accents and what cannot be seen are left out.
    """
    composed = unicodedata.normalize("NFC", _LINE_END.sub("\n", text))
    signs = _FRACTION_AFTER_DIGIT.sub(" ", composed)
    changed = {sign: _instead(sign) for sign in dict.fromkeys(signs) if sign not in GSM}
    return Replaced("".join(changed.get(sign, sign) for sign in signs), tuple(changed.items()))


def _instead(sign: str) -> str:
    if sign in INSTEAD:
        return INSTEAD[sign]
    taken_apart = unicodedata.normalize("NFKD", sign)
    if taken_apart != sign:
        return "".join(part if part in GSM else _instead(part) for part in taken_apart)
    return _by_category(unicodedata.category(sign))


def _by_category(category: str) -> str:
    if category == "Zs":
        return " "
    if category == "Pd":
        return "-"
    return "" if category[0] in "MC" or category in ("So", "Sk") else "?"
