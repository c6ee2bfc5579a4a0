"""The acts on a notice: each one function, to be called in one transaction.

An act freezes a revision and appends a change; nothing is rendered, sent or looped over here. `actor`
says who acted, `now` when. Illegal acts raise IllegalAct, wrong content InvalidNotice, and an act at the
same time as another's Conflict (from the transaction's edge); in each case nothing was changed.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy import update as sql_update
from sqlalchemy.orm import InstrumentedAttribute, Session

from models.content import Content, Update
from models.notice import Change, Notice, Position, Preamble, Revision, Thread
from models.terms import Act, Status
from models.when import When
from notices import search
from notices.addresses import numbered, short_for, slug_for
from notices.announcing import announce
from notices.checks import (
    LONGEST_LINE,
    LONGEST_TEXT,
    LONGEST_TITLE,
    PLANNED_KINDS,
    check_act,
    check_content,
    check_status_move,
    check_text,
    with_first_status,
)
from notices.clock import day_of
from notices.errors import IllegalAct, InvalidNotice
from notices.service import Service

LOG = "log"


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who acts, when, in which service and transaction: what every act needs.

    `address` is the service's public one; without it nobody is told by SMS. `tell` says whether to, and None
    leaves it to the rules of `service.toml`.
    """

    session: Session
    service: Service
    actor: str
    now: datetime
    address: str = ""
    tell: bool | None = None

    def publish(self, content: Content, *, at: datetime | None = None) -> Notice:
        """Publish now, or let it wait until `at` (see `release_due`)."""
        content = with_first_status(content)
        if at and at > self.now:
            waiting = self._new(content, published_at=None, publish_at=at)
            waiting.tell = self.tell
            return waiting
        notice = self._new(content, published_at=self.now, publish_at=None)
        self._log(Act.PUBLISH, notice)
        return notice

    def adopt(self, content: Content, published_at: datetime, imported: str | None, *, dated: bool) -> Notice:
        """Publish what was published elsewhere, as of then, with nothing added."""
        notice = self._new(content, published_at=published_at, publish_at=None)
        notice.dated, notice.imported = dated, imported
        notice.revisions[0].at = published_at
        self._append(notice, Act.PUBLISH)
        return notice

    def adopt_change(self, notice: Notice, content: Content, act: Act, imported: str) -> Revision:
        """Take in what was changed elsewhere, as an update or a correction with the updates' own dates."""
        check_act(act, notice)
        check_content(content, self.service)
        notice.imported = imported
        return replace(self, tell=False)._freeze(act, notice, content)

    def update(
        self,
        notice: Notice,
        body: str,
        *,
        status: Status | None = None,
        expected_end: When | None = None,
        next_word: When | None = None,
    ) -> Update:
        """Add a dated word. It keeps the promise of a next word, so that falls unless a new one is given."""
        check_act(Act.UPDATE, notice)
        if not body.strip():
            raise InvalidNotice("Uppdateringen är tom. Skriv vad som är nytt.")
        check_text("Uppdateringen", body, LONGEST_TEXT)
        content = notice.current.content
        check_status_move(content, status)
        content = replace(content, expected_end=expected_end or content.expected_end, next_word=next_word)
        return self._add_update(Act.UPDATE, notice, content, body, status)

    def correct(self, notice: Notice, content: Content, reason: str | None = None) -> Revision:
        """Change words already published. The old ones stay readable as a revision."""
        check_act(Act.CORRECT, notice)
        check_content(content, self.service)
        before = notice.current.content
        if content == before:
            raise IllegalAct("Rättelsen ändrar ingenting.")
        if [u.number for u in content.updates] != [u.number for u in before.updates]:
            raise InvalidNotice("En rättelse kan inte lägga till eller ta bort uppdateringar.")
        return self._freeze(Act.CORRECT, notice, content, reason)

    def reschedule(self, notice: Notice, time: When, reason: str | None = None) -> Update:
        """Move a planned event to another time, and say both times."""
        check_act(Act.RESCHEDULE, notice)
        content = notice.current.content
        if content.time == time:
            raise IllegalAct("Händelsen har redan den tiden.")
        before = f" Tidigare tid: {content.time.text}." if content.time else ""
        body = f"Ny tid: {time.text}.{before}" + (f"\n\n{reason}" if reason else "")
        return self._add_update(Act.RESCHEDULE, notice, replace(content, time=time), body, Status.PLANNED)

    def cancel(self, notice: Notice, reason: str) -> Update:
        """Call a planned event off. The notice stays, and says so."""
        check_act(Act.CANCEL, notice)
        _require(reason, "Skriv varför händelsen ställs in.")
        return self._add_update(Act.CANCEL, notice, notice.current.content, reason, Status.CANCELLED)

    def end(self, notice: Notice, body: str = "") -> Update:
        """Say that an incident is resolved, or that a planned event is done."""
        check_act(Act.END, notice)
        check_text("Uppdateringen", body, LONGEST_TEXT)
        content = replace(notice.current.content, next_word=None)
        status = Status.COMPLETED if content.kind in PLANNED_KINDS else Status.RESOLVED
        return self._add_update(Act.END, notice, content, body, status)

    def withdraw(self, notice: Notice, reason: str) -> Revision:
        """Take a notice back, with the reason. Its text can still be read among its versions.

        One that waits for its time will not be published.
        """
        check_act(Act.WITHDRAW, notice)
        _require(reason, "Skriv varför notisen dras in.")
        notice.withdrawn_at, notice.withdrawn_reason, notice.publish_at = self.now, reason, None
        return self._freeze(Act.WITHDRAW, notice, notice.current.content, reason)

    def join(self, notice: Notice, thread: Thread) -> None:
        """Make a notice part of a story. Its text is not changed, so no revision is frozen."""
        check_act(Act.JOIN, notice)
        if thread in notice.threads:
            raise IllegalAct("Notisen hör redan till den tråden.")
        notice.threads.append(thread)
        self._log(Act.JOIN, notice)

    def thread(self, title: str) -> Thread:
        """The thread of that title, begun if there is none."""
        _require(title, "Tråden behöver en rubrik.")
        check_text("Trådens rubrik", title, LONGEST_TITLE, breaks=False)
        thread = self.session.scalar(select(Thread).where(Thread.title == title))
        if thread is None:
            thread = Thread(title=title)
            self.session.add(thread)
        return thread

    def set_preamble(self, preamble: Preamble) -> None:
        """Put the heading and the words over a section's notices."""
        self.session.merge(preamble)
        self._append(None, Act.UPDATE)

    def release_due(self) -> list[Notice]:
        """Publish what has waited for its time. Safe to call from many processes at once."""
        due = (
            select(Notice)
            .where(Notice.publish_at <= self.now)
            .order_by(Notice.publish_at)
            .with_for_update(skip_locked=True)
        )
        notices = list(self.session.scalars(due))
        for notice in notices:
            notice.published_at, notice.publish_at = notice.publish_at, None
            replace(self, tell=notice.tell)._log(Act.PUBLISH, notice)
        return notices

    def _new(self, content: Content, *, published_at: datetime | None, publish_at: datetime | None) -> Notice:
        check_content(content, self.service)
        day = day_of(published_at or publish_at or self.now)
        slug = self._free(Notice.slug, numbered(slug_for(content.title, day)))
        short = self._free(Notice.short, (short_for(slug, length) for length in range(5, 30)))
        notice = Notice(
            slug=slug, short=short, published_at=published_at, publish_at=publish_at, dated=False, version=1
        )
        first = Revision(number=1, act=Act.PUBLISH, at=self.now, actor=self.actor, content=content)
        notice.revisions.append(first)
        self.session.add(notice)
        self.session.flush()
        search.index(self.session, notice.id, content)
        return notice

    def _free(self, column: InstrumentedAttribute[str], candidates: Iterable[str]) -> str:
        """The first candidate that no notice has."""
        return next(c for c in candidates if not self.session.scalar(select(exists().where(column == c))))

    def _add_update(self, act: Act, notice: Notice, content: Content, body: str, status: Status | None) -> Update:
        update = Update(len(content.updates) + 1, self.now, dated=False, body=body.strip(), status=status)
        content = replace(content, status=status or content.status, updates=(*content.updates, update))
        self._freeze(act, notice, content, update=update)
        return update

    def _freeze(
        self, act: Act, notice: Notice, content: Content, reason: str | None = None, update: Update | None = None
    ) -> Revision:
        notice.version += 1
        revision = Revision(
            number=notice.version, act=act, at=self.now, actor=self.actor, reason=reason, content=content
        )
        notice.revisions.append(revision)
        search.index(self.session, notice.id, content)
        self.session.flush()
        self.session.expire(notice, ["current"])
        if notice.published_at:
            self._log(act, notice, update, reason)
        return revision

    def _log(self, act: Act, notice: Notice, update: Update | None = None, reason: str | None = None) -> None:
        """Append the act to the log, and open what is to be told of it."""
        change = self._append(notice, act)
        if self.address:
            announce(
                self.session,
                change,
                notice,
                service=self.service,
                address=f"{self.address}/n/{notice.short}",
                tell=self.tell,
                update=update,
                reason=reason or "",
            )

    def _append(self, notice: Notice | None, act: Act) -> Change:
        # The counter's row is held until the commit, so positions are given in the order of commits.
        step = sql_update(Position).where(Position.name == LOG).values(value=Position.value + 1)
        self.session.flush()
        change = Change(
            position=self.session.scalars(step.returning(Position.value)).one(),
            notice_id=notice.id if notice else None,
            version=notice.version if notice else None,
            act=act,
            at=self.now,
        )
        self.session.add(change)
        self.session.flush()
        return change


def _require(text: str, otherwise: str) -> None:
    if not text.strip():
        raise InvalidNotice(otherwise)
    check_text("Skälet", text, LONGEST_LINE)
