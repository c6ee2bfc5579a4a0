"""A very similar notice published today is more likely to need an update than a twin."""

from collections.abc import Iterator
from difflib import SequenceMatcher

from models.content import Content
from notices.proofreading.remark import Circumstances, Remark
from notices.service import Text

_ALIKE = 0.8  # of the letters of two titles


def already_published(content: Content, circumstances: Circumstances) -> Iterator[Remark]:
    for address, other in circumstances.published_today.items():
        if _is_same(content, other):
            yield Remark(
                "similar",
                "title",
                Text(
                    sv=f"Ett liknande publicerades i dag: ”{other.title}” ({address}). Uppdatera det i stället?",
                    en=f"A similar notice was published today: “{other.title}” ({address}). Update it instead?",
                ),
            )


def _is_same(one: Content, other: Content) -> bool:
    titles = SequenceMatcher(None, one.title.casefold(), other.title.casefold(), autojunk=False).ratio()
    return one.environment is other.environment and (titles >= _ALIKE or _concerns_the_same(one, other))


def _concerns_the_same(one: Content, other: Content) -> bool:
    same = (one.kind, one.impact) == (other.kind, other.impact) and one.kind and one.impact
    named = (one.benefits, one.operations), (other.benefits, other.operations)
    return bool(same and named[0] == named[1] and any(named[0]))
