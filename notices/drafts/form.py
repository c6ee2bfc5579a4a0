"""One reading of a form, field by field, which gathers what is wrong and what was understood."""

from dataclasses import dataclass, field
from datetime import date

from models.content import Content
from models.draft import Fields
from models.terms import Status
from models.when import When
from notices.checks import closed_operations
from notices.drafts.fields import ANSWER
from notices.drafts.templates import gaps
from notices.errors import InvalidNotice, InvalidTime
from notices.service import Service
from notices.timing import describe, parse
from notices.vocabulary import read_enum


@dataclass(slots=True)
class Form:
    """The fields as they were typed. `today` is the date in Stockholm from which words like "i natt" count."""

    fields: Fields
    service: Service
    today: date
    problems: dict[str, str] = field(default_factory=dict)
    understood: dict[str, str] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """A field's words; empty where it is not there."""
        value = self.fields.get(name, "")
        return value.strip() if isinstance(value, str) else ", ".join(value)

    def time(self, name: str, before: When | None = None) -> When | None:
        """A field's time; as it was, where nobody has touched its words, as those may count from another day."""
        text = self.text(name)
        try:
            when = before if before and text == before.text else parse(text, self.today) if text else None
        except InvalidTime as error:
            self.problems[name] = str(error)
            return None
        if when:
            self.understood[name] = describe(when, "sv")
        return when

    def status(self) -> Status | None:
        """The status that an update gives the notice, if any."""
        text = self.text("status")
        try:
            return read_enum(Status, text, "status") if text else None
        except InvalidNotice as error:
            self.problems["status"] = str(error).removeprefix("status: ")
            return None

    def promises(self) -> dict[str, When | None]:
        """When it should be over, and when the next word comes."""
        return {name: self.time(name) for name in ("expected_end", "next_word")}

    def answers(self, before: Content) -> dict[str, str]:
        """What is said of each operation that the notice has closed."""
        return {code: self.text(f"{ANSWER}{code}") for code in closed_operations(before)}

    def find_gaps(self) -> None:
        """Words that a template has asked for, and nobody has written, are problems, too."""
        missing: dict[str, list[str]] = {}
        for gap in gaps(self.fields, self.service):
            missing.setdefault(gap.field, []).append(f"[{gap.name}]")
        for name, names in missing.items():
            self.problems[name] = f"Här fattas ord: {', '.join(dict.fromkeys(names))}. Fyll i dem, eller skriv om."
