"""What the form of a draft asks: only what its act, and its kind of notice, need. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum, StrEnum

from models.content import Content
from models.draft import Fields
from models.terms import Act, Environment, Expect, Impact, Kind, Reminder
from notices.checks import PLANNED_KINDS, allowed_statuses, closed_operations
from notices.drafts import ANSWER, UPDATE
from notices.errors import InvalidNotice
from notices.service import Language, Service
from notices.site.rendering import say
from notices.vocabulary import label, read_enum


class Sort(Enum):
    """How a field is written in."""

    LINE = "line"
    TEXT = "text"
    TIME = "time"
    ONE = "one"
    MANY = "many"


@dataclass(frozen=True, slots=True)
class Question:
    """One field: its name, what it is called, and for `ONE` and `MANY` what there is to choose, by code.

    `more` is what is seldom changed, and stands apart. `label` and `hint` are Swedish, and translated when shown.
    """

    name: str
    sort: Sort
    label: str
    hint: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    more: bool = False
    of: str = ""  # what the label's %(of)s stands for


MANY = frozenset({"benefits", "operations", "reminders", "expects"})
_Choices = tuple[tuple[str, str], ...]
_TITLE = Question("title", Sort.LINE, "Rubrik", "Vad som har hänt, i en mening.")
_BODY = Question("body", Sort.TEXT, "Text")
_ACTION = Question("action", Sort.TEXT, "Vad mottagaren behöver göra")
_WHEN = Question("time", Sort.TIME, "När", "Till exempel: helgen 14–15 mars, eller torsdag kl 18–20.")
_SINCE = Question("time", Sort.TIME, "Sedan när", "Till exempel: i morse kl 5, eller sedan 8 mars.", more=True)
_END = Question("expected_end", Sort.TIME, "Väntas klart", "Till exempel: i eftermiddag. Lämna tomt om ni inte vet.")
_WORD = Question("next_word", Sort.TIME, "Nästa besked", "Till exempel: kl 10, eller i morgon förmiddag.")
_NEWS = Question("body", Sort.TEXT, "Vad är nytt")
_OPTIONAL = Question("body", Sort.TEXT, "Text", "Får vara tom.")
_REASON = Question("reason", Sort.TEXT, "Varför")


def questions(
    act: Act, fields: Fields, before: Content | None, service: Service, language: Language
) -> tuple[Question, ...]:
    """The questions of an act's form, in order. `before` is what the notice says now, None of a new one."""
    choices = _Chooser(service, language)
    if before is None or act is Act.CORRECT:
        return (*_of_notice(_kind(fields), choices), *_of_correction(act, before))
    return tuple(_of_act(act, before, choices))


def _kind(fields: Fields) -> Kind | None:
    """The kind that the fields name, if they do."""
    try:
        return read_enum(Kind, str(fields.get("kind") or ""), "kind")
    except InvalidNotice:
        return None


def _of_notice(kind: Kind | None, choices: "_Chooser") -> Iterator[Question]:
    """What each kind of notice has to say."""
    incident, planned = kind is Kind.INCIDENT, kind in PLANNED_KINDS
    yield _TITLE
    if planned:
        yield _WHEN
    yield _BODY
    yield _ACTION
    if incident:
        yield from (_WORD, _END)
    if incident or kind is Kind.PLANNED:
        yield choices.impact()
    yield choices.benefits()
    yield choices.operations()
    if planned:
        yield from (choices.reminders(), choices.expects())
    if incident:
        yield _SINCE
    yield from choices.rest(kind)


def _of_correction(act: Act, before: Content | None) -> Iterator[Question]:
    if act is Act.CORRECT and before:
        for update in before.updates:
            name = f"{UPDATE}{update.number}"
            yield Question(name, Sort.TEXT, "Uppdatering %(of)s", of=str(update.number))
        yield replace(_REASON, hint="Står bland notisens versioner. Får vara tom.")


def _of_act(act: Act, before: Content, choices: "_Chooser") -> Iterator[Question]:
    match act:
        case Act.UPDATE:
            yield _NEWS
            yield from (_WORD, _END) if before.kind is Kind.INCIDENT else (_END,)
            if allowed_statuses(before.kind):
                yield choices.status(before.kind, "Som förut")
        case Act.RESCHEDULE:
            yield from (replace(_WHEN, label="Ny tid"), _REASON)
        case Act.CANCEL | Act.WITHDRAW:
            yield _REASON
        case Act.END | Act.VERIFY:
            yield _OPTIONAL
        case Act.REOPEN:
            yield from (replace(_NEWS, label="Vad har hänt"), _WORD, _END)
    if act in (Act.END, Act.REOPEN):
        for code in closed_operations(before):
            of = choices.service.operations[code].name.in_(choices.language)
            yield Question(f"{ANSWER}{code}", Sort.LINE, "Vad gäller nu: %(of)s", of=of)


@dataclass(frozen=True, slots=True)
class _Chooser:
    """The questions whose answers are chosen, in the operator's language."""

    service: Service
    language: Language

    def impact(self) -> Question:
        return Question("impact", Sort.ONE, "Vad det betyder för mottagaren", choices=self._labels(Impact))

    def benefits(self) -> Question:
        named = tuple((term.code, term.name.in_(self.language)) for term in self.service.benefit)
        return Question("benefits", Sort.MANY, "Berörda förmåner", choices=named)

    def operations(self) -> Question:
        named = tuple((term.code, term.name.in_(self.language)) for term in self.service.operation)
        return Question("operations", Sort.MANY, "Berörda funktioner", choices=named)

    def reminders(self) -> Question:
        return Question("reminders", Sort.MANY, "Påminn mottagarna", choices=self._labels(Reminder))

    def expects(self) -> Question:
        """Announcing is planning: what run health is not to be alarmed by, and to ask for if it does not come."""
        label, hint = "Vad körningarna väntas visa", "Körhälsan larmar inte om det som är väntat."
        return Question("expects", Sort.MANY, label, hint, choices=self._labels(Expect), more=True)

    def status(self, kind: Kind | None, otherwise: str) -> Question:
        first = ("", say(self.language, otherwise))
        known = ((status.value, label(status, self.language)) for status in allowed_statuses(kind))
        return Question("status", Sort.ONE, "Status", choices=(first, *known))

    def rest(self, kind: Kind | None) -> Iterator[Question]:
        """What seldom is other than it was from the beginning."""
        if allowed_statuses(kind):
            yield replace(self.status(kind, "Som för en ny notis"), more=True)
        sections = tuple((one.code, one.title.in_(self.language)) for one in self.service.section)
        yield Question("section", Sort.ONE, "Sida", choices=sections, more=True)
        yield Question("environment", Sort.ONE, "Miljö", choices=self._labels(Environment), more=True)
        yield Question("kind", Sort.ONE, "Typ", choices=self._labels(Kind), more=True)

    def _labels(self, terms: type[StrEnum]) -> _Choices:
        return tuple((term.value, label(term, self.language)) for term in terms)
