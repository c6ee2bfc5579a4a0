"""All that was ever saved in a draft."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import exists, select

from models.draft import Draft, DraftPresence, DraftVersion, Fields
from notices.drafts.merging import Clash
from notices.drafts.writer import Writer

ONE_SITTING = timedelta(minutes=1)


def history(writer: Writer, draft: Draft) -> Sequence[DraftVersion]:
    """What was saved in it, newest first; `set_aside` holds the words that were not taken in."""
    kept = select(DraftVersion).where(DraftVersion.draft_id == draft.id)
    return writer.session.scalars(kept.order_by(DraftVersion.number.desc())).all()


def keep(writer: Writer, draft: Draft, clashes: Sequence[Clash]) -> None:
    aside = {clash.field: clash.yours for clash in clashes}
    writer.session.add(
        DraftVersion(
            draft_id=draft.id,
            number=draft.version,
            at=writer.now,
            by=writer.who,
            fields=draft.fields,
            set_aside=aside,
        )
    )
    writer.session.flush()


def fields_at(writer: Writer, draft: Draft, version: int) -> Fields | None:
    """What the draft said at a version; None where that was one of several saves of one sitting, and not kept."""
    kept = select(DraftVersion).where(DraftVersion.draft_id == draft.id, DraftVersion.number == version)
    found = writer.session.scalar(kept)
    return found.fields if found else None


def same_sitting(writer: Writer, draft: Draft) -> DraftVersion | None:
    """The last save, where it was made by the same person within a minute and nobody else can have read it."""
    kept = select(DraftVersion).where(DraftVersion.draft_id == draft.id, DraftVersion.number == draft.version)
    last = writer.session.scalar(kept)
    if last is None or last.set_aside or last.by != writer.who or writer.now - last.at >= ONE_SITTING:
        return None
    others = exists().where(
        DraftPresence.draft_id == draft.id,
        DraftPresence.who != writer.who,
        DraftPresence.seen_at >= draft.updated_at,
    )
    return None if writer.session.scalar(select(others)) else last
