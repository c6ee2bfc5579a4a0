"""The stable addresses of a notice: its slug, its short form, its permanent id."""

import hashlib
from collections.abc import Iterator
from datetime import date
from itertools import count

from slugify import slugify

_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # without signs that look alike when read from a phone
_MOST = 70


def slug_for(title: str, day: date) -> str:
    """The last part of a notice's address: its date and its title, in plain letters."""
    words = slugify(title, max_length=_MOST, word_boundary=True, save_order=True)
    return f"{day.isoformat()}-{words}".rstrip("-")


def numbered(slug: str) -> Iterator[str]:
    """The slug itself, then the slug with a number, for a second notice of that title on that day."""
    yield slug
    yield from (f"{slug}-{number}" for number in count(2))


def short_for(slug: str, length: int = 5) -> str:
    """The address for SMS. Made from the slug, so that it survives an export and an import."""
    number = int.from_bytes(hashlib.sha256(slug.encode()).digest())
    signs = []
    for _ in range(length):
        number, index = divmod(number, len(_ALPHABET))
        signs.append(_ALPHABET[index])
    return "".join(signs)


def permanent_id(tag: str, slug: str, part: str = "") -> str:
    """A `tag:` URI (RFC 4151) that stays when the service moves to another address."""
    return f"tag:{tag}:notis/{slug}{'/' + part if part else ''}"
