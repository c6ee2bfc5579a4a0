"""Templates: filled in from what is known, with gaps where it is not. Pure."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from babel.dates import format_date

from models.draft import Fields
from models.terms import Act
from notices.clock import day_of
from notices.drafts.fields import ANSWER, fields_for
from notices.service import PLACEHOLDER, Service, Template

# In the order in which a form asks for them.
_TEXTS = ("title", "time", "body", "action", "expected_end", "next_word")


@dataclass(frozen=True, slots=True)
class Gap:
    """Words that are missing: `[name]` in a field, from `start` and before `end`, counted in characters."""

    field: str
    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Filled:
    """A form's fields from a template, and what has to be written before it can be published: the first one first."""

    fields: Fields
    gaps: tuple[Gap, ...]


def fill(
    template: Template, facts: Mapping[str, str], *, act: Act = Act.PUBLISH, benefits: tuple[str, ...] = ()
) -> Filled:
    """The fields of the act's form. Each `{name}` becomes the fact of that name, or the gap `[name]`.

    The facts that the templates of `service.toml` ask for are texts in Swedish: `datum` (see `date_in_words`),
    `körning`, `förmåner`, `filer` (how many), `tid` (as people write it, so that the field for a time can read it).
    `benefits` are the codes of those concerned, for the form's own choice of them.
    """
    fields = {name: value for name, value in _values(template, benefits).items() if name in fields_for(act)}
    if act in (Act.END, Act.REOPEN):
        fields |= {f"{ANSWER}{code}": answer for code, answer in template.answers}
    filled = {name: _filled(value, facts) if isinstance(value, str) else value for name, value in fields.items()}
    return Filled(filled, tuple(_gaps(filled, template.asked)))


def gaps(fields: Fields, service: Service) -> tuple[Gap, ...]:
    """What is still missing of words that any template has asked for."""
    names = frozenset[str]().union(*((*template.asked, *template.asked_before) for template in service.template))
    return tuple(_gaps(fields, names))


def date_in_words(moment: datetime) -> str:
    """The fact `datum` of a moment: tisdag 10 mars 2026."""
    return format_date(day_of(moment), "EEEE d MMMM y", locale="sv")


def _values(template: Template, benefits: tuple[str, ...]) -> Fields:
    terms = ("kind", "impact", "status", "environment", "section")
    return {
        **{name: str(getattr(template, name) or "") for name in terms},
        **{name: str(getattr(template, name)) for name in _TEXTS},
        "benefits": list(benefits or template.benefits),
        "operations": list(template.operations),
    }


def _filled(text: str, facts: Mapping[str, str]) -> str:
    return PLACEHOLDER.sub(lambda match: facts.get(match[1]) or f"[{match[1]}]", text)


def _gaps(fields: Fields, names: frozenset[str]) -> Iterator[Gap]:
    if not names:
        return
    # What is followed by a bracket is a link.
    missing = re.compile(rf"\[({'|'.join(map(re.escape, names))})\](?!\()")
    for field in sorted(fields, key=_order):
        text = fields[field]
        for match in missing.finditer(text) if isinstance(text, str) else ():
            yield Gap(field, match[1], match.start(), match.end())


def _order(field: str) -> int:
    return _TEXTS.index(field) if field in _TEXTS else len(_TEXTS)
