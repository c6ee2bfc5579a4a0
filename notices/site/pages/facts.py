"""What is known of a notice, as a short list of labels and values."""

from dataclasses import dataclass

from models.content import Content
from models.when import When
from notices.service import Language, Service, Term
from notices.site.rendering import say
from notices.timing import gloss
from notices.vocabulary import label


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and what stands beside it. `gloss` says in full what `values` say as somebody wrote it.

    `swedish` is true where the values are the author's own words, whatever the page's language.
    """

    label: str
    values: tuple[str, ...]
    gloss: str = ""
    swedish: bool = False

    @property
    def text(self) -> str:
        return ", ".join(self.values) + (f" ({self.gloss})" if self.gloss else "")


def times(content: Content, language: Language) -> list[Fact]:
    """When it happens, when it should be over, and when the next word comes."""
    named = (
        (say(language, "Tid"), content.time),
        (say(language, "Väntas klart"), content.expected_end),
        (say(language, "Nästa besked"), content.next_word),
    )
    return [_time(name, when, language) for name, when in named if when]


def _time(name: str, when: When, language: Language) -> Fact:
    return Fact(name, (when.text,), gloss(when, language), swedish=True)


def traits(content: Content, service: Service, language: Language) -> list[Fact]:
    """What sort of thing it is, and whom it concerns."""
    named = (
        (say(language, "Typ"), content.kind),
        (say(language, "Påverkan"), content.impact),
        (say(language, "Status"), content.status),
        (say(language, "Miljö"), content.environment),
    )
    facts = [Fact(name, (label(term, language),)) for name, term in named if term]
    return facts + concerned(content, service, language)


def concerned(content: Content, service: Service, language: Language) -> list[Fact]:
    """Which benefits and operations it concerns."""
    named = (
        (say(language, "Berörda förmåner"), content.benefits, service.benefits),
        (say(language, "Berörda funktioner"), content.operations, service.operations),
    )
    return [Fact(name, _names(codes, terms, language)) for name, codes, terms in named if codes]


def _names(codes: tuple[str, ...], terms: dict[str, Term], language: Language) -> tuple[str, ...]:
    return tuple(terms[code].name.in_(language) for code in codes)
