"""The first screen: how things are, what is planned, what is latest."""

from itertools import groupby

from notices.clock import day_of
from notices.site.board import Sign
from notices.site.document import Document
from notices.site.frame import Frame
from notices.site.pages.changes import Said, turned
from notices.site.pages.entries import Entry, entry
from notices.site.pages.layout import Head, draw
from notices.site.pages.states import SIGN_WORDS, TROUBLE, calm
from notices.site.published import Published
from notices.site.runs.standing import last_run, unsaid

LATEST = 20


def front(frame: Frame) -> Document:
    """The page at `/`."""
    ongoing = [entry(frame, notice) for notice in frame.board.ongoing]
    lead = gravest(ongoing)
    ahead = [entry(frame, notice) for notice in frame.board.ahead]
    shown = {one.notice.id for one in (*ongoing, *ahead)}
    latest = [notice for notice in frame.newest_first() if notice.id not in shown][:LATEST]
    mark, word, sentence, detail = how_things_are(frame, lead)
    return draw(
        frame,
        "front.html",
        _head(frame, f"{word}: {sentence}"),
        lead=lead,
        mark=mark,
        word=word,
        sentence=sentence,
        detail=detail,
        last_run=last_run(frame),
        others=[one for one in ongoing if one is not lead],
        ahead=ahead,
        days=_by_day(frame, latest),
    )


def how_things_are(frame: Frame, lead: Entry | None) -> tuple[Sign, str, str, str]:
    """The sign, its word, the sentence that says how things are, and what more there is to say of it."""
    if lead:
        return lead.sign or Sign.WORKS, lead.state, lead.title, ""
    if trouble := unsaid(frame):
        return trouble.sign, trouble.word, trouble.sentence, trouble.detail
    return Sign.WORKS, SIGN_WORDS[Sign.WORKS].in_(frame.language), calm(frame.language), ""


def _head(frame: Frame, description: str) -> Head:
    about, snapshot = frame.service.service, frame.snapshot
    return Head(
        path="/",
        title=f"{about.name} – {about.subject.in_(frame.language)}",
        description=description,
        modified=turned(frame, snapshot.live, snapshot.changed_at),
        changed=Said(snapshot.changed_at),
        nav="front",
        watched=True,
    )


def _by_day(frame: Frame, notices: list[Published]) -> list[list[Entry]]:
    return [[entry(frame, n) for n in day] for _, day in groupby(notices, lambda n: day_of(n.published_at))]


def gravest(ongoing: list[Entry]) -> Entry | None:
    """The notice that says how things are. What concerns the test environment alone never does."""
    return next((one for one in ongoing if one.sign in TROUBLE and not one.is_test), None)
