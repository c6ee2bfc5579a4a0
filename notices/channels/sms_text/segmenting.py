"""How many parts a text becomes, and what they cost."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from notices.channels.sms_text.alphabet import EXTENSION, GSM

Encoding = Literal["GSM-7", "UCS-2"]
# Units in a text of one part, and in each part of a longer one, whose header takes some.
_ROOM: dict[Encoding, tuple[int, int]] = {"GSM-7": (160, 153), "UCS-2": (70, 67)}


@dataclass(frozen=True, slots=True)
class Segments:
    """A text as it is sent: `units` are septets in GSM-7 and UTF-16 code units in UCS-2; `parts` are paid for."""

    encoding: Encoding
    units: int
    parts: int


def segments(text: str) -> Segments:
    """Count a text. A sign of two units is never split between parts. An empty text is one part."""
    encoding: Encoding = "GSM-7" if GSM.issuperset(text) else "UCS-2"
    sizes = [_size(sign, encoding) for sign in text]
    single, each = _ROOM[encoding]
    units = sum(sizes)
    return Segments(encoding, units, 1 if units <= single else _parts(sizes, each))


def cost(segments: Segments, price_per_part: Decimal) -> Decimal:
    """What one such message costs, in the price's currency."""
    return price_per_part * segments.parts


def _size(sign: str, encoding: Encoding) -> int:
    return 1 + (sign in EXTENSION if encoding == "GSM-7" else sign > "\uffff")


def _parts(sizes: list[int], room: int) -> int:
    parts, used = 1, 0
    for size in sizes:
        if used + size > room:
            parts, used = parts + 1, 0
        used += size
    return parts
