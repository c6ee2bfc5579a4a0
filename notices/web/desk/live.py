"""What the script of a draft's form asks for: parts of the page as somebody writes, and saving by itself."""

from flask import Blueprint, Response, jsonify

from models.draft import Fields
from notices.drafts import find_draft, presence, save
from notices.errors import Conflict, DriftinformationError, IllegalAct, InvalidNotice, NotFound
from notices.site.rendering import clock, say
from notices.web.access import Caller, open_to
from notices.web.desk.desk import Desk
from notices.web.desk.drafting import ONE
from notices.web.desk.form_page import clash_parts, others_part, parts_of
from notices.web.desk.sheet import read_sheet
from notices.web.desk.typed import typed, version
from notices.web.desk_frame import private


def blueprint(desk: Desk) -> Blueprint:
    """All of it is JSON. `parts` is HTML by the id of the element that it goes into."""
    pages = Blueprint("live", __name__)

    @pages.post(f"{ONE}/visning")
    @open_to(Caller.EDITOR)
    def show_as_typed(number: int) -> Response:
        """What was typed, understood and drawn. Nothing is saved."""
        with desk.reading() as session:
            draft = find_draft(session, number)
            sheet = read_sheet(desk, session, draft, typed(draft.act))
        return private(jsonify(parts=parts_of(sheet)))

    @pages.post(f"{ONE}/sparning")
    @open_to(Caller.EDITOR)
    def keep(number: int) -> Response:
        """`fields` are those that others have changed meanwhile, by what they say now."""
        with desk.writing() as writer:
            draft = find_draft(writer.session, number)
            fields = typed(draft.act)
            saved = save(writer, draft, fields, version())
            others = presence(writer, draft)
        met = {clash.field for clash in saved.clashes}
        return private(
            jsonify(
                version=saved.version,
                said=say(desk.language, "Sparat %(when)s.", when=clock(desk.clock(), desk.language)),
                fields=_others_words(draft.fields, fields, met),
                clashes=sorted(met),
                parts=clash_parts(desk.language, saved.clashes) | others_part(desk.language, others),
            )
        )

    @pages.post(f"{ONE}/narvaro")
    @open_to(Caller.EDITOR)
    def be_there(number: int) -> Response:
        """Say that one is still in the draft; `version` tells whether somebody else has saved."""
        with desk.writing() as writer:
            draft = find_draft(writer.session, number)
            others = presence(writer, draft)
        return private(jsonify(version=draft.version, parts=others_part(desk.language, others)))

    for kind in (Conflict, IllegalAct, InvalidNotice, NotFound):
        pages.register_error_handler(kind, _explain)
    return pages


def _explain(error: DriftinformationError) -> tuple[Response, int]:
    return private(jsonify(trouble=str(error))), 409


def _others_words(kept: Fields, sent: Fields, met: set[str]) -> Fields:
    return {name: value for name, value in kept.items() if name in sent and name not in met and value != sent[name]}
