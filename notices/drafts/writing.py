"""Writing a draft: begin, save, throw away, take up again. Every word that was saved is kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from models.draft import Draft, DraftState, Fields
from models.notice import Notice
from models.terms import Act
from notices.alarms import close
from notices.checks import check_act
from notices.drafts.current import notice_of, since_begun
from notices.drafts.fields import clean, fields_of
from notices.drafts.history import fields_at, keep, same_sitting
from notices.drafts.merging import Clash, merge
from notices.drafts.states import move, require
from notices.drafts.writer import Writer, alarm_key, lock


@dataclass(frozen=True, slots=True)
class Saved:
    """What came of a save: the draft's version now, and the words that were not taken in, as somebody else had changed
    the same fields meanwhile. Theirs stand in the draft; yours are kept in its history, and here.
    """

    version: int
    clashes: tuple[Clash, ...]


def begin(
    writer: Writer,
    act: Act,
    notice: Notice | None = None,
    *,
    fields: Fields | None = None,
    origin: str = "desk",
    evidence: Mapping[str, Any] | None = None,
) -> Draft:
    """Begin a draft: a new notice (`Act.PUBLISH`, no notice), or an act on one. Raises IllegalAct where that cannot be.

    `fields` are the form's first words (from a template, see `templates.fill`); a correction begins from what the
    notice says. `origin` is as in `Draft`, `evidence` what a run showed.
    """
    if (notice is None) is not (act is Act.PUBLISH):
        raise ValueError("a new notice has none yet, and every other act is done to one")
    if notice:
        check_act(act, notice)
    content = notice.current.content if notice and act is Act.CORRECT else None
    first = clean(act, {**(fields_of(content) if content else {}), **(fields or {})})
    draft = Draft(
        act=act,
        notice_id=notice.id if notice else None,
        notice_version=notice.version if notice else None,
        fields=first,
        version=1,
        state=DraftState.OPEN,
        origin=origin,
        evidence=dict(evidence) if evidence else None,
        created_at=writer.now,
        created_by=writer.who,
        updated_at=writer.now,
        updated_by=writer.who,
    )
    writer.session.add(draft)
    writer.session.flush()
    keep(writer, draft, ())
    return draft


def save(writer: Writer, draft: Draft, fields: Fields, base_version: int) -> Saved:
    """Save what somebody typed who began from `base_version`; a field that is left out stays as it is.

    What others have saved since is kept: field by field what one of them changed is taken, and where both changed a
    field the words that stand there stay (see `Saved`). Raises IllegalAct where the draft is not open.
    """
    require(lock(writer.session, draft), DraftState.OPEN)
    base = draft.fields if base_version == draft.version else fields_at(writer, draft, base_version)
    merged = merge(base, draft.fields, clean(draft.act, fields))
    if merged.fields == draft.fields and not merged.clashes:
        return Saved(draft.version, ())
    replaced = None if merged.clashes else same_sitting(writer, draft)
    draft.fields, draft.version = merged.fields, draft.version + 1
    draft.updated_at, draft.updated_by = writer.now, writer.who
    if replaced:
        replaced.number, replaced.fields = draft.version, draft.fields
        writer.session.flush()
    else:
        keep(writer, draft, merged.clashes)
    return Saved(draft.version, merged.clashes)


def discard(writer: Writer, draft: Draft, reason: str = "") -> None:
    """Throw it away. It is kept, and can be taken up again; a reason stands on it."""
    move(lock(writer.session, draft), DraftState.DISCARDED)
    draft.problem = reason or draft.problem
    close(writer.session, alarm_key(draft), writer.now, "Utkastet är kastat.")
    writer.record("discard", draft, {"reason": reason} if reason else None)


def reopen(writer: Writer, draft: Draft, reason: str = "") -> None:
    """Take up again what was thrown away, or what waits for approval: by its author, or by whoever will not approve it.

    `reason` is what they want changed; it stands on the draft.
    """
    require(lock(writer.session, draft), DraftState.AWAITING_APPROVAL, DraftState.DISCARDED)
    back_to_open(draft, f"{writer.who}: {reason.strip()}" if reason.strip() else None)
    writer.record("reopen", draft, {"reason": reason.strip() or None})


def back_to_open(draft: Draft, problem: str | None) -> None:
    """Let it be written in again, with what is wrong. Whoever asked or approved has to do so anew."""
    move(draft, DraftState.OPEN)
    draft.leaves_at = draft.written_on = None
    draft.asked_at = draft.asked_by = draft.asked_from = None
    draft.approved_at = draft.approved_by = draft.emergency_reason = None
    draft.problem = problem


def rebase(writer: Writer, draft: Draft) -> None:
    """Let a correction stand on what the notice says today, once somebody has compared: with what others have changed
    in it since, and with one's own words where both had changed the same field.
    """
    require(lock(writer.session, draft), DraftState.OPEN)
    notice = notice_of(writer.session, draft)
    merged = since_begun(writer.session, draft, notice)
    draft.fields = {**merged.fields, **{clash.field: clash.yours for clash in merged.clashes}}
    draft.notice_version, draft.version, draft.problem = notice.version, draft.version + 1, None
    draft.updated_at, draft.updated_by = writer.now, writer.who
    keep(writer, draft, ())
