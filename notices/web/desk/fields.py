"""The fields of a draft's form as they are shown: with what was understood, what is wrong, and what can be pressed."""

from collections.abc import Iterable
from dataclasses import dataclass

from notices.drafts import Clash
from notices.proofreading import Fix
from notices.service import Language
from notices.timing import describe
from notices.web.desk.questions import Question, Sort
from notices.web.desk.sheet import Sheet
from notices.web.desk.suggestions import suggested

_TYPED = (Sort.LINE, Sort.TEXT, Sort.TIME)
_GIVEN = ("section", "environment")


@dataclass(frozen=True, slots=True)
class Field:
    """One field. Of the notes, at most one is there: `wrong` and `missing` are what is to be put right.

    `theirs` and `yours` are the words of two people, where both have written in it.
    """

    question: Question
    value: str | list[str]
    understood: str = ""
    wrong: str = ""
    missing: tuple[str, ...] = ()
    suggestions: tuple[Fix, ...] = ()
    first: bool = False
    clash: Clash | None = None

    @property
    def name(self) -> str:
        return self.question.name

    def is_chosen(self, code: str) -> bool:
        return code in self.value if isinstance(self.value, list) else code == self.value

    @property
    def unknown(self) -> list[str]:
        """What is chosen and is none of the choices: shown, so that it is not lost."""
        chosen = self.value if isinstance(self.value, list) else [self.value]
        return [code for code in chosen if code and code not in dict(self.question.choices)]


def fields_of(sheet: Sheet, clashes: Iterable[Clash] = (), *, strict: bool = False) -> list[Field]:
    """The fields in order. Unless `strict`, nobody is told of what they have not come to yet."""
    met = {clash.field: clash for clash in clashes}
    first = None if strict else _first(sheet)
    return [_field(sheet, one, met.get(one.name), strict=strict, first=one.name == first) for one in sheet.questions]


def _first(sheet: Sheet) -> str | None:
    """Where writing begins: at the first gap, else in the first field with no words in it."""
    begun, kept = {gap.field for gap in sheet.gaps}, sheet.draft.fields
    typed = [one.name for one in sheet.questions if one.sort in _TYPED and not one.more]
    empty = (name for name in typed if not kept.get(name))
    return next((name for name in typed if name in begun), None) or next(empty, None)


def _field(sheet: Sheet, question: Question, clash: Clash | None, *, strict: bool, first: bool) -> Field:
    name, kept = question.name, sheet.draft.fields
    missing = tuple(dict.fromkeys(gap.name for gap in sheet.gaps if gap.field == name))
    wrong = sheet.reading.problems.get(name, "")
    asked = strict or (kept.get(name) and not missing)
    return Field(
        question,
        clash.yours if clash else _value(sheet, question),
        understood=_understood(sheet, name, sheet.desk.language),
        wrong=wrong if asked else "",
        missing=() if strict else missing,
        suggestions=tuple(suggested(name, kept, sheet.gaps, sheet.desk.clock())),
        first=first,
        clash=clash,
    )


def _value(sheet: Sheet, question: Question) -> str | list[str]:
    """What stands in the field. Where nobody has chosen, a notice of no page or environment gets one all the same."""
    name = question.name
    if name in _GIVEN and name not in sheet.draft.fields:
        return str(getattr(sheet.reading.content, name) or "")
    kept: str | list[str] = sheet.draft.fields.get(name, [] if question.sort is Sort.MANY else "")
    return kept


def _understood(sheet: Sheet, name: str, language: Language) -> str:
    """What a time was taken to mean, in the reader's language."""
    when = getattr(sheet.reading.content, name) if name in sheet.reading.understood else None
    return describe(when, language) if when else ""
