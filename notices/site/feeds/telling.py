"""What a feed tells, before it has words: which notices, updates and withdrawals, newest first."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from heapq import nlargest
from itertools import chain

from models.content import Update
from notices.site.document import LONG_AGO
from notices.site.frame import Frame
from notices.site.published import Published

MOST = 50
# A notice's entries are numbered by what they tell: the notice itself, an update by its number, the withdrawal.
_NOTICE, _WITHDRAWAL = 0, 1_000_000


@dataclass(frozen=True, slots=True)
class Told:
    """What one entry tells: a notice, an update of it, or (by `part`) that it was withdrawn; published `at`.

    `threads` are the titles of the stories that the notice belongs to.
    """

    at: datetime
    notice: Published
    part: int
    threads: tuple[str, ...]

    @property
    def update(self) -> Update | None:
        return next((update for update in self.notice.content.updates if update.number == self.part), None)

    @property
    def name(self) -> str:
        """What tells its permanent id from the notice's own."""
        return {_NOTICE: "", _WITHDRAWAL: "indragen"}.get(self.part, f"uppdatering/{self.part}")


def latest(frame: Frame, section: str | None) -> tuple[Told, ...]:
    """The newest of a section, or of all, newest first; those of one moment in the order in which they came."""
    notices, stories = frame.snapshot.notices, frame.snapshot.stories
    told = nlargest(MOST, _moments(frame.newest_first(section)))
    return tuple(
        Told(at, notices[id_], part, tuple(stories[thread].title for thread in notices[id_].threads))
        for at, id_, part in told
    )


def _moments(newest_first: Sequence[Published]) -> Iterator[tuple[datetime, int, int]]:
    """When each entry was published, in a form that sorts; of notices in which nothing is new enough, none."""
    floor = newest_first[MOST - 1].published_at if len(newest_first) >= MOST else LONG_AGO
    return chain.from_iterable(_moments_of(notice) for notice in newest_first if notice.changed_at >= floor)


def _moments_of(notice: Published) -> Iterable[tuple[datetime, int, int]]:
    yield notice.published_at, notice.id, _NOTICE
    for update in notice.content.updates:
        yield update.at, notice.id, update.number
    if notice.withdrawn_at:
        yield notice.withdrawn_at, notice.id, _WITHDRAWAL
