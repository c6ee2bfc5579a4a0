"""Proving that nothing in the audit was touched, or naming the first entry that was."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.audit import AuditEntry, AuditHead
from notices.audit.chain import BEGINNING, Head, hash_of
from notices.errors import DriftinformationError

_AT_ONCE = 1_000


class Touched(DriftinformationError):
    """The audit was changed by hand. `position` is the first entry that was; the text says how."""

    def __init__(self, position: int, what: str) -> None:
        super().__init__(f"Händelse {position} i revisionsloggen {what}.")
        self.position = position


def verify(session: Session, kept: Head | None = None) -> Head:
    """Follow the whole chain and return its head. Raises Touched, which names the first entry that was touched.

    `kept` is a head that was written down earlier, somewhere else: it proves what an intruder could otherwise hide who
    makes every hash anew.
    """
    head = Head(0, BEGINNING)
    rows = select(AuditEntry).order_by(AuditEntry.position).execution_options(yield_per=_AT_ONCE)
    with session.scalars(rows) as found:
        for entry in found:
            _follow(head, entry)
            head = Head(entry.position, entry.hash)
            if kept and kept.position == head.position and kept != head:
                raise Touched(head.position, "eller någon före den är ändrad: hashen är en annan än den som sparats")
            session.expunge(entry)  # there may be very many
    _check_end(session, head, kept)
    return head


def _follow(before: Head, entry: AuditEntry) -> None:
    if entry.position != before.position + 1:
        raise Touched(before.position + 1, "är borttagen")
    if entry.hash != hash_of(entry):
        raise Touched(entry.position, "är ändrad")
    if entry.previous != before.hash:
        # The entry still says what the one before it was; that one has been given a hash to match its new words.
        raise Touched(max(before.position, 1), "är ändrad, och dess hash är gjord på nytt")


def _check_end(session: Session, found: Head, kept: Head | None) -> None:
    row = session.scalars(select(AuditHead)).one_or_none()
    if row is None:
        raise Touched(found.position + 1, "kan vara borttagen: raden som säger var loggen slutar saknas")
    stated = Head(row.position, row.hash)
    longest = max(stated.position, kept.position if kept else 0)
    if longest > found.position:
        raise Touched(found.position + 1, "är borttagen")
    if stated.position < found.position:
        raise Touched(stated.position + 1, "är tillagd vid sidan av programmet")
    if stated != found:
        raise Touched(max(found.position, 1), "är ändrad, och dess hash är gjord på nytt")
