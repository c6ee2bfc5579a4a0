"""`/desk/skriv`: what sort of thing it is, first of all; then a draft of it is open."""

from flask import Blueprint, Response, abort, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from models.draft import Draft, DraftState, Fields
from models.notice import Notice
from models.terms import Act, Environment, Kind
from notices.drafts import Writer, begin, begun_by_another, drafts_of, fill
from notices.errors import NotFound
from notices.service import Service, Template
from notices.vocabulary import label
from notices.watching.facts import facts_of_last_run
from notices.web.access import Caller, open_to
from notices.web.desk.desk import Desk
from notices.web.signing_in.hall import go

WRITE, DRAFT, NOTICE = "/desk/skriv", "/desk/utkast", "/desk/notiser"
KINDS = {
    Kind.INCIDENT: "Något är fel eller sent just nu.",
    Kind.PLANNED: "Ett arbete som märks, vid en tid som är bestämd.",
    Kind.RELEASE: "En ny version eller ett nytt schema.",
    Kind.CERTIFICATE: "Ett certifikat byts eller går ut.",
    Kind.INFORMATION: "Något annat som mottagarna ska veta.",
}


def blueprint(desk: Desk) -> Blueprint:
    """The choice, and what its buttons post to; so do the buttons of an act on a notice, with `akt` and `notis`."""
    pages = Blueprint("writing", __name__)

    @pages.get(WRITE)
    @open_to(Caller.EDITOR)
    def choose() -> Response:
        return desk.page(
            "desk/skriv.html",
            "Skriv",
            nav="writing",
            templates=templates_for(desk.service, Act.PUBLISH),
            kinds=[(kind.value, label(kind, desk.language), words) for kind, words in KINDS.items()],
        )

    @pages.post(WRITE)
    @open_to(Caller.EDITOR)
    def start() -> AnyResponse:
        act, template = _act(), request.form.get("mall", "")
        with desk.writing() as writer:
            known = template in writer.service.templates and act is Act.PUBLISH and "eget" not in request.form
            others = begun_by_another(writer, _origin(template)) if known else None
            draft = None if others else _begun(writer, act)
        return go(address_of(draft)) if draft else _already_begun(desk, others, template)

    return pages


def templates_for(service: Service, act: Act) -> tuple[Template, ...]:
    """Those that are offered in the act's form, in the order of the file."""
    return tuple(template for template in service.template if act in template.acts)


def address_of(draft: Draft) -> str:
    """Where the draft is written, and stands afterwards."""
    return f"{DRAFT}/{draft.id}"


def notice_address(notice_id: int) -> str:
    """Where a published notice is seen to."""
    return f"{NOTICE}/{notice_id}"


def _already_begun(desk: Desk, others: Draft | None, template: str) -> Response:
    """Somebody else writes of the same already: two who are woken by the same trouble are to meet in one draft."""
    title = "Någon annan skriver redan"
    return desk.page("desk/redan.html", title, nav="writing", status=409, draft=others, template_code=template)


def _origin(template: str) -> str:
    """What a draft from that template comes from; without a template, from the desk."""
    return f"desk:{template}" if template else "desk"


def _act() -> Act:
    try:
        return Act(request.form.get("akt", Act.PUBLISH))
    except ValueError:
        abort(400)


def _begun(writer: Writer, act: Act) -> Draft:
    fields = _first_words(writer, act)
    if act is Act.PUBLISH:
        return begin(writer, act, fields=fields, origin=_origin(request.form.get("mall", "")))
    notice = _notice(writer.session)
    under_way = (draft for draft in drafts_of(writer.session, notice.id) if _is_open(draft, act))
    return next(under_way, None) or begin(writer, act, notice, fields=fields)


def _is_open(draft: Draft, act: Act) -> bool:
    """Whether somebody is writing the same already: two who press at once meet in it."""
    return draft.act is act and draft.state is DraftState.OPEN


def _notice(session: Session) -> Notice:
    number = request.form.get("notis", type=int) or abort(400)
    notice = session.get(Notice, number)
    if notice is None:
        raise NotFound(f"Ingen notis har nummer {number}.")
    return notice


def _first_words(writer: Writer, act: Act) -> Fields:
    if template := writer.service.templates.get(request.form.get("mall", "")):
        return fill(template, facts_of_last_run(writer.session, writer.service, writer.now), act=act).fields
    if act is not Act.PUBLISH:
        return {}
    try:
        kind = Kind(request.form.get("typ", ""))
    except ValueError:
        abort(400)
    return {"kind": kind.value, "section": _section(writer.service, kind), "environment": Environment.PRODUCTION.value}


def _section(service: Service, kind: Kind) -> str:
    """Where notices of the kind stand, by the templates."""
    return next((one.section for one in service.template if one.kind is kind), service.section[0].code)
