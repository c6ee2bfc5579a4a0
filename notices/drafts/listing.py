"""Finding drafts: those that wait, those of a notice, the one of a run."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.draft import Draft, DraftState

_WAITING = (DraftState.OPEN, DraftState.AWAITING_APPROVAL, DraftState.LEAVING)


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
