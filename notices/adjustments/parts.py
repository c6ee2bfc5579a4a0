"""The parts of the service that can be changed, each as the fields of a form. Pure."""

from typing import Any

from notices.errors import NotFound
from notices.service import Service, SmsRules, Template

Value = dict[str, str]
QUIET = "quiet_hours"
HOURS = ("quiet_from", "quiet_until", "day_before")
WORDS = ("title", "time", "body", "action", "expected_end", "next_word")
ANSWER = "answer."  # and the code of an operation
_TEMPLATE = "template:"


def part_of(template: Template) -> str:
    """The name of the part that is the template's words."""
    return f"{_TEMPLATE}{template.code}"


def code_of(part: str) -> str:
    """The code of the template whose words the part is; empty of the quiet hours."""
    return part.removeprefix(_TEMPLATE) if part.startswith(_TEMPLATE) else ""


def template_of(service: Service, part: str) -> Template:
    """The template whose words the part is. Raises NotFound."""
    try:
        return service.templates[code_of(part)]
    except KeyError as error:
        raise NotFound(f"Ingen inställning heter {part!r}.") from error


def value_of(service: Service, part: str) -> Value:
    """What the part says, by its fields: clock times as `21:00`, words as they are. Raises NotFound."""
    if part == QUIET:
        return {name: f"{getattr(service.sms, name):%H:%M}" for name in HOURS}
    template = template_of(service, part)
    words = {name: str(getattr(template, name)) for name in WORDS}
    return words | {f"{ANSWER}{code}": answer for code, answer in template.answers}


def with_value(service: Service, part: str, value: Value, asked: tuple[str, ...] = ()) -> Service:
    """The service with the part saying this, checked as `service.toml` is. A field that the part has not is left out,
    one that is missing stays. Raises pydantic's ValidationError.
    """
    known = {name: value.get(name, said) for name, said in value_of(service, part).items()}
    if part == QUIET:
        return _replace(service, sms=SmsRules.model_validate({**_fields(service.sms), **known}))
    answers = {name.removeprefix(ANSWER): text for name, text in known.items() if name.startswith(ANSWER)}
    words = {name: known[name] for name in WORDS}
    before = template_of(service, part)
    after = Template.model_validate({**_fields(before), **words, "answers": answers, "asked_before": asked})
    return _replace(service, template=tuple(after if one is before else one for one in service.template))


def _replace(service: Service, **changed: object) -> Service:
    # Made anew rather than copied, as what a copy has worked out already would be the old.
    return Service.model_validate({**_fields(service), **changed})


def _fields(model: Service | SmsRules | Template) -> dict[str, Any]:
    return {name: getattr(model, name) for name in type(model).model_fields}
