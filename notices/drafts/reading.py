"""What the fields of a form come to: an act on a notice, or what is wrong, field by field. Pure."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from models.content import Content
from models.draft import Fields
from models.terms import Act
from notices.drafts.contents import read_content
from notices.drafts.form import Form
from notices.errors import IllegalAct, InvalidNotice
from notices.publishing import steps
from notices.publishing.steps import Step
from notices.service import Service


@dataclass(frozen=True, slots=True)
class Reading:
    """What a form says.

    `content` is what the notice would say, as far as that can be read; `step` the act itself, None while there are
    problems. `problems` are Swedish, by field. `understood` says, by field, what a time was taken to mean.
    """

    content: Content
    step: Step | None
    problems: dict[str, str]
    understood: dict[str, str]


def content_of(fields: Fields, service: Service, today: date, before: Content | None = None) -> Reading:
    """The notice that a form of publication says; with `before`, the notice that a correction of it says.

    `today` is the date in Stockholm from which words like "i natt" count. A field that is left out stays as it was.
    """
    form = Form(fields, service, today)
    content = read_content(form, before)
    step = None
    if before is None:
        step = Step(Act.PUBLISH, content)
    elif content == before:
        form.problems.setdefault("title", "Rättelsen ändrar ingenting.")
    else:
        step = Step(Act.CORRECT, content, reason=form.text("reason") or None)
    return _reading(form, content, step)


def step_of(act: Act, fields: Fields, service: Service, *, today: date, now: datetime, before: Content) -> Reading:
    """The act that a form says, done to a notice that says `before`: exactly what would be published at `now`."""
    if act is Act.CORRECT:
        return content_of(fields, service, today, before)
    form = Form(fields, service, today)
    field, read = _STEPS[act]
    try:
        step = read(form, before, now)
    except (IllegalAct, InvalidNotice) as error:
        form.problems.setdefault(field, str(error))
        return _reading(form, before, None)
    return _reading(form, step.content, step)


def _reading(form: Form, content: Content, step: Step | None) -> Reading:
    form.find_gaps()
    return Reading(content, None if form.problems else step, form.problems, form.understood)


def _update(form: Form, before: Content, now: datetime) -> Step:
    return steps.update(before, form.text("body"), now, status=form.status(), **form.promises())


def _reschedule(form: Form, before: Content, now: datetime) -> Step:
    time = form.time("time")
    if time is None:
        raise InvalidNotice("Skriv den nya tiden.")
    return steps.reschedule(before, time, now, form.text("reason") or None)


def _cancel(form: Form, before: Content, now: datetime) -> Step:
    return steps.cancel(before, form.text("reason"), now)


def _end(form: Form, before: Content, now: datetime) -> Step:
    return steps.end(before, form.text("body"), form.answers(before), form.service, now)


def _verify(form: Form, before: Content, now: datetime) -> Step:
    return steps.verify(before, form.text("body"), now)


def _reopen(form: Form, before: Content, now: datetime) -> Step:
    return steps.reopen(before, form.text("body"), form.answers(before), form.service, now, **form.promises())


def _withdraw(form: Form, before: Content, now: datetime) -> Step:
    return steps.withdraw(before, form.text("reason"))


# Each with the field beside which it is said what is wrong with the act as a whole.
_STEPS: dict[Act, tuple[str, Callable[[Form, Content, datetime], Step]]] = {
    Act.UPDATE: ("body", _update),
    Act.RESCHEDULE: ("time", _reschedule),
    Act.CANCEL: ("reason", _cancel),
    Act.END: ("body", _end),
    Act.VERIFY: ("body", _verify),
    Act.REOPEN: ("body", _reopen),
    Act.WITHDRAW: ("reason", _withdraw),
}
