"""What a reminder of a planned event says, piece by piece."""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum

from models.content import Content
from notices.channels.sms_text.fitting import Piece, Rank, words_of
from notices.channels.sms_text.saying import MOST_OF_WHAT, action, sentence, whole
from notices.timing import write


class Lead(StrEnum):
    """How a reminder begins. None of them states a clock time, nor a day that is not in the calendar."""

    TOMORROW = "I morgon:"
    TODAY = "Börjar i dag:"
    THIS_EVENING = "I kväll:"
    TONIGHT = "I natt:"
    NOW = "Börjar nu:"
    UNDER_WAY = "Pågår enligt plan:"
    OVER = "Slut enligt plan:"


def reminder_pieces(content: Content, lead: Lead, day: date) -> tuple[Piece, ...]:
    """The pieces of a reminder that is sent on that day (Stockholm's)."""
    still_to_do = () if lead is Lead.OVER else (*action(content), *_expected_end(content, day))
    return (
        Piece(Rank.WHAT, lead, words_of(sentence(content.title)), most=MOST_OF_WHAT),
        *_when(content, day),
        *still_to_do,
    )


def _when(content: Content, day: date) -> Iterator[Piece]:
    """The time by its date: words like "i morgon" were counted from the day on which they were written."""
    if content.time:
        text = write(content.time, day)
        if text.casefold() not in content.title.casefold():
            yield from whole(Rank.WHEN, "", text[:1].upper() + text[1:])


def _expected_end(content: Content, day: date) -> Iterator[Piece]:
    if content.expected_end:
        yield from whole(Rank.EXPECTED_END, "Väntas klart", write(content.expected_end, day))
