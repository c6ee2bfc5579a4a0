"""Whether one notice goes on from another, by rules that a person can check."""

from collections.abc import Callable
from datetime import timedelta

from models.terms import Kind
from models.when import When
from notices.archive.story import Story
from notices.clock import midnight

_SOON = timedelta(days=30)
_IN_A_SERIES = timedelta(days=3 * 365)
_SHORT = timedelta(days=10)
_SERIAL = frozenset({Kind.CERTIFICATE, Kind.RELEASE})
_FORETOLD = frozenset({Kind.RELEASE, Kind.PLANNED})


def reason_to_join(earlier: Story, later: Story) -> str | None:
    """Why the later notice belongs with the earlier one, in Swedish; None if nothing says so."""
    return next((reason for rule, reason in _RULES if rule(earlier, later)), None)


def _quotes_the_title(earlier: Story, later: Story) -> bool:
    return earlier.title in later.quotes


def _is_next_in_series(earlier: Story, later: Story) -> bool:
    """The next change of a certificate or of a schema."""
    same_kind = earlier.kind == later.kind and later.kind in _SERIAL
    return same_kind and _apart(earlier, later) <= _IN_A_SERIES and bool(earlier.subjects & later.subjects)


def _tells_of_the_same_event(earlier: Story, later: Story) -> bool:
    """A planned event, and word of what came of it."""
    event = earlier.time
    if event is None or earlier.kind not in _FORETOLD or _apart(earlier, later) > _SOON:
        return False
    return bool(earlier.words & later.mentions) and any(_touch(event, time) for time in later.times)


def _follows_up(earlier: Story, later: Story) -> bool:
    """A later word about an incident of the last weeks."""
    if _apart(earlier, later) > _SOON or not later.goes_on or _concern_others(earlier, later):
        return False
    return bool(earlier.benefits & later.benefits or earlier.subjects & later.subjects) or _looks_back(earlier, later)


_RULES: tuple[tuple[Callable[[Story, Story], bool], str], ...] = (
    (_quotes_the_title, "en senare notis citerar rubriken"),
    (_is_next_in_series, "samma sorts byte återkommer"),
    (_tells_of_the_same_event, "en senare notis nämner samma tid"),
    (_follows_up, "en senare notis följer upp"),
)


def _concern_others(earlier: Story, later: Story) -> bool:
    """Each has benefits of its own."""
    return bool(earlier.benefits and later.benefits) and not earlier.benefits & later.benefits


def _looks_back(earlier: Story, later: Story) -> bool:
    """Whether the later one names a past time ("förra veckan") in which the earlier one was published."""
    day, today = midnight(earlier.published), midnight(later.published)
    return any(time.start and time.end and time.start <= day < time.end <= today for time in later.times)


def _touch(one: When, other: When) -> bool:
    """Whether two times with both ends overlap. A long time touches too much to say anything."""
    if not (one.start and one.end and other.start and other.end) or other.end - other.start > _SHORT:
        return False
    return one.start < other.end and other.start < one.end


def _apart(earlier: Story, later: Story) -> timedelta:
    return later.published - earlier.published
