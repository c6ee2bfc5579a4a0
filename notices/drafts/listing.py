"""Finding drafts: those that wait, those of a notice, the one of a run."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.draft import Draft, DraftState
from notices.drafts.writer import Writer

_WAITING = (DraftState.OPEN, DraftState.AWAITING_APPROVAL, DraftState.LEAVING)
_LATELY = timedelta(hours=1)


def open_drafts(session: Session) -> Sequence[Draft]:
    """All that is not published and not thrown away, the last written in first."""
    waiting = select(Draft).where(Draft.state.in_(_WAITING))
    return session.scalars(waiting.order_by(Draft.updated_at.desc(), Draft.id.desc())).all()


def drafts_of(session: Session, notice_id: int) -> Sequence[Draft]:
    """All drafts of a notice, published or not, oldest first."""
    return session.scalars(select(Draft).where(Draft.notice_id == notice_id).order_by(Draft.id)).all()


def waiting_from(session: Session, origin: str) -> Draft | None:
    """The draft of that origin that waits, if there is one: a run's trouble is amended in it, not begun anew."""
    of_origin = select(Draft).where(Draft.origin == origin, Draft.state.in_(_WAITING))
    return session.scalars(of_origin.order_by(Draft.id.desc())).first()


def begun_by_another(writer: Writer, origin: str) -> Draft | None:
    """The draft of that origin that somebody else has begun within the last hour and that waits, the latest of them."""
    lately = Draft.origin == origin, Draft.created_at > writer.now - _LATELY, Draft.created_by != writer.who
    waiting = select(Draft).where(*lately, Draft.state.in_(_WAITING))
    return writer.session.scalars(waiting.order_by(Draft.id.desc())).first()
