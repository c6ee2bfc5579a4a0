"""From a draft to its way out: asking, approving, passing by in an emergency, calling back."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from models.content import Content
from models.draft import Draft, DraftState
from models.registration import Channel
from notices.alarms import close, raise_alarm
from notices.clock import day_of
from notices.drafts.current import Unfinished, before_of, read_draft
from notices.drafts.reading import Reading
from notices.drafts.states import move, require
from notices.drafts.writer import Writer, address_of, alarm_key, lock
from notices.drafts.writing import back_to_open
from notices.errors import Conflict, IllegalAct
from notices.publishing.steps import require_reason
from notices.service import FourEyes

CALL_BACK = timedelta(seconds=10)


def needs_four_eyes(rules: FourEyes, *contents: Content) -> bool:
    """Whether another publisher has to approve what says this, or said it before."""
    return any(content.section in rules.sections or content.impact in rules.impacts for content in contents)


def submit(
    writer: Writer,
    draft: Draft,
    base_version: int,
    *,
    publish_at: datetime | None = None,
    tell: Collection[Channel] | None = None,
) -> DraftState:
    """Press publish, on what was read as `base_version`: it leaves in ten seconds, or at `publish_at` if that is later.

    Where another publisher has to approve, or the writer is none, it waits for that. `tell` are the channels to tell
    by; None leaves it to the rules. Returns where the draft then stands. Raises Conflict where somebody has saved since
    it was read, Unfinished with what is wrong by field, IllegalAct where it is not open.
    """
    require(lock(writer.session, draft), DraftState.OPEN)
    if base_version != draft.version:
        raise Conflict("Någon annan har ändrat utkastet sedan du läste det. Läs igenom det igen.")
    later = publish_at if publish_at and publish_at > writer.now else None
    written_on = day_of(later or writer.now)
    four_eyes = not writer.may_publish or _is_sensitive(writer, draft, _finished(writer, draft, written_on))
    draft.publish_at, draft.written_on, draft.problem = later, written_on, None
    draft.tell = None if tell is None else sorted(tell)
    draft.asked_at, draft.asked_by, draft.asked_from = writer.now, writer.who, writer.source_address
    if four_eyes:
        move(draft, DraftState.AWAITING_APPROVAL)
    else:
        _let_go(writer, draft)
    close(writer.session, alarm_key(draft), writer.now, "Utkastet är inskickat igen.")
    writer.record("ask" if four_eyes else "submit", draft, {"leaves_at": draft.leaves_at, "tell": draft.tell})
    return draft.state


def approve(writer: Writer, draft: Draft) -> None:
    """Let it leave, as another publisher than those who wrote it. Raises IllegalAct, which says why not."""
    require(lock(writer.session, draft), DraftState.AWAITING_APPROVAL)
    _require_publisher(writer)
    if writer.who in {draft.created_by, draft.updated_by, draft.asked_by}:
        raise IllegalAct("Den som har skrivit ett utkast kan inte själv godkänna det. Be en annan publicist.")
    _still_means_the_same(writer, draft)
    draft.approved_at, draft.approved_by = writer.now, writer.who
    _let_go(writer, draft)
    writer.record("approve", draft, {"leaves_at": draft.leaves_at})


def override(writer: Writer, draft: Draft, reason: str, address: str) -> None:
    """Let it leave in an emergency, without another's approval. The reason is kept in the audit and told to those on
    call. `address` is the service's public one. Raises InvalidNotice without a reason, IllegalAct for an editor.
    """
    require(lock(writer.session, draft), DraftState.AWAITING_APPROVAL)
    _require_publisher(writer)
    require_reason(reason, "Skriv varför det inte kan vänta på godkännande.")
    title = _still_means_the_same(writer, draft).content.title
    draft.emergency_reason = reason.strip()
    _let_go(writer, draft)
    writer.record("emergency", draft, {"reason": draft.emergency_reason, "leaves_at": draft.leaves_at})
    told = f"{writer.who} publicerar ”{title}” utan godkännande. Skäl: {draft.emergency_reason.rstrip('.')}."
    raise_alarm(writer.session, f"four_eyes:{draft.id}", told, address_of(draft, address), writer.now, urgent=False)


def call_back(writer: Writer, draft: Draft) -> None:
    """Take it back before it has left: nothing was told, no word is lost. Raises IllegalAct where it is too late."""
    require(lock(writer.session, draft), DraftState.LEAVING)
    back_to_open(draft, None)
    writer.record("call_back", draft)


def _let_go(writer: Writer, draft: Draft) -> None:
    move(draft, DraftState.LEAVING)
    draft.leaves_at = max(writer.now + CALL_BACK, draft.publish_at or writer.now)


def _finished(writer: Writer, draft: Draft, today: date) -> Reading:
    """What it says, where nothing is missing. Raises Unfinished, or IllegalAct for what the notice does not allow."""
    reading = read_draft(writer.session, writer.service, draft, writer.now, today)
    if reading.step is None:
        raise Unfinished(reading.problems)
    return reading


def _is_sensitive(writer: Writer, draft: Draft, reading: Reading) -> bool:
    before = before_of(writer.session, draft)
    return needs_four_eyes(writer.service.four_eyes, reading.content, *([before] if before else []))


def _still_means_the_same(writer: Writer, draft: Draft) -> Reading:
    """What it says. Raises IllegalAct where "i natt" has come to mean another night while it waited."""
    then = _finished(writer, draft, draft.written_on or day_of(writer.now))
    leaves_on = day_of(max(writer.now, draft.publish_at or writer.now))
    now = _finished(writer, draft, leaves_on)
    if then.understood != now.understood:
        raise IllegalAct(
            f"Utkastets tider är skrivna {draft.written_on} och betyder något annat i dag. "
            "Öppna det igen och skriv datumen."
        )
    return now


def _require_publisher(writer: Writer) -> None:
    if not writer.may_publish:
        raise IllegalAct("Bara en publicist kan godkänna ett utkast.")
