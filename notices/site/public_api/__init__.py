"""`/api/v1` for those who read, as finished documents: what goes on, the notices page by page, each notice, the runs.

A page of notices is numbered from the oldest, so whoever follows `next` misses nothing and is given nothing twice,
whatever is published meanwhile.
"""

from collections.abc import Iterator, Sequence

from notices.site.document import Document, json_document
from notices.site.frame import Frame
from notices.site.pages.changes import said, turned
from notices.site.pages.entries import entry
from notices.site.pages.front import gravest, how_things_are
from notices.site.pages.paging import pages_of, part, touched
from notices.site.public_api.notices import notice_of
from notices.site.public_api.runs import run_of, runs
from notices.site.public_api.shapes import Current, Notices
from notices.site.published import Published
from notices.site.runs.standing import last_run

__all__ = ["ROOT", "SIZE", "current", "notice", "notices", "runs"]

ROOT = "/api/v1"
SIZE = 25  # on an older page; the newest has up to 49


def current(frame: Frame) -> Document:
    """`/api/v1/current`"""
    snapshot, lead = frame.snapshot, gravest([entry(frame, notice) for notice in frame.board.ongoing])
    last = last_run(frame)
    mark, _, sentence, _ = how_things_are(frame, lead)
    updated_at = turned(frame, snapshot.live, snapshot.changed_at)
    answer = Current(
        state=mark,
        sentence=sentence,
        address=f"{frame.address}/",
        updated_at=max(updated_at, last.day.changed_at) if last else updated_at,
        ongoing=tuple(notice_of(frame, notice) for notice in frame.board.ongoing),
        planned=tuple(notice_of(frame, notice) for notice in frame.board.ahead),
        last_run=run_of(frame, last.day) if last else None,
    )
    return json_document(f"{ROOT}/current", answer, answer.updated_at)


def notice(frame: Frame, notice: Published) -> Document:
    """`/api/v1/notices/<slug>`"""
    answer = notice_of(frame, notice)
    return json_document(f"{ROOT}/notices/{notice.slug}", answer, turned(frame, [notice], notice.changed_at))


def notices(frame: Frame, changed: Sequence[Published] | None = None) -> Iterator[Document]:
    """`/api/v1/notices` and its older pages: all of them, or those that these changes can have altered."""
    every = frame.newest_first()
    for number in (None, *touched(every, changed, SIZE)):
        yield _page(frame, every, number)


def _page(frame: Frame, every: Sequence[Published], number: int | None) -> Document:
    chosen = part(every, number, SIZE)
    older = pages_of(len(every), SIZE) if number is None else number - 1
    answer = Notices(
        notices=tuple(notice_of(frame, notice) for notice in chosen),
        next=f"{frame.address}{_path(older)}" if older else None,
    )
    modified = turned(frame, chosen, said(chosen, frame.snapshot.changed_at).at)
    return json_document(_path(number), answer, modified)


def _path(number: int | None) -> str:
    return f"{ROOT}/notices" if number is None else f"{ROOT}/notices/page/{number}"
