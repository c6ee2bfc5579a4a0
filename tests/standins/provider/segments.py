"""Counts the parts of a text message (GSM 03.38 and 03.40)."""

from functools import lru_cache

BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"
    "¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENSION = frozenset("^{}\\[~]|€\f")


@lru_cache(maxsize=4096)
def segments(body: str) -> int:
    """Parts of 153 septets (160 when alone), or, when a character needs it, of 67 UTF-16 units (70 when alone)."""
    if set(body) <= BASIC | EXTENSION:
        return _parts([2 if letter in EXTENSION else 1 for letter in body], alone=160, joined=153)
    return _parts([len(letter.encode("utf-16-le")) // 2 for letter in body], alone=70, joined=67)


def _parts(widths: list[int], alone: int, joined: int) -> int:
    if sum(widths) <= alone:
        return 1
    parts, used = 1, 0
    for width in widths:
        if used + width > joined:  # a character is never split between parts
            parts, used = parts + 1, 0
        used += width
    return parts
