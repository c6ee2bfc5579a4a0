"""The notices of a page tied into threads."""

from collections.abc import Iterable, Sequence
from itertools import combinations

from notices.archive.following import reason_to_join
from notices.archive.page import ArchivedPage
from notices.archive.proposals import Proposal, ProposedThread
from notices.archive.story import story_of
from notices.archive.subjects import COMMON, shared_word, stems
from notices.markdown import plain


def threads(page: ArchivedPage, proposals: Sequence[Proposal]) -> tuple[ProposedThread, ...]:
    """The threads of two notices or more, in the order of the page; a notice is in one of them at most."""
    own_words = stems(f"{page.title} {plain(page.preamble)}")
    stories = [story_of(notice, proposal, own_words) for notice, proposal in zip(page.notices, proposals, strict=True)]
    oldest_first = sorted(range(len(stories)), key=lambda place: (stories[place].published, -place))
    pairs = combinations(oldest_first, 2)
    reasons = {(a, b): reason for a, b in pairs if (reason := reason_to_join(stories[a], stories[b]))}
    groups = _groups(oldest_first, reasons)
    return tuple(_thread(page, group, reasons, COMMON | own_words) for group in sorted(groups, key=min))


def _groups(places: Sequence[int], pairs: Iterable[tuple[int, int]]) -> list[list[int]]:
    """The places that pairs tie together, each group in the order of `places`."""
    group_of = {place: {place} for place in places}
    for one, other in pairs:
        merged = group_of[one] | group_of[other]
        group_of.update(dict.fromkeys(merged, merged))
    groups = {id(group): group for group in group_of.values() if len(group) > 1}
    return [sorted(group, key=places.index) for group in groups.values()]


def _thread(
    page: ArchivedPage, group: list[int], reasons: dict[tuple[int, int], str], common: frozenset[str]
) -> ProposedThread:
    titles = [page.notices[place].title for place in group]
    why = dict.fromkeys(reason for (one, _), reason in reasons.items() if one in group)
    return ProposedThread(shared_word(titles, common) or titles[0], tuple(group), "; ".join(why))
