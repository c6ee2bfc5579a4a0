"""A draft as somebody reads it: what it asks, what it says so far, what is wrong, and what its readers will get."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from flask import current_app
from sqlalchemy.orm import Session
from werkzeug.exceptions import HTTPException

from models.draft import Draft, Fields
from models.terms import Act
from notices.clock import day_of
from notices.drafts import Gap, Reading, gaps, needs_four_eyes, read_draft
from notices.proofreading import Circumstances, Remark
from notices.publishing import new_addresses
from notices.publishing.steps import Step
from notices.site.frame import Frame
from notices.site.published import Published, Snapshot
from notices.site.reading import EMPTY
from notices.web.desk.desk import Desk
from notices.web.desk.preview import Preview, frame_of, preview, published_after, published_now, whole_page
from notices.web.desk.questions import Question, questions
from notices.web.desk.remarks import dead_among_others, dead_among_ours, published_on, remarks_on
from notices.web.desk.shown import show


@dataclass(frozen=True)
class Sheet:
    """`notice` is what the act is done to, as it is now, and None of a new one; `after` what it will be then.

    `at` is when it would leave: now, or the time that was chosen for it. `beside` are the notices of the same stories.
    A `thorough` one also asks the network whether links elsewhere lead somewhere, so not within a transaction.
    """

    desk: Desk
    draft: Draft
    reading: Reading
    notice: Published | None
    after: Published
    at: datetime
    beside: Snapshot
    thorough: bool = False

    @property
    def step(self) -> Step:
        """The act; where something is still missing, as far as it has come."""
        return self.reading.step or Step(self.draft.act, self.reading.content)

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        before = self.notice.content if self.notice else None
        return questions(self.draft.act, self.draft.fields, before, self.desk.service, self.desk.language)

    @cached_property
    def gaps(self) -> tuple[Gap, ...]:
        return gaps(self.draft.fields, self.desk.service)

    @cached_property
    def remarks(self) -> tuple[Remark, ...]:
        known, address = self.desk.published, self.desk.address
        return remarks_on(
            self.step,
            Circumstances(
                self.desk.service,
                day_of(self.at),
                f"{address}/n/{self.after.short}",
                published_on(known, day_of(self.at), address, self.after.id),
                self._dead_links(),
            ),
        )

    def _dead_links(self) -> dict[str, str]:
        fields, address = self.draft.fields, self.desk.address
        others = dead_among_others(fields, address, self.desk.clock()) if self.thorough else {}
        return dead_among_ours(fields, address, self._is_ours) | others

    @property
    def is_sensitive(self) -> bool:
        """Whether another publisher has to approve it."""
        before = [self.notice.content] if self.notice else []
        return needs_four_eyes(self.desk.service.four_eyes, self.step.content, *before)

    @cached_property
    def frame(self) -> Frame:
        builder = self.desk.parts.site.drawer.builder
        return frame_of(builder, self.beside, self.after, self.desk.language, self.at)

    @cached_property
    def preview(self) -> Preview:
        return preview(self.frame, self.after, self.step)

    def page(self) -> bytes:
        """The public page as it will be."""
        return whole_page(self.frame, self.after)

    @property
    def title(self) -> str:
        return self.after.content.title

    def _is_ours(self, path: str) -> bool:
        """Whether the path is one of this service's pages, finished or answered when asked for."""
        if self.desk.parts.site.page(path):
            return True
        try:
            current_app.url_map.bind("").match(path)
        except HTTPException:
            return False
        return True


def read_sheet(
    desk: Desk, session: Session, draft: Draft, typed: Fields | None = None, *, thorough: bool = False
) -> Sheet:
    """The draft as it is kept; with `typed`, as it would be with these fields, which are not."""
    if typed is not None:
        session.expunge(draft)
        draft.fields = {**draft.fields, **typed}
    now = desk.clock()
    at = max(now, draft.publish_at or now)
    reading = read_draft(session, desk.service, draft, now)
    step = reading.step or Step(draft.act, reading.content)
    if draft.act is Act.PUBLISH:
        after = published_now(step.content, *new_addresses(session, step.content.title, day_of(at)), at)
        return Sheet(desk, draft, reading, None, after, at, EMPTY, thorough)
    shown = show(desk, session, draft.notice_id or 0)
    notice, beside = shown.one.notice, shown.frame.snapshot
    return Sheet(desk, draft, reading, notice, published_after(notice, draft.act, step, at), at, beside, thorough)
