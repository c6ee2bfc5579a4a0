"""`/desk/installningar/…`: one part of the settings: changed, and put back to anything that it has said before."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flask import Blueprint, Response, abort, request
from markupsafe import Markup
from werkzeug.wrappers import Response as AnyResponse

from notices.adjustments import QUIET, InvalidAdjustment, Value, Version, change, code_of, history, part_of
from notices.errors import NotFound
from notices.site.diff import marked
from notices.web.access import Caller, current_operator, open_to, recently_confirmed
from notices.web.desk.desk import Desk
from notices.web.desk.settings_page import HOURS, TEMPLATES
from notices.web.signing_in.hall import go

LABELS = {
    "quiet_from": "Börjar",
    "quiet_until": "Slutar",
    "day_before": "Påminnelsen dagen före går",
    "title": "Rubrik",
    "time": "När",
    "body": "Text",
    "action": "Vad mottagaren behöver göra",
    "expected_end": "Väntas klart",
    "next_word": "Nästa besked",
}
_ANSWER = "answer."
_LONG = frozenset({"body", "action"})


@dataclass(frozen=True, slots=True)
class Earlier:
    """What a part said once; `changes` are its fields that the version before it did not have so, with the marks."""

    version: Version
    changes: list[tuple[str, Markup]]


def blueprint(desk: Desk) -> Blueprint:
    """The quiet hours, and each template: a form, and the history under it."""
    pages = Blueprint("desk_settings_change", __name__)
    _add(pages, desk, HOURS, "hours")
    _add(pages, desk, f"{TEMPLATES}/<code>", "template")
    return pages


def _add(pages: Blueprint, desk: Desk, path: str, name: str) -> None:
    @open_to(Caller.ADMINISTRATOR)
    @recently_confirmed
    def show(code: str = "") -> Response:
        return _page(desk, _part(desk, code))

    @open_to(Caller.ADMINISTRATOR)
    @recently_confirmed
    def keep(code: str = "") -> AnyResponse:
        part, typed = _part(desk, code), {field: text for field, text in request.form.items() if field != "csrf"}
        try:
            _change(desk, part, typed)
        except InvalidAdjustment as error:
            return _page(desk, part, typed, error.problems)
        return go(address_of(part))

    @open_to(Caller.ADMINISTRATOR)
    @recently_confirmed
    def put_back(code: str = "") -> AnyResponse:
        part, number = _part(desk, code), request.form.get("nummer", type=int)
        with desk.reading() as session:
            found = next((one for one in history(session, desk.parts.service, part) if one.number == number), None)
        if found is None:
            raise NotFound("Den versionen finns inte.")
        _change(desk, part, None if found.follows_file else found.value)
        return go(address_of(part))

    pages.add_url_rule(path, f"show_{name}", show, methods=["GET"])
    pages.add_url_rule(path, f"keep_{name}", keep, methods=["POST"])
    pages.add_url_rule(f"{path}/aterstallning", f"put_back_{name}", put_back, methods=["POST"])


def address_of(part: str) -> str:
    """Where the part is changed."""
    return f"{TEMPLATES}/{code_of(part)}" if code_of(part) else HOURS


def _part(desk: Desk, code: str) -> str:
    """The part of the page at hand."""
    if not code:
        return QUIET
    return part_of(desk.parts.service.templates.get(code) or abort(404))


def _change(desk: Desk, part: str, value: Value | None) -> None:
    since = request.form.get("version", type=int)
    with desk.parts.database.writing() as session:
        change(
            session,
            desk.parts.service,
            part,
            value,
            since=-1 if since is None else since,
            who=current_operator().name,
            source=desk.source(),
            now=desk.clock(),
        )


def _page(
    desk: Desk, part: str, typed: Mapping[str, str] | None = None, problems: Mapping[str, str] | None = None
) -> Response:
    with desk.reading() as session:
        versions = history(session, desk.parts.service, part)
    template = desk.parts.service.templates.get(code_of(part))
    return desk.page(
        "desk/installning.html",
        template.name.in_(desk.language) if template else "Tysta timmar",
        nav="settings",
        status=422 if problems else 200,
        is_template=template is not None,
        address=address_of(part),
        fields=[(name, text, *_label(desk, name), name in _LONG) for name, text in _shown(versions[0], typed)],
        problems=problems or {},
        # What was on the form when it was sent, so that nobody's words are written over without their knowing.
        number=request.form.get("version", versions[0].number) if problems else versions[0].number,
        current=versions[0],
        earlier=list(_earlier(desk, versions)),
    )


def _shown(current: Version, typed: Mapping[str, str] | None) -> Iterator[tuple[str, str]]:
    yield from ((name, (typed or {}).get(name, text)) for name, text in current.value.items())


def _label(desk: Desk, name: str) -> tuple[str, str]:
    """The Swedish label of a field, and what its `%(of)s` stands for."""
    if name.startswith(_ANSWER):
        return "Vad gäller nu: %(of)s", desk.service.operations[name.removeprefix(_ANSWER)].name.in_(desk.language)
    return LABELS[name], ""


def _earlier(desk: Desk, versions: list[Version]) -> Iterator[Earlier]:
    for version, before in zip(versions, [*versions[1:], None], strict=True):
        was = before.value if before else version.value
        changed = [name for name, text in version.value.items() if was[name] != text]
        yield Earlier(version, [(_label(desk, name)[0], marked(was[name], version.value[name])) for name in changed])
