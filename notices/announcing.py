"""Opening the broadcast of an act, in the act's own transaction; and ending what it has made untrue."""

from sqlalchemy.orm import Session

from models.content import Update
from models.delivery import BroadcastEnd
from models.notice import Change, Notice
from models.registration import Channel
from models.terms import Act
from notices.channels.sms_text import compose
from notices.delivery.opening import end_broadcasts, open_broadcast
from notices.service import Service
from notices.telling import is_told, not_before

_ENDS = (Act.CANCEL, Act.END, Act.WITHDRAW)


def announce(
    session: Session,
    change: Change,
    notice: Notice,
    *,
    service: Service,
    address: str,
    tell: bool | None,
    update: Update | None,
    reason: str,
) -> None:
    """Tell of the act if `tell` says so, or the service's rules where it is None. `address` is the short one."""
    content, act = notice.current.content, change.act
    if act is Act.JOIN:
        return
    if tell if tell is not None else is_told(service.sms, content, act):
        text = compose(content, act, service=service, address=address, update=update, reason=reason).text
        later = not_before(service.sms, content, change.at)
        open_broadcast(session, change, notice, act, text, Channel.SMS, now=change.at, not_before=later)
    elif act in _ENDS:
        end_broadcasts(session, notice, BroadcastEnd.UNTRUE, change.at)
