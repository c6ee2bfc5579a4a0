"""A draft in words: the fields of a notice's form, filled in so that a person only has to read and publish."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from models.terms import Kind, Status
from notices.clock import STOCKHOLM, day_of
from notices.runs import words
from notices.runs.drafts import Draft
from notices.runs.judgement.verdict import DELIVERY, FIGURES, Figures, Rule
from notices.runs.plan import Plan
from notices.runs.texts import TEMPLATES
from notices.service import Service
from notices.timing.names import full_date

Fields = dict[str, str | list[str]]

_OF_A_MOMENT = (
    Rule.LATE,
    Rule.MISSING,
    Rule.STUCK,
    Rule.FAILED,
    Rule.UNSCHEDULED,
    Rule.INTAKE_CLOSED,
    Rule.SOURCE_SILENT,
)
_OF_ONE_RUN = (Rule.RESENT, Rule.SEQUENCE_BACK, Rule.WRONG_NUMBER, Rule.SURGE)
_OFFICE_OPENS, _OFFICE_CLOSES = 8, 17
_HOUR = timedelta(hours=1)


def name_of(rule: Rule) -> str:
    """What the desk calls it."""
    return TEMPLATES[rule].name


def fields_of(draft: Draft, plan: Plan, service: Service, now: datetime, environment: str = "production") -> Fields:
    """The fields of a new notice: texts as a person would type them, and the codes of benefits and operations."""
    template = TEMPLATES[draft.kind]
    facts = _facts(draft, plan, service)
    is_incident = template.kind is Kind.INCIDENT
    own = service.runs.operations.get(draft.job or draft.subject, ())
    return {
        "title": template.title.format_map(facts),
        "body": template.body.format_map(facts),
        "action": template.action.format_map(facts),
        "section": service.section[0].code,
        "kind": template.kind.value,
        "impact": template.impact.value,
        "status": Status.INVESTIGATING.value if is_incident else "",
        "environment": environment,
        "benefits": [code for code in _codes(draft, service) if code in service.benefits],
        "operations": list(dict.fromkeys((*own, *template.operations))),
        "time": _time(draft),
        "expected_end": "",
        "next_word": _next_word(now) if is_incident else "",
    }


def closing_of(draft: Draft, plan: Plan, service: Service) -> Fields:
    """The fields of the word that ends it, with the facts. The draft must be closed."""
    said = f"{_closed(draft, plan, service)}{draft.closing}."
    return {"body": said[0].upper() + said[1:]}


def _closed(draft: Draft, plan: Plan, service: Service) -> str:
    """What a closing is about, where it does not say so itself."""
    if draft.kind in DELIVERY and draft.nominal:
        return f"{_title(draft, plan)} för {_dates(draft, draft.nominal)}: "
    if draft.kind in FIGURES:
        return f"Uppgifterna om {words.listed(_names(draft, service))} "
    if draft.kind is Rule.CERTIFICATE_EXPIRING:
        return f"Certifikatet {draft.subject} är "
    return f"Körningen {_title(draft, plan)}: " if draft.kind is Rule.UNSCHEDULED else ""


def _facts(draft: Draft, plan: Plan, service: Service) -> dict[str, object]:
    began = day_of(draft.since)
    figures = draft.figures.get(draft.kind, {})
    benefits = list(_names(draft, service))
    return {
        **{name: words.number(value) if isinstance(value, float | int) else value for name, value in figures.items()},
        "körning": _title(draft, plan),
        "datum": _dates(draft, began),
        "från": words.day(draft.nominal or began),
        "förmåner": words.listed(benefits) if benefits else "vissa förmåner",
        "av": f" Det gäller {words.listed(benefits)}." if benefits else "",
        "klockan": words.at(draft.since),
        "om": draft.subject,
        "hur": "högre" if _more(figures) else "lägre",
        "saknas": "saknas en del" if figures.get("count") else "saknas",
        "beställda": " De finns med i svar på beställningar." if figures.get("ordered") else "",
        "rätt": _proper(figures.get("date"), figures.get("due")),
        "rättar": " Den är troligen rättningen av en tidigare körning." if draft.related else "",
    }


def _more(figures: Figures) -> bool:
    return float(figures.get("count", 0)) > float(figures.get("expected", 0))


def _dates(draft: Draft, began: date) -> str:
    """The nights that have not come, or the run's date."""
    last = draft.last_nominal or began
    return words.span(draft.nominal or last, last) if draft.kind in DELIVERY else words.day(last)


def _title(draft: Draft, plan: Plan) -> str:
    job = plan.by_name.get(draft.job)
    return job.title if job else draft.job


def _codes(draft: Draft, service: Service) -> Iterable[str]:
    return dict.fromkeys(service.runs.benefits.get(code, code) for code in draft.benefits)


def _names(draft: Draft, service: Service) -> Iterable[str]:
    for code in _codes(draft, service):
        name = service.benefits[code].name.sv if code in service.benefits else code
        yield name[0].lower() + name[1:]


def _proper(day: object, due: object) -> str:
    """When a numbered run should have been made, and which one should have been made instead."""
    proper = f"Den skulle ha gjorts {words.day(date.fromisoformat(str(day)))}." if day else "Den finns inte i planen."
    return f"{proper} Den här dagen skulle nr {due} ha gjorts." if due else proper


def _time(draft: Draft) -> str:
    if draft.kind in _OF_A_MOMENT:
        return f"fr.o.m. {full_date(day_of(draft.since))} kl {words.at(draft.since)}"
    if draft.kind in (Rule.SURGE_ABSENT, Rule.CERTIFICATE_EXPIRING):
        return ""
    nominal = draft.nominal or day_of(draft.since)
    return full_date(nominal) if draft.kind in _OF_ONE_RUN else f"fr.o.m. {full_date(nominal)}"


def _next_word(now: datetime) -> str:
    """On the hour, at least an hour away, while somebody is at work."""
    soon = (now + _HOUR).astimezone(STOCKHOLM)
    hour = soon if soon.minute == 0 else soon + _HOUR
    day, at = hour.date(), hour.hour
    if at < _OFFICE_OPENS:
        at = _OFFICE_OPENS
    elif at > _OFFICE_CLOSES:
        day, at = day + timedelta(days=1), _OFFICE_OPENS
    return f"{full_date(day)} kl {at:02}.00"
