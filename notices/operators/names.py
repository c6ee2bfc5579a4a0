"""Operators' names: as they are written, and as they are compared."""

import unicodedata

from notices.operators.refusals import Refused

LONGEST = 60


def read_name(text: str) -> str:
    """A name in its one written form. Raises Refused."""
    name = " ".join(unicodedata.normalize("NFC", text).split())
    if not name or len(name) > LONGEST or not name.isprintable():
        raise Refused("Skriv ett namn på högst %(longest)s tecken.", longest=LONGEST)
    return name


def name_key(text: str) -> str:
    """What a name is compared by: spaces, capitals and ways of writing the same letter make no difference."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
