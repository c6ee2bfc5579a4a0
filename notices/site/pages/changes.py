"""When a page last changed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter

from notices.site.board import turns
from notices.site.frame import Frame
from notices.site.published import Published


@dataclass(frozen=True, slots=True, order=True)
class Said:
    """A moment at which something was said; `dated` is true where only its date is known."""

    at: datetime
    dated: bool = False


def said(notices: Iterable[Published], otherwise: datetime) -> Said:
    """When something was last said in these notices; `otherwise` where there are none."""
    latest = max(notices, key=_changed_at, default=None)
    return max(_moments(latest)) if latest else Said(otherwise)


_changed_at = attrgetter("changed_at")


def _moments(notice: Published) -> Iterator[Said]:
    yield Said(notice.published_at, notice.dated)
    yield from (Said(update.at, update.dated) for update in notice.content.updates)
    yield from (Said(at) for at in (notice.corrected_at, notice.withdrawn_at) if at)


def turned(frame: Frame, notices: Iterable[Published], since: datetime) -> datetime:
    """When a page with these notices last came to look otherwise: by a word at `since`, or by the clock after it."""
    return max((at for n in notices for at in turns(n) if since < at <= frame.board.now), default=since)
