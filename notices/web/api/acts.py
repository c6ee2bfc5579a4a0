"""`/api/v1/notices`: publish, and each later act as a thing of its own that is made of a notice."""

import re
from dataclasses import dataclass
from typing import Any

from flask import url_for
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.content import Content
from models.notice import Notice
from models.registration import Channel
from models.terms import Act
from models.token import Scope
from notices.checks import check_act
from notices.clock import day_of
from notices.drafts import Unfinished, Writer, begin, content_of, fields_of, needs_four_eyes, step_of, submit
from notices.drafts.reading import Reading
from notices.errors import NotFound
from notices.parts import Parts
from notices.publishing import Publisher
from notices.web.api import shapes
from notices.web.api.asking import Call
from notices.web.api.drafts import drawn
from notices.web.api.operation import ANY_SCOPE, Edge, Reply
from notices.web.api.routes import Routes, View

_ONE = "/notices/<slug>"
_SLUG = re.compile(r"[a-z0-9-]{1,200}")
# Each act on a notice: what is made of it, by which form, and what that is called.
_MADE = (
    (Act.UPDATE, "updates", shapes.NewUpdate, "Uppdatera notisen", "Update the notice"),
    (Act.CORRECT, "correction", shapes.Correction, "Rätta ord som är publicerade", "Correct published words"),
    (Act.RESCHEDULE, "reschedule", shapes.Rescheduling, "Flytta till en annan tid", "Move to another time"),
    (Act.CANCEL, "cancellation", shapes.Cancellation, "Ställ in", "Cancel"),
    (Act.END, "end", shapes.Ending, "Avsluta", "End"),
    (Act.VERIFY, "verification", shapes.Verification, "Bekräfta efter första körningen", "Confirm after the first run"),
    (Act.REOPEN, "reopening", shapes.Reopening, "Öppna igen", "Reopen"),
    (Act.WITHDRAW, "withdrawal", shapes.Withdrawal, "Dra in", "Withdraw"),
)  # fmt: skip
_GIVES = {201: shapes.Revision, 202: shapes.Draft}


def add_acts(routes: Routes, parts: Parts) -> None:
    """Declare them."""
    desk = Acting(parts)
    declared: dict[str, Any] = {"gives": _GIVES, "repeats": True, "versioned": True}

    @routes.add("GET", f"{_ONE}/revision", "Läs notisen som den är nu, med version", "Read the notice as it is now",
                *ANY_SCOPE, gives={200: shapes.Revision}, versioned=True, edge=Edge.READING)  # fmt: skip
    def read_notice(session: Session, call: Call, slug: str) -> Reply:
        notice = find_notice(session, slug)
        return Reply(200, desk.revision(notice), notice.version)

    @routes.add("POST", "/notices", "Publicera en notis", "Publish a notice", Scope.PUBLISH,
                takes=shapes.NewNotice, **declared)  # fmt: skip
    def publish(session: Session, call: Call) -> Reply:
        return desk.act(session, call, Act.PUBLISH, None)

    @routes.add("POST", f"{_ONE}/threads", "Lägg notisen till ett förlopp", "Join the notice to a story", Scope.PUBLISH,
                takes=shapes.Joining, matches=True, **{**declared, "gives": {201: shapes.Revision}})  # fmt: skip
    def join(session: Session, call: Call, slug: str) -> Reply:
        notice = find_notice(session, slug)
        call.require(notice.version)
        return desk.join(session, call, notice)

    for act, made, form, sv, en in _MADE:
        view = _view(desk, act)
        path = f"{_ONE}/{made}"
        routes.add("POST", path, sv, en, Scope.PUBLISH, takes=form, matches=True, **declared)(view)


def _view(desk: "Acting", act: Act) -> View:
    def view(session: Session, call: Call, slug: str) -> Reply:
        notice = find_notice(session, slug)
        call.require(notice.version)
        return desk.act(session, call, act, notice)

    view.__name__ = act.value
    return view


def find_notice(session: Session, slug: str) -> Notice:
    """The notice of that slug. Raises NotFound."""
    found = session.scalar(select(Notice).where(Notice.slug == slug)) if _SLUG.fullmatch(slug) else None
    if found is None:
        raise NotFound("Ingen notis har den adressen.")
    return found


@dataclass(frozen=True, slots=True)
class Acting:
    """Does what a program asks, where no person has to see it first."""

    parts: Parts

    def act(self, session: Session, call: Call, act: Act, notice: Notice | None) -> Reply:
        """Do it now. Where it is for later, or another has to approve, it becomes a draft that was handed in."""
        form = call.taken(shapes.Form)
        reading, before = self._reading(call, act, notice, form)
        if reading.step is None:
            raise Unfinished(reading.problems)
        rules = self.parts.service.four_eyes
        if form.publish_at or needs_four_eyes(rules, reading.content, *([before] if before else [])):
            return self._hand_in(session, call, act, notice, form)
        publisher = self._publisher(session, call, form.channels)
        if notice is None:
            notice = publisher.publish(reading.content)
        else:
            publisher.take(notice, reading.step)
        session.refresh(notice)
        where = url_for("api.read_notice", slug=notice.slug)
        return Reply(201, self.revision(notice), notice.version, where)

    def join(self, session: Session, call: Call, notice: Notice) -> Reply:
        """Its words stay as they are, and so does its version; nobody is told."""
        publisher = self._publisher(session, call, frozenset())
        publisher.join(notice, publisher.thread(call.taken(shapes.Joining).thread.strip()))
        where = url_for("api.read_notice", slug=notice.slug)
        return Reply(201, self.revision(notice), notice.version, where)

    def _publisher(self, session: Session, call: Call, tell: frozenset[Channel] | None) -> Publisher:
        address = self.parts.settings.address
        return Publisher(session, self.parts.service, call.actor, call.now, address, tell, call.source)

    def revision(self, notice: Notice) -> shapes.Revision:
        current = notice.current
        return shapes.Revision(
            slug=notice.slug,
            address=f"{self.parts.settings.address}/notiser/{notice.slug}",
            version=notice.version,
            act=current.act,
            at=current.at,
            published_at=notice.published_at,
            withdrawn=notice.withdrawn_at is not None,
            threads=tuple(thread.title for thread in notice.threads),
            fields=shapes.frozen(fields_of(current.content)),
        )

    def _reading(
        self, call: Call, act: Act, notice: Notice | None, form: shapes.Form
    ) -> tuple[Reading, Content | None]:
        service, fields = self.parts.service, form.fields()
        if notice is None:
            return content_of(fields, service, day_of(form.publish_at or call.now)), None
        check_act(act, notice)
        before = notice.current.content
        written_on = (notice.published_at if act is Act.CORRECT else form.publish_at) or call.now
        return step_of(act, fields, service, today=day_of(written_on), now=call.now, before=before), before

    def _hand_in(self, session: Session, call: Call, act: Act, notice: Notice | None, form: shapes.Form) -> Reply:
        service = self.parts.service
        writer = Writer(session, service, call.actor, call.now, may_publish=True, source_address=call.source)
        draft = begin(writer, act, notice, fields=form.fields(), origin="api")
        submit(writer, draft, draft.version, publish_at=form.publish_at, tell=form.channels)
        where = url_for("api.read_draft_of", number=draft.id)
        return Reply(202, drawn(self.parts, session, draft, call.now), draft.version, where)
