"""A page as lines: what the text and the saved HTML have in common."""

import re
from dataclasses import dataclass
from datetime import date

from notices.errors import InvalidArchive

TITLE = 1
NOTICE = 2
SUBHEADING = 7  # below every heading that HTML has

CLOSING = "följ flödet"

_MARK = re.compile(r"\((Publicerad|Uppdatering)\s(.*)\)", re.IGNORECASE)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the page. A blank line has no text.

    `number` counts from 1 in what was read. `text` and `markdown` say the same thing, without the
    indentation (`indent`, in spaces) and the list sign (`sign`: "•" or "2."). `level` is that of a heading
    as in HTML (h2 is 2), 0 for other lines.
    """

    number: int
    text: str
    markdown: str
    indent: int = 0
    sign: str = ""
    level: int = 0

    @property
    def mark(self) -> str | None:
        """The word, in lower case, of a line like "(Publicerad 2020-01-28)"; None for other lines."""
        match = self._mark
        return match[1].lower() if match else None

    @property
    def date(self) -> date:
        """The date of a mark; InvalidArchive if there is no such day."""
        match = self._mark
        written = match[2].strip() if match else ""
        if not _DATE.fullmatch(written):
            raise self.wrong(f"”{written}” är inte ett datum. Skriv datumet som ÅÅÅÅ-MM-DD.")
        try:
            return date.fromisoformat(written)
        except ValueError as error:
            raise self.wrong(f"datumet {written} finns inte. Rätta det och läs in sidan igen.") from error

    @property
    def _mark(self) -> re.Match[str] | None:
        text = self.text.strip()
        return _MARK.fullmatch(text) if text.startswith("(") else None

    def wrong(self, reason: str) -> InvalidArchive:
        """The error that points at this line."""
        return InvalidArchive(f"rad {self.number}: {reason}")


def ends_sentence(text: str) -> bool:
    """Whether the line ends as running text does, and a heading does not."""
    return text.rstrip(" \u00a0)”\"'»").endswith((".", ":", ";", ",", "?", "!", "…"))
