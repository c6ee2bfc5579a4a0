"""The letters that wait: claimed, put into words, settled, forgotten."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography.fernet import InvalidToken
from sqlalchemy import Select, delete, select, update
from sqlalchemy.orm import Session

from models.letter import Letter, LetterKind
from models.registration import Channel
from notices.channels.mail.words import Words
from notices.channels.provider import Message, SendError, Verdict
from notices.delivery.gateways import backoff
from notices.mailing.links import Links, Purpose
from notices.mailing.signing_up import LIVES
from notices.mailing.wording import asks_to_confirm, asks_to_leave, says_known, says_paused
from notices.registrations import Registry
from notices.secrecy import Secrecy
from notices.service import Language, Service

# What is not settled by then is sent again: longer than an attempt can take.
LEASE = timedelta(minutes=2)
_MOST = 20
_FIRST_RETRY, _LONGEST_RETRY = timedelta(seconds=2), timedelta(minutes=5)
_FOR_GOOD, _LATER = frozenset({Verdict.REFUSED}), frozenset({Verdict.LATER, Verdict.UNREACHED, Verdict.STOPPED})


@dataclass(frozen=True, slots=True)
class Envelope:
    """A letter that this worker has claimed, ready to be sent."""

    letter_id: int
    attempt: int
    to: str
    message: Message


@dataclass(frozen=True, slots=True)
class Writer:
    """Puts letters into words, in one transaction."""

    session: Session
    secrecy: Secrecy
    service: Service
    links: Links
    now: datetime

    def claim(self) -> list[Envelope]:
        """Take some that are due: they are this worker's until the lease runs out."""
        chosen = _due(self.now).order_by(Letter.due_at, Letter.id).limit(_MOST)
        claimed = (
            update(Letter)
            .where(Letter.id.in_(chosen.with_for_update(skip_locked=True).scalar_subquery()))
            .values(due_at=self.now + LEASE, attempts=Letter.attempts + 1)
            .returning(Letter)
        )
        letters = self.session.scalars(claimed).all()
        return [envelope for letter in letters if (envelope := self._envelope(letter))]

    def _envelope(self, letter: Letter) -> Envelope | None:
        try:
            to = self.secrecy.decrypt(letter.address)
        except InvalidToken:  # written under another SECRET_KEY: its link could not be opened either
            letter.settled_at, letter.error_code = self.now, "secret_key"
            return None
        words = self._words(letter, to)
        message = Message(words.text, words.subject, words.html, at=letter.asked_at)
        return Envelope(letter.id, letter.attempts, to, message)

    def _words(self, letter: Letter, to: str) -> Words:
        language: Language = "en" if letter.language == "en" else "sv"
        until = letter.asked_at + LIVES
        if letter.kind is LetterKind.PAUSED:
            return says_paused(self.service, f"{self.links.address}/api", language)
        ends = self.links.to(Purpose.END, letter.id, language)
        if letter.kind is LetterKind.LEAVE:
            return asks_to_leave(self.service, ends, until, language)
        if Registry(self.session, self.secrecy, Channel.MAIL, self.now).active(to):
            return says_known(self.service, ends, until, language)
        confirms = self.links.to(Purpose.CONFIRM, letter.id, language)
        return asks_to_confirm(self.service, confirms, until, language, shared=letter.shared)


def is_due(session: Session, now: datetime) -> bool:
    """Whether a letter waits."""
    return session.scalar(_due(now).limit(1)) is not None


def settle(session: Session, envelope: Envelope, error: SendError | None, now: datetime) -> None:
    """Write down what became of it. A letter of which nobody knows is left: when its lease has run out, it is sent
    again. One that somebody else has taken up meanwhile is theirs.
    """
    code, verdict = (error.code, error.verdict) if error else (None, None)
    mine = update(Letter).where(
        Letter.id == envelope.letter_id, Letter.attempts == envelope.attempt, Letter.settled_at.is_(None)
    )
    if verdict is None or verdict in _FOR_GOOD:
        session.execute(mine.values(settled_at=now, error_code=code))
    elif verdict in _LATER:
        again = now + backoff(envelope.attempt, _FIRST_RETRY, _LONGEST_RETRY)
        session.execute(mine.values(due_at=again, error_code=code))
    else:
        session.execute(mine.values(error_code=code))


def forget_letters(session: Session, now: datetime) -> int:
    """Delete those whose links no longer count. Returns how many."""
    gone = delete(Letter).where(Letter.asked_at <= now - LIVES).returning(Letter.id)
    return len(session.scalars(gone).all())


def _due(now: datetime) -> Select[int]:
    return select(Letter.id).where(Letter.settled_at.is_(None), Letter.due_at <= now, Letter.asked_at > now - LIVES)
