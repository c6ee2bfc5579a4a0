"""`/desk/logg`: who did what, when, from where and what it changed; the proof that nobody has touched it since."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, Response, request
from markupsafe import Markup

from models.audit import AuditEntry
from notices import audit
from notices.audit.wording import acts, in_words
from notices.operators.roster import everybody
from notices.web.access import Caller, current_operator, open_to
from notices.web.desk import log_subjects
from notices.web.desk.asked_place import place
from notices.web.desk.desk import Desk
from notices.web.desk.log_changes import changes
from notices.web.desk_frame import private

LOG = "/desk/logg"
_A_PAGE = 50
_FIELDS = ("vem", "vad", "om")


@dataclass(frozen=True, slots=True)
class Line:
    """One entry, ready to be shown. `subject` is a Swedish word, `number` whose it is, `address` where it stands."""

    entry: AuditEntry
    act: str
    subject: str
    number: str
    address: str
    changes: list[tuple[str, Markup]]


def blueprint(desk: Desk) -> Blueprint:
    """The log, its verification, and a copy of it to keep elsewhere."""
    pages = Blueprint("audit_pages", __name__)
    _add_log(pages, desk)
    _add_proof(pages, desk)
    return pages


def _add_log(pages: Blueprint, desk: Desk) -> None:
    @pages.get(LOG)
    @open_to(Caller.EDITOR)
    def show_log() -> Response:
        asked = {name: request.args.get(name, "").strip() for name in _FIELDS}
        subject = log_subjects.read(asked["om"])
        with desk.reading() as session:
            found = audit.entries(
                session,
                subjects=[subject] if subject else (),
                actor=asked["vem"] or None,
                act=asked["vad"] or None,
                before=place("fore") or None,
                limit=_A_PAGE + 1,
            )
            names = [operator.name for operator in everybody(session)]
        lines = [_line(desk, entry) for entry in found[:_A_PAGE]]
        return desk.page(
            "desk/logg.html",
            "Logg",
            nav="log",
            lines=lines,
            asked={name: value for name, value in asked.items() if value},
            older=lines[-1].entry.position if len(found) > _A_PAGE else None,
            names=names,
            acts=sorted(((act, in_words(act, desk.language)) for act in acts()), key=lambda pair: pair[1]),
        )


def _add_proof(pages: Blueprint, desk: Desk) -> None:
    @pages.get(f"{LOG}/kontroll")
    @open_to(Caller.EDITOR)
    def verify() -> Response:
        head, touched = None, None
        with desk.reading() as session:
            try:
                head = audit.verify(session)
            except audit.Touched as error:
                touched = error
        return desk.page("desk/loggkontroll.html", "Kontroll av loggen", nav="log", head=head, touched=touched)

    @pages.post(f"{LOG}/kopia")
    @open_to(Caller.ADMINISTRATOR)
    def copy() -> Response:
        now = desk.clock()
        with desk.parts.database.writing() as session:
            audit.record(
                session, actor=current_operator().name, act="export", subject="audit", before=None, after=None,
                source_address=desk.source(), now=now,
            )  # fmt: skip
        answer = Response(_lines(desk), content_type="application/jsonl; charset=utf-8")
        answer.headers["Content-Disposition"] = f'attachment; filename="logg-{_name(now)}.jsonl"'
        return private(answer)


def _lines(desk: Desk) -> Iterator[str]:
    """The whole of it, line by line as it is read: there may be very much."""
    with desk.parts.database.reading() as session:  # after the request, whose `desk.reading()` this is not
        for line in audit.lines(session):
            yield f"{line}\n"


def _name(now: datetime) -> str:
    return now.strftime("%Y%m%dT%H%M%SZ")


def _line(desk: Desk, entry: AuditEntry) -> Line:
    subject, number = log_subjects.in_words(entry.subject)
    address = log_subjects.address_of(entry.subject, current_operator().role)
    return Line(entry, in_words(entry.act, desk.language), subject, number, address, changes(entry))
