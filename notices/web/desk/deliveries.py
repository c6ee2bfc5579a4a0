"""`/desk/notiser/<id>/utskick`: how many have been told, what did not come through, and trying that again."""

from flask import Blueprint, Response
from sqlalchemy import Select, select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from models.delivery import Broadcast
from notices import audit
from notices.channels.code_meanings import meaning
from notices.delivery.dead import dead_letters
from notices.delivery.retrying import Retried, retry_notice
from notices.delivery.wording import said
from notices.errors import IllegalAct
from notices.site.rendering import render
from notices.web.access import Caller, current_operator, open_to
from notices.web.desk.desk import Desk
from notices.web.desk.notice_page import ONE
from notices.web.desk.progress import progress_of
from notices.web.desk.shown import find_notice
from notices.web.desk.writing import notice_address
from notices.web.desk_frame import private
from notices.web.signing_in.hall import go

_MOST = 100  # dead letters on a page


def blueprint(desk: Desk) -> Blueprint:
    """The page, the part of it that changes by itself, and the button that tries again."""
    pages = Blueprint("deliveries", __name__)

    @pages.get(f"{ONE}/utskick")
    @open_to(Caller.EDITOR)
    def show_deliveries(number: int) -> Response:
        with desk.reading() as session:
            title = find_notice(session, number).current.content.title
            progress = progress_of(session, number, desk.clock())
            letters = dead_letters(session, desk.parts.receiver.secrecy, number, _MOST)
            broadcasts = list(session.scalars(_broadcasts(number)))
        return desk.page(
            "desk/utskick.html",
            "Utskick",
            nav="notices",
            heading=title,
            progress=progress,
            letters=letters,
            most=_MOST,
            broadcasts=broadcasts,
            said=said,
            meaning=meaning,
            may_retry=desk.may_publish,
        )

    @pages.get(f"{ONE}/utskick/lage")
    @open_to(Caller.EDITOR)
    def show_progress(number: int) -> Response:
        """The part of the page alone, as its script asks for it."""
        with desk.reading() as session:
            find_notice(session, number)
            progress = progress_of(session, number, desk.clock())
        return private(Response(render(desk.language, "desk/_progress.html", progress=progress)))

    @pages.post(f"{ONE}/utskick/nytt-forsok")
    @open_to(Caller.PUBLISHER)
    def retry(number: int) -> AnyResponse:
        with desk.parts.database.writing() as session:
            find_notice(session, number)
            retried = retry_notice(session, number, desk.clock())
            _require_some(retried)
            _record(desk, session, number, retried)
        return go(f"{notice_address(number)}/utskick")

    return pages


def _broadcasts(number: int) -> Select[Broadcast]:
    return select(Broadcast).where(Broadcast.notice_id == number).order_by(Broadcast.id.desc())


def _require_some(retried: Retried) -> None:
    if not retried.dead:
        raise IllegalAct("Inget är att försöka igen: allt har kommit fram, eller är på väg.")
    if not retried.put_back:
        raise IllegalAct(
            "Inget sänds igen: mottagarna har lämnat eller kan inte nås, eller så gäller orden inte längre."
        )


def _record(desk: Desk, session: Session, number: int, retried: Retried) -> None:
    audit.record(
        session,
        actor=current_operator().name,
        act="retry",
        subject=f"notice:{number}",
        before=None,
        after=retried,
        source_address=desk.source(),
        now=desk.clock(),
    )
