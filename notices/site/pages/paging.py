"""Pages that stay: numbered from the oldest, so that a full one never gets another notice."""

from collections.abc import Sequence

from notices.site.published import Published

SIZE = 20


def pages_of(count: int, size: int = SIZE) -> int:
    """How many numbered pages there are. The newest `size` to 2 × `size` - 1 notices stand on none of them."""
    return max(0, count // size - 1)


def part(newest_first: Sequence[Published], number: int | None, size: int = SIZE) -> Sequence[Published]:
    """The notices of a numbered page, or those of the unnumbered newest one; newest first."""
    count = len(newest_first)
    if number is None:
        return newest_first[: count - pages_of(count, size) * size]
    return newest_first[count - number * size : count - (number - 1) * size]


def touched(newest_first: Sequence[Published], changed: Sequence[Published] | None, size: int = SIZE) -> list[int]:
    """The numbered pages that these changes can have altered; all of them for None.

    When a page is added, the way onward from the last two changes. A notice in its first version may be new, and
    one that is put in among older ones moves all that came after it.
    """
    count = len(newest_first)
    last = pages_of(count, size)
    if changed is None:
        return list(range(1, last + 1))
    ids = {notice.id for notice in changed}
    places = {n.id: (count - 1 - index) // size + 1 for index, n in enumerate(newest_first) if n.id in ids}
    pages = set() if pages_of(count - len(changed), size) == last else {last - 1, last}
    for notice in changed:
        place = places.get(notice.id, last + 1)
        pages |= set(range(place, last + 1)) if notice.version == 1 else {place}
    return sorted(page for page in pages if 1 <= page <= last)
