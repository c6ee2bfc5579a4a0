"""The acts, one function each."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select

from models.content import Content, Update
from models.notice import Change, Notice, Preamble, Revision, Thread
from models.terms import Act, Status
from models.when import When
from notices import audit
from notices.checks import LONGEST_TITLE, check_act, check_content, check_text, with_first_status
from notices.errors import IllegalAct
from notices.publishing import steps
from notices.publishing.ledger import Ledger
from notices.publishing.steps import Step


@dataclass(frozen=True, slots=True)
class Publisher(Ledger):
    """Somebody who acts on notices, in one transaction."""

    def publish(self, content: Content, *, at: datetime | None = None) -> Notice:
        """Publish now, or let it wait until `at` (see `release_due`): then it is told by all channels, or by none."""
        content = with_first_status(content)
        if at and at > self.now:
            waiting = self._new(content, published_at=None, publish_at=at)
            waiting.tell = None if self.tell is None else bool(self.tell)
            self._record("publish_later", waiting, before=None, after={"publish_at": at, "content": content})
            return waiting
        notice = self._new(content, published_at=self.now, publish_at=None)
        self._record(Act.PUBLISH, notice, before=None, after={"version": 1, "content": content})
        self._log(Act.PUBLISH, notice)
        return notice

    def adopt(self, content: Content, published_at: datetime, imported: str | None, *, dated: bool) -> Notice:
        """Publish what was published elsewhere, as of then, with nothing added."""
        notice = self._new(content, published_at=published_at, publish_at=None)
        notice.dated, notice.imported = dated, imported
        notice.revisions[0].at = published_at
        self._record("adopt", notice, before=None, after={"published_at": published_at, "content": content})
        self._append(notice, Act.PUBLISH)
        return notice

    def adopt_change(self, notice: Notice, content: Content, act: Act, imported: str) -> Revision:
        """Take in what was changed elsewhere, as an update or a correction with the updates' own dates."""
        check_act(act, notice)
        check_content(content, self.service)
        notice.imported = imported
        return replace(self, tell=False)._freeze(notice, Step(act, content))

    def take(self, notice: Notice, step: Step) -> Revision:
        """Do what a step says (see `steps`), if the notice's state allows it."""
        check_act(step.act, notice)
        if step.act is Act.WITHDRAW:
            notice.withdrawn_at, notice.withdrawn_reason, notice.publish_at = self.now, step.reason, None
        return self._freeze(notice, step)

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
        before = _allowed(Act.UPDATE, notice)
        step = steps.update(before, body, self.now, status=status, expected_end=expected_end, next_word=next_word)
        return self._add(notice, step)

    def correct(self, notice: Notice, content: Content, reason: str | None = None) -> Revision:
        """Change words already published. The old ones stay readable as a revision."""
        return self.take(notice, steps.correct(_allowed(Act.CORRECT, notice), content, self.service, reason))

    def reschedule(self, notice: Notice, time: When, reason: str | None = None) -> Update:
        """Move a planned event to another time, and say both times."""
        return self._add(notice, steps.reschedule(_allowed(Act.RESCHEDULE, notice), time, self.now, reason))

    def cancel(self, notice: Notice, reason: str) -> Update:
        """Call a planned event off. The notice stays, and says so."""
        return self._add(notice, steps.cancel(_allowed(Act.CANCEL, notice), reason, self.now))

    def end(self, notice: Notice, body: str = "", *, answers: Mapping[str, str] | None = None) -> Update:
        """Say that an incident is resolved, or that a planned event is done.

        Where it was an outage, `answers` say what now holds for each of its operations, by their codes (see
        `notices.checks.closed_operations`).
        """
        before = _allowed(Act.END, notice)
        return self._add(notice, steps.end(before, body, answers or {}, self.service, self.now))

    def verify(self, notice: Notice, body: str = "") -> Update:
        """Confirm what was said to be over: the first run has shown that it works."""
        return self._add(notice, steps.verify(_allowed(Act.VERIFY, notice), body, self.now))

    def reopen(
        self,
        notice: Notice,
        body: str,
        *,
        answers: Mapping[str, str] | None = None,
        expected_end: When | None = None,
        next_word: When | None = None,
    ) -> Update:
        """Say that the fault of an incident that was ended is back.

        Where it is an outage, `answers` say what now holds for each of its operations, as for `end`.
        """
        before = _allowed(Act.REOPEN, notice)
        promises = {"expected_end": expected_end, "next_word": next_word}
        return self._add(notice, steps.reopen(before, body, answers or {}, self.service, self.now, **promises))

    def withdraw(self, notice: Notice, reason: str) -> Revision:
        """Take a notice back, with the reason. Its text can still be read among its versions.

        One that waits for its time will not be published.
        """
        return self.take(notice, steps.withdraw(_allowed(Act.WITHDRAW, notice), reason))

    def _add(self, notice: Notice, step: Step) -> Update:
        return self.take(notice, step).content.updates[-1]

    def join(self, notice: Notice, thread: Thread) -> None:
        """Make a notice part of a story. Its text is not changed, so no revision is frozen."""
        check_act(Act.JOIN, notice)
        if thread in notice.threads:
            raise IllegalAct("Notisen hör redan till den tråden.")
        before = [thread.title for thread in notice.threads]
        notice.threads.append(thread)
        self.session.flush()
        self._record(Act.JOIN, notice, before={"threads": before}, after={"threads": [*before, thread.title]})
        self._log(Act.JOIN, notice)

    def thread(self, title: str) -> Thread:
        """The thread of that title, begun if there is none."""
        steps.require_reason(title, "Tråden behöver en rubrik.")
        check_text("Trådens rubrik", title, LONGEST_TITLE, breaks=False)
        thread = self.session.scalar(select(Thread).where(Thread.title == title))
        if thread is None:
            thread = Thread(title=title)
            self.session.add(thread)
        return thread

    def set_preamble(self, preamble: Preamble) -> None:
        """Put the heading and the words over a section's notices."""
        known = self.session.get(Preamble, preamble.section)
        before = _preamble_words(known) if known else None
        self.session.merge(preamble)
        self.session.flush()
        audit.record(
            self.session,
            actor=self.actor,
            act="preamble",
            subject=f"preamble:{preamble.section}",
            before=before,
            after=_preamble_words(preamble),
            source_address=self.source_address,
            now=self.now,
        )
        self._append(None, Act.UPDATE)

    def close_channel(self) -> Change:
        """Note in the log that a channel is no longer offered: whatever follows the log, the pages too, says so."""
        return self._append(None, Act.END)

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
            self._record("release", notice, before=None, after={"version": notice.version, "at": notice.published_at})
            replace(self, tell=notice.tell)._log(Act.PUBLISH, notice)
        return notices


def _preamble_words(preamble: Preamble) -> dict[str, str]:
    return {"title": preamble.title, "body": preamble.body, "closing": preamble.closing}


def _allowed(act: Act, notice: Notice) -> Content:
    """What the notice says now, where its state allows the act. Raises IllegalAct."""
    check_act(act, notice)
    return notice.current.content
