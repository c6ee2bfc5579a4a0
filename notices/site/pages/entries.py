"""A notice as a page shows it: its words, its state and its facts, in the reader's language."""

from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from models.content import Update
from models.terms import Environment, Status
from models.when import When
from notices.service import Language
from notices.site.board import Phase, Sign, phase, sign
from notices.site.frame import Frame
from notices.site.pages.facts import Fact, concerned, times, traits
from notices.site.pages.states import state
from notices.site.published import Published
from notices.site.rendering import excerpt, say
from notices.timing import describe
from notices.vocabulary import label


@dataclass(frozen=True, slots=True)
class Entry:
    """One notice, ready for a template."""

    frame: Frame
    notice: Published
    phase: Phase
    sign: Sign | None
    state: str

    @property
    def title(self) -> str:
        return self.notice.content.title

    @property
    def address(self) -> str:
        return self.frame.path(f"/notiser/{self.notice.slug}")

    @property
    def versions_address(self) -> str:
        return f"{self.address}/versioner"

    @property
    def is_test(self) -> bool:
        return self.notice.content.environment is Environment.TEST

    @property
    def is_cancelled(self) -> bool:
        return self.notice.content.status is Status.CANCELLED

    @property
    def is_withdrawn(self) -> bool:
        return self.phase is Phase.WITHDRAWN

    @property
    def is_past(self) -> bool:
        """Whether it is over, so that what it asks of the reader is history, too."""
        return self.phase is Phase.OVER

    @property
    def section(self) -> str:
        return self.frame.service.sections[self.notice.content.section].title.in_(self.frame.language)

    @property
    def excerpt(self) -> str:
        return excerpt(self.notice.content.body)

    @property
    def updates(self) -> tuple[Update, ...]:
        """Newest first."""
        return self.notice.content.updates[::-1]

    @property
    def times(self) -> list[Fact]:
        return times(self.notice.content, self.frame.language)

    @property
    def traits(self) -> list[Fact]:
        return traits(self.notice.content, self.frame.service, self.frame.language)

    @property
    def concerned(self) -> list[Fact]:
        return concerned(self.notice.content, self.frame.service, self.frame.language)

    @property
    def overdue(self) -> list[str]:
        """What was promised for a moment that has gone by, while it goes on."""
        content, now, language = self.notice.content, self.frame.board.now, self.frame.language
        if self.phase is not Phase.ONGOING:
            return []
        end, word = _gone(content.expected_end, now, language), _gone(content.next_word, now, language)
        said = (
            end and say(language, "Det väntades vara klart %(when)s. Vi har inte meddelat att det är det.", when=end),
            word and say(language, "Ett besked var utlovat till %(when)s. Det har inte kommit än.", when=word),
        )
        return list(filter(None, said))

    def update_state(self, update: Update) -> str:
        return label(update.status, self.frame.language) if update.status else ""


def _gone(promised: When | None, now: datetime, language: Language) -> str:
    """The promised moment in words, if it has gone by."""
    return describe(promised, language) if promised and promised.end and promised.end <= now else ""


def entry(frame: Frame, notice: Published) -> Entry:
    """The notice as of the board's moment."""
    now = frame.board.now
    at, shown = phase(notice, now), sign(notice, now)
    return Entry(frame, notice, at, shown, state(notice, at, shown, frame.language))


def description(one: Entry) -> str:
    """What search engines and link previews say of the notice."""
    if one.is_withdrawn:
        return say(one.frame.language, "Notisen är indragen.")
    return excerpt(one.notice.content.body, 160) or one.title


def json_ld(text: str) -> Markup:
    """JSON as it may stand inside a <script> of data: no sign in it can end the element."""
    return Markup(text.replace("<", "\\u003c"))
