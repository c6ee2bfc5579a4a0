"""`/api/v1/drafts`: what a program writes for a person to read. It sees the drafts that programs have begun."""

from collections.abc import Mapping
from datetime import datetime

from flask import url_for
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.draft import Draft, DraftState
from models.notice import Notice
from models.terms import Act
from models.token import Scope
from notices.drafts import Writer, address_of, begin, find_draft, read_draft, save, submit
from notices.errors import IllegalAct, InvalidNotice, NotFound
from notices.parts import Parts
from notices.web.api import shapes
from notices.web.api.asking import Call
from notices.web.api.operation import Edge, Reply
from notices.web.api.refusing import field_problems
from notices.web.api.routes import Routes

ORIGIN = "api"
_ONE = "/drafts/<int:number>"
_WRITES = (Scope.DRAFT, Scope.PUBLISH)
_WAITING = (DraftState.OPEN, DraftState.AWAITING_APPROVAL, DraftState.LEAVING)


def add_drafts(routes: Routes, parts: Parts) -> None:
    """Declare them."""
    made = {"gives": {201: shapes.Draft}, "repeats": True, "versioned": True}

    @routes.add("GET", "/drafts", "Läs utkasten som väntar", "Read the drafts that wait", *_WRITES,
                asks=shapes.Paging, gives={200: shapes.Drafts}, edge=Edge.READING)  # fmt: skip
    def list_drafts(session: Session, call: Call) -> Reply:
        return Reply(200, _page(parts, session, call))

    @routes.add("POST", "/drafts", "Börja ett utkast", "Begin a draft", *_WRITES, takes=shapes.NewDraft, **made)
    def begin_draft(session: Session, call: Call) -> Reply:
        form = call.taken(shapes.NewDraft)
        writer = writer_of(parts, session, call)
        draft = begin(writer, Act(form.act), _notice(session, form), fields=_fields(form.fields), origin=ORIGIN)
        where = url_for("api.read_draft_of", number=draft.id)
        return Reply(201, drawn(parts, session, draft, call.now), draft.version, where)

    @routes.add("GET", _ONE, "Läs ett utkast", "Read a draft", *_WRITES,
                gives={200: shapes.Draft}, versioned=True, edge=Edge.READING)  # fmt: skip
    def read_draft_of(session: Session, call: Call, number: int) -> Reply:
        draft = _find(session, number)
        return Reply(200, drawn(parts, session, draft, call.now), draft.version)

    @routes.add("PATCH", _ONE, "Ändra ett utkast", "Change a draft", *_WRITES,
                takes=shapes.DraftChange, gives={200: shapes.Draft}, matches=True, versioned=True)  # fmt: skip
    def change_draft(session: Session, call: Call, number: int) -> Reply:
        draft = _find(session, number)
        call.require(draft.version)
        save(writer_of(parts, session, call), draft, _fields(call.taken(shapes.DraftChange).fields), draft.version)
        return Reply(200, drawn(parts, session, draft, call.now), draft.version)

    @routes.add("POST", f"{_ONE}/submission", "Lämna in ett utkast", "Hand in a draft", *_WRITES,
                takes=shapes.Submission, **{**made, "gives": {202: shapes.Draft}}, matches=True)  # fmt: skip
    def submit_draft(session: Session, call: Call, number: int) -> Reply:
        draft, form = _find(session, number), call.taken(shapes.Submission)
        call.require(draft.version)
        writer = writer_of(parts, session, call)
        submit(writer, draft, draft.version, publish_at=form.publish_at, tell=form.tell)
        return Reply(202, drawn(parts, session, draft, call.now), draft.version)


def writer_of(parts: Parts, session: Session, call: Call) -> Writer:
    """The program as a writer; without the scope of publishing, a person has to approve."""
    may_publish = call.holder is not None and Scope.PUBLISH in call.holder.scopes
    return Writer(session, parts.service, call.actor, call.now, may_publish, call.source)


def drawn(parts: Parts, session: Session, draft: Draft, now: datetime) -> shapes.Draft:
    """A draft as the API shows it."""
    is_read = draft.state in _WAITING
    reading = read_draft(session, parts.service, draft, now) if is_read else None
    notice = session.get(Notice, draft.notice_id) if draft.notice_id else None
    return shapes.Draft(
        id=draft.id,
        act=draft.act,
        notice=notice and notice.slug,
        state=draft.state,
        version=draft.version,
        fields=shapes.frozen(draft.fields),
        problems=tuple(field_problems(reading.problems)) if reading else (),
        understood=reading.understood if reading else {},
        problem=draft.problem,
        updated_by=draft.updated_by,
        updated_at=draft.updated_at,
        publish_at=draft.publish_at,
        leaves_at=draft.leaves_at,
        address=address_of(draft, parts.settings.address),
    )


def _page(parts: Parts, session: Session, call: Call) -> shapes.Drafts:
    paging = call.asked(shapes.Paging)
    waiting = select(Draft).where(Draft.origin == ORIGIN, Draft.state.in_(_WAITING)).order_by(Draft.id.desc())
    if paging.cursor:
        waiting = waiting.where(Draft.id < paging.cursor)
    found = session.scalars(waiting.limit(paging.limit + 1)).all()
    shown = found[: paging.limit]
    more = url_for("api.list_drafts", cursor=shown[-1].id, limit=paging.limit) if len(found) > len(shown) else None
    return shapes.Drafts(drafts=tuple(drawn(parts, session, one, call.now) for one in shown), next=more)


def _find(session: Session, number: int) -> Draft:
    draft = find_draft(session, number)
    if draft.origin != ORIGIN:
        raise NotFound(f"Inget utkast har nummer {number}.")
    return draft


def _notice(session: Session, form: shapes.NewDraft) -> Notice | None:
    if form.notice is None:
        if form.act is not Act.PUBLISH:
            raise InvalidNotice("Skriv i notice vilken notis det gäller.")
        return None
    if form.act is Act.PUBLISH:
        raise IllegalAct("En ny notis finns inte än. Ta bort notice, eller välj en annan act.")
    found = session.scalar(select(Notice).where(Notice.slug == form.notice))
    if found is None:
        raise NotFound("Ingen notis har den adressen.")
    return found


def _fields(given: Mapping[str, str | tuple[str, ...]]) -> dict[str, str | list[str]]:
    return {name: value if isinstance(value, str) else list(value) for name, value in given.items()}
