"""Letting a draft out when its moment has come: exactly once, wholly or not at all."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.draft import Draft, DraftState
from models.notice import Notice
from models.registration import Channel
from models.terms import Act
from notices.alarms import raise_alarm
from notices.drafts.current import Unfinished, notice_of, read_draft
from notices.drafts.states import move
from notices.drafts.writer import Writer, address_of, alarm_key
from notices.drafts.writing import back_to_open
from notices.errors import IllegalAct, InvalidNotice
from notices.publishing import Publisher
from notices.service import Service


def release_next(session: Session, service: Service, address: str, now: datetime) -> Draft | None:
    """Publish the draft whose moment came first, and return it; None where none is due.

    Each is to have a transaction of its own: call it again until it returns None. Many processes may call it at once.
    Where the act has become impossible meanwhile (somebody else ended the notice), the draft is open again with
    `problem` set, and those on call are told. `address` is the service's public one.
    """
    due = (
        select(Draft)
        .where(Draft.state == DraftState.LEAVING, Draft.leaves_at <= now)
        .order_by(Draft.leaves_at, Draft.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    draft = session.scalar(due)
    if draft is None:
        return None
    writer = Writer(session, service, draft.asked_by or draft.updated_by, now, source_address=draft.asked_from)
    try:
        notice = _act(writer, draft, address)
    except (IllegalAct, InvalidNotice) as error:  # and then nothing was changed: see `notices.publishing`
        _return(writer, draft, str(error), address)
    else:
        draft.notice_id, draft.notice_version = notice.id, notice.version
        move(draft, DraftState.PUBLISHED)
        writer.record("leave", draft)
    return draft


def _act(writer: Writer, draft: Draft, address: str) -> Notice:
    reading = read_draft(writer.session, writer.service, draft, writer.now)
    if reading.step is None:
        raise Unfinished(reading.problems)
    tell = None if draft.tell is None else frozenset(map(Channel, draft.tell))
    publisher = Publisher(writer.session, writer.service, writer.who, writer.now, address, tell, writer.source_address)
    if draft.act is Act.PUBLISH:
        return publisher.publish(reading.content)
    notice = notice_of(writer.session, draft)
    publisher.take(notice, reading.step)
    return notice


def _return(writer: Writer, draft: Draft, problem: str, address: str) -> None:
    back_to_open(draft, problem)
    writer.record("return", draft, {"problem": problem})
    told = f"Ett utkast av {writer.who} kunde inte publiceras. {problem}"
    raise_alarm(writer.session, alarm_key(draft), told, address_of(draft, address), writer.now)
