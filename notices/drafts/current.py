"""What a draft says, done to the notice as it is now."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.content import Content
from models.draft import Draft
from models.notice import Notice, Revision
from models.terms import Act
from notices.adjustments import adjusted
from notices.checks import check_act
from notices.clock import day_of
from notices.drafts.fields import fields_of
from notices.drafts.merging import Clash, Merged, merge
from notices.drafts.reading import Reading, content_of, step_of
from notices.errors import IllegalAct, InvalidNotice
from notices.service import Service


class Unfinished(InvalidNotice):
    """A draft that cannot be published yet. `problems` says why, by field."""

    def __init__(self, problems: dict[str, str]) -> None:
        super().__init__("Utkastet kan inte publiceras än. " + " ".join(dict.fromkeys(problems.values())))
        self.problems = problems


def read_draft(session: Session, service: Service, draft: Draft, now: datetime, today: date | None = None) -> Reading:
    """What would be published of it at `now`. `today` is the date from which words for times count: the one on which
    somebody pressed publish, else that of `now`, or of the time that was chosen for it. A problem that is none of a
    field's, but of the notice's own state, has the empty name.
    """
    service = adjusted(session, service)
    day = today or draft.written_on or day_of(max(now, draft.publish_at or now))
    if draft.act is Act.PUBLISH:
        return content_of(draft.fields, service, day)
    notice = notice_of(session, draft)
    before = notice.current.content
    try:
        check_act(draft.act, notice)
    except IllegalAct as error:
        return Reading(before, None, {"": str(error)}, {})
    if draft.act is not Act.CORRECT:
        return step_of(draft.act, draft.fields, service, today=day, now=now, before=before)
    merged = since_begun(session, draft, notice)
    reading = content_of(merged.fields, service, day_of(notice.published_at or now), before)
    return _with_clashes(reading, merged.clashes)


def notice_of(session: Session, draft: Draft) -> Notice:
    """The notice that the act is done to."""
    return session.get_one(Notice, draft.notice_id)


def before_of(session: Session, draft: Draft) -> Content | None:
    """What that notice says now; None of a draft for a new notice."""
    return None if draft.act is Act.PUBLISH else notice_of(session, draft).current.content


def since_begun(session: Session, draft: Draft, notice: Notice) -> Merged:
    """A correction's fields, with what has been said in the notice since it was begun: nobody's words fall out.

    Its clashes are the fields that others have changed, too.
    """
    if draft.notice_version == notice.version:
        return Merged(draft.fields, ())
    begun_from = select(Revision).where(Revision.notice_id == notice.id, Revision.number == draft.notice_version)
    base = fields_of(session.scalars(begun_from).one().content)
    return merge(base, fields_of(notice.current.content), draft.fields)


def _with_clashes(reading: Reading, clashes: tuple[Clash, ...]) -> Reading:
    if not clashes:
        return reading
    said = {clash.field: _said(clash.theirs) for clash in clashes}
    return Reading(reading.content, None, reading.problems | said, reading.understood)


def _said(theirs: str | list[str]) -> str:
    words = theirs if isinstance(theirs, str) else ", ".join(theirs)
    return f"Det här har någon annan ändrat i notisen sedan rättelsen påbörjades. Nu står där: ”{words}”."
