"""Ids as Statuspage has them: twelve small letters and digits, made from our own ids that never change."""

from functools import lru_cache

from notices.addresses import permanent_id, short_for

_LENGTH = 12  # of 31 signs each: no two are ever the same by chance


def page_id(tag: str) -> str:
    """The id of the page whose permanent ids `tag` owns, as do those below."""
    return _short(tag)


def component_id(tag: str, sort: str, code: str = "") -> str:
    """The id of a benefit or an operation by its code, or of the group of that sort."""
    return _short(f"{tag}/{sort}/{code}")


def event_id(tag: str, slug: str) -> str:
    """The id of an incident or a maintenance."""
    return _short(permanent_id(tag, slug))


def update_id(tag: str, slug: str, number: int) -> str:
    """The id of what was said: 0 is the publication, else the number of the update."""
    return _short(permanent_id(tag, slug, f"uppdatering/{number}"))


@lru_cache(2**12)
def _short(text: str) -> str:
    return short_for(text, _LENGTH)
