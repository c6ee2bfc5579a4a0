"""Changing a part of the settings: checked as the file is, kept with who and when, and entered in the audit."""

from collections.abc import Iterator
from datetime import datetime

from pydantic import ValidationError
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.adjustment import Adjustment
from notices import audit
from notices.adjustments.inforce import adjusted
from notices.adjustments.parts import ANSWER, QUIET, Value, template_of, value_of, with_value
from notices.checks import LONGEST_LINE, LONGEST_TEXT, LONGEST_TITLE
from notices.errors import Conflict, IllegalAct, InvalidNotice
from notices.service import PLACEHOLDER, Service

_LONGEST = {"title": LONGEST_TITLE, "body": LONGEST_TEXT}
_CLOCK = "Skriv ett klockslag, till exempel 21:00."
_AT_NIGHT = "Påminnelsen dagen före skulle gå i de tysta timmarna. Välj ett klockslag utanför dem."


class InvalidAdjustment(InvalidNotice):
    """What cannot be a setting. `problems` says why, by field."""

    def __init__(self, problems: dict[str, str]) -> None:
        super().__init__(" ".join(dict.fromkeys(problems.values())))
        self.problems = problems


def change(
    session: Session,
    service: Service,
    part: str,
    value: Value | None,
    *,
    since: int,
    who: str,
    source: str | None,
    now: datetime,
) -> None:
    """Let the part say this from now on; None lets it say what the file, `service`, does.

    `since` is the number of the version that was on the page. Raises InvalidAdjustment with what is wrong by field,
    Conflict where somebody has changed the part since, IllegalAct where nothing would change, NotFound.
    """
    in_force, by_file = adjusted(session, service), value_of(service, part)
    before = value_of(in_force, part)
    after = by_file if value is None else {name: _tidy(value.get(name, said)) for name, said in before.items()}
    _check(service, part, after)
    latest = session.scalar(select(func.max(Adjustment.number)).where(Adjustment.part == part)) or 0
    if latest != since:
        raise Conflict("Någon annan har ändrat inställningen sedan du läste den. Läs den igen, och ändra i det nya.")
    if after == before:
        raise IllegalAct("Det står redan så. Inget är ändrat.")
    kept, asked = None if after == by_file else after, sorted(_asked(in_force, part))
    session.add(Adjustment(part=part, number=latest + 1, value=kept, asked=asked, at=now, by=who))
    session.flush()
    audit.record(
        session,
        actor=who,
        act="change_setting",
        subject=part,
        before=before,
        after=after,
        source_address=source,
        now=now,
    )


def _tidy(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


def _check(service: Service, part: str, value: Value) -> None:
    problems = dict(_unfit_words(service, part, value)) if part != QUIET else {}
    try:
        with_value(service, part, value)
    except ValidationError as error:
        # Only clock times can be wrong in themselves; what no field is to blame for is when the reminder goes.
        problems |= {str(one["loc"][0]): _CLOCK for one in error.errors() if one["loc"]} or {"day_before": _AT_NIGHT}
    if problems:
        raise InvalidAdjustment(problems)


def _unfit_words(service: Service, part: str, value: Value) -> Iterator[tuple[str, str]]:
    first = value_of(service, part)
    for name, text in value.items():
        longest = _LONGEST.get(name, LONGEST_LINE)
        if len(text) > longest:
            yield name, f"Det är för långt: högst {longest} tecken."
        elif not text and first[name] and (name in {"title", "body"} or name.startswith(ANSWER)):
            yield name, "Här måste det stå något."
        elif set("{}") & set(PLACEHOLDER.sub("", text)):
            yield name, "En klammer saknar sin andra hälft. Skriv luckor så här: {orsak}."


def _asked(in_force: Service, part: str) -> set[str]:
    """The names of all gaps that the part's words have had, as they are before the change."""
    if part == QUIET:
        return set()
    template = template_of(in_force, part)
    return {*template.asked, *template.asked_before}
