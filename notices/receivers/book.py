"""What the worker looks up and notes down of receivers as it tells them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import structlog
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models.delivery import Delivery
from models.letter import Letter, LetterKind
from models.receiver import Receiver
from models.registration import EndReason, Registration
from notices.alarms import raise_alarm
from notices.database import Database
from notices.mailing.addresses import mailbox
from notices.secrecy import Secrecy

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class ReceiverBook:
    """A receiver is paused after so many failures in a row, and told so by mail; without mail, those on call are."""

    database: Database
    secrecy: Secrecy
    clock: Callable[[], datetime]
    pause_after: int
    by_mail: bool
    address: str

    def secret(self, delivery_id: int) -> str | None:
        with self.database.reading() as session:
            receiver = self._of(session, delivery_id)
            return self.secrecy.decrypt(receiver.secret) if receiver else None

    def taken(self, delivery_id: int) -> None:
        registration = select(Delivery.registration_id).where(Delivery.id == delivery_id).scalar_subquery()
        well = update(Receiver).where(Receiver.registration_id == registration)
        with self.database.writing() as session:
            session.execute(well.values(failures=0, last_taken_at=self.clock()))

    def failed(self, delivery_id: int, code: str) -> None:
        with self.database.writing() as session:
            receiver = self._of(session, delivery_id, for_update=True)
            if receiver is None:
                return
            receiver.failures += 1
            receiver.last_error, receiver.last_error_at = code, self.clock()
            if receiver.failures >= self.pause_after:
                self._pause(session, receiver)

    def _of(self, session: Session, delivery_id: int, *, for_update: bool = False) -> Receiver | None:
        """The receiver of a delivery, unless it has taken up again since with another registration."""
        found = select(Receiver).join(Delivery, Delivery.registration_id == Receiver.registration_id)
        found = found.where(Delivery.id == delivery_id)
        return session.scalar(found.with_for_update(of=Receiver) if for_update else found)

    def _pause(self, session: Session, receiver: Receiver) -> None:
        registration = session.get_one(Registration, receiver.registration_id)
        if registration.ended_at:
            return
        registration.end(EndReason.PAUSED, self.clock())
        log.warning("receiver_paused", receiver=receiver.id, failures=receiver.failures, code=receiver.last_error)
        if self.by_mail:
            session.add(self._letter(receiver))
            return
        what = f"Mottagare {receiver.id} av webhooks är pausad efter {receiver.failures} misslyckade försök."
        raise_alarm(session, f"receiver:{receiver.id}", what, f"{self.address}/desk/larm", self.clock(), urgent=False)

    def _letter(self, receiver: Receiver) -> Letter:
        now = self.clock()
        digest = self.secrecy.digest(mailbox(self.secrecy.decrypt(receiver.contact)))
        return Letter(
            kind=LetterKind.PAUSED,
            language="sv",
            mailbox_hash=digest,
            asker_hash=digest,
            address=receiver.contact,
            shared=False,
            asked_at=now,
            due_at=now,
        )
