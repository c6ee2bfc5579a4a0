"""How things are, in one SMS: the answer to LEFIP STATUS. Pure."""

from collections.abc import Iterator

from models.terms import Environment
from notices.channels.sms_text import gsm, segments
from notices.service import Service
from notices.site.board import Board, Sign, sign
from notices.site.pages.states import SIGN_WORDS
from notices.site.published import Published

PARTS = 2
_CUT = "..."


def situation(board: Board, service: Service, address: str) -> str:
    """What goes on now, gravest first, each with its short address: GSM-7, at most two parts.

    The first notice is always named, if need be by fewer words; of the others as many as there is room for, and then
    how many more there are. What concerns the test environment alone is not among them. `address` is the public one.
    """
    subject = gsm(service.service.subject.sv).text
    ongoing = [notice for notice in board.ongoing if notice.content.environment is not Environment.TEST]
    if not ongoing:
        return f"{subject}: Inga kända störningar just nu. {address}"
    fitting = (t for t in _shortenings(f"{subject}:", ongoing, board, address) if segments(t).parts <= PARTS)
    return next(fitting, f"{subject}: {address}")


def _shortenings(before: str, ongoing: list[Published], board: Board, address: str) -> Iterator[str]:
    """Ever shorter texts: first fewer notices, then fewer words of the one that is left."""
    lines = [_line(_words(notice, board), notice, address) for notice in ongoing]
    for count in range(len(lines), 0, -1):
        yield " ".join((before, *lines[:count], *_more(len(lines) - count, address)))
    words = _words(ongoing[0], board)
    more = _more(len(lines) - 1, address)
    for end in range(len(words) - 1, -1, -1):
        start = words[:end].rstrip().rstrip(".,;:!?-")
        if end == 0 or words[end].isspace():
            yield " ".join((before, _line(start + _CUT, ongoing[0], address), *more))


def _words(notice: Published, board: Board) -> str:
    word = SIGN_WORDS[sign(notice, board.now) or Sign.PLANNED].sv
    return " ".join(gsm(f"{word}: {notice.content.title}").text.split())


def _line(words: str, notice: Published, address: str) -> str:
    return f"{words} {address}/n/{notice.short}"


def _more(count: int, address: str) -> tuple[str, ...]:
    return (f"Och {count} till: {address}",) if count else ()
