"""What every act does to the tables, whichever it is: a revision, a line in the log, an entry in the audit."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import exists, select
from sqlalchemy import update as sql_update
from sqlalchemy.orm import InstrumentedAttribute, Session

from models.content import Content, Update
from models.notice import Change, Notice, Position, Revision
from models.terms import Act
from notices import audit, search
from notices.addresses import numbered, short_for, slug_for
from notices.announcing import announce
from notices.checks import check_content
from notices.clock import day_of
from notices.publishing.steps import Step
from notices.service import Service
from notices.telling import Tell

LOG = "log"


@dataclass(frozen=True, slots=True)
class Ledger:
    """Who acts, when, in which service and transaction: what every act needs.

    `address` is the service's public one; without it nobody is told. `tell` says by which channels (see `Tell`).
    `source_address` is the actor's IP address, where there is one.
    """

    session: Session
    service: Service
    actor: str
    now: datetime
    address: str = ""
    tell: Tell = None
    source_address: str | None = None

    def _new(self, content: Content, *, published_at: datetime | None, publish_at: datetime | None) -> Notice:
        check_content(content, self.service)
        day = day_of(published_at or publish_at or self.now)
        slug, short = new_addresses(self.session, content.title, day)
        notice = Notice(
            slug=slug, short=short, published_at=published_at, publish_at=publish_at, dated=False, version=1
        )
        first = Revision(number=1, act=Act.PUBLISH, at=self.now, actor=self.actor, content=content)
        notice.revisions.append(first)
        self.session.add(notice)
        self.session.flush()
        search.index(self.session, notice.id, content)
        return notice

    def _freeze(self, notice: Notice, step: Step) -> Revision:
        before = notice.current
        notice.version += 1
        revision = Revision(
            number=notice.version,
            act=step.act,
            at=self.now,
            actor=self.actor,
            reason=step.reason,
            content=step.content,
        )
        notice.revisions.append(revision)
        search.index(self.session, notice.id, step.content)
        self.session.flush()
        self.session.expire(notice, ["current"])
        self._record(step.act, notice, before=_words(before), after=_words(revision))
        if notice.published_at:
            self._log(step.act, notice, step.update, step.reason)
        return revision

    def _record(self, act: str, notice: Notice, *, before: object | None, after: object | None) -> None:
        """Enter the act in the audit. To be done before it takes its place in the log of changes.

        The end of the audit and the end of the log are both held until the commit; whoever takes them in the same
        order as everybody else never waits for somebody who waits for them.
        """
        audit.record(
            self.session,
            actor=self.actor,
            act=act,
            subject=f"notice:{notice.id}",
            before=before,
            after=after,
            source_address=self.source_address,
            now=self.now,
        )

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


def new_addresses(session: Session, title: str, day: date) -> tuple[str, str]:
    """The slug and the short form that a new notice of this title gets on a day (Stockholm's): the first ones free."""
    slug = _free(session, Notice.slug, numbered(slug_for(title, day)))
    return slug, _free(session, Notice.short, (short_for(slug, length) for length in range(5, 30)))


def _free(session: Session, column: InstrumentedAttribute[str], candidates: Iterable[str]) -> str:
    """The first candidate that no notice has."""
    return next(c for c in candidates if not session.scalar(select(exists().where(column == c))))


def _words(revision: Revision) -> dict[str, object]:
    """A revision as the audit keeps it."""
    return {"version": revision.number, "content": revision.content} | (
        {"reason": revision.reason} if revision.reason else {}
    )
