"""`/desk/notiser`: all that was published or waits for its time, newest first, and a search among it."""

from flask import Blueprint, Response, request
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.notice import Notice
from notices import search
from notices.web.access import Caller, open_to
from notices.web.desk.asked_place import place
from notices.web.desk.desk import Desk
from notices.web.desk.shown import show_all
from notices.web.desk.writing import NOTICE

_A_PAGE = 40
_SHOWN_AT = func.coalesce(Notice.publish_at, Notice.published_at)


def blueprint(desk: Desk) -> Blueprint:
    """The list. `fran` is how many newer ones stand before it, `q` what is searched for."""
    pages = Blueprint("desk_notices", __name__)

    @pages.get(NOTICE)
    @open_to(Caller.EDITOR)
    def show_list() -> Response:
        words = request.args.get("q", "").strip()
        first = place("fran")
        with desk.reading() as session:
            numbers = _found(session, words) if words else _newest(session, first)
            entries = show_all(desk, session, numbers[:_A_PAGE])
            waits = set(
                session.scalars(select(Notice.id).where(Notice.id.in_(numbers), Notice.publish_at.is_not(None)))
            )
        return desk.page(
            "desk/notiser.html",
            "Notiser",
            nav="notices",
            entries=entries,
            waits=waits,
            words=words,
            newer=max(0, first - _A_PAGE) if first else None,
            older=first + _A_PAGE if len(numbers) > _A_PAGE else None,
        )

    return pages


def _found(session: Session, words: str) -> list[int]:
    return search.find(session, search.read_query(words), _A_PAGE)


def _newest(session: Session, first: int) -> list[int]:
    """A page of them, and one more if there is one."""
    newest = select(Notice.id).order_by(_SHOWN_AT.desc(), Notice.id.desc())
    return list(session.scalars(newest.offset(first).limit(_A_PAGE + 1)))
