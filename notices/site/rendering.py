"""From templates to HTML: an environment for each language, dates in words, and Markdown."""

import gettext
from datetime import date, datetime
from functools import cache, lru_cache, partial
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.dates import format_date
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from notices import markdown
from notices.clock import STOCKHOLM, day_of
from notices.service import Language

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "templates"
CATALOGUE = ROOT / "translations" / "en" / "LC_MESSAGES" / "messages.po"
DESK_CATALOGUE = CATALOGUE.with_name("desk.po")  # what only operators read


@cache
def translations(language: Language) -> gettext.NullTranslations:
    """The catalogues of a language, read from their text as it is: nothing has to be compiled beforehand."""
    if language == "sv":
        return NullTranslations()
    words = _catalogue(CATALOGUE)
    words.merge(_catalogue(DESK_CATALOGUE))
    return words


def _catalogue(path: Path) -> Translations:
    compiled = BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale="en"))
    compiled.seek(0)
    return Translations(compiled)


@cache
def _said(language: Language, message: str) -> str:
    return translations(language).gettext(message)


def say(language: Language, message: str, **values: object) -> str:
    """The frame's words in a language. `message` is the Swedish, with `%(name)s` where values go."""
    words = _said(language, message)
    return words % values if values else words


def say_many(language: Language, one: str, many: str, num: int) -> str:
    """Words that depend on a number, written as `%(num)s` in them."""
    return translations(language).ngettext(one, many, num) % {"num": num}


def said(words: str, *, language: Language) -> Markup:
    """A sentence that the program has put together; in English where it has one, else marked as the Swedish it is."""
    translated = translations(language).gettext(words) if words else ""
    if language == "sv" or translated != words or not words:
        return escape(translated)
    return Markup('<span lang="sv">{}</span>').format(words)


@cache
def environment(language: Language) -> Environment:
    """The templates, compiled once for each language. Everything is escaped, and a missing name is an error."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters |= {
        "time": partial(time_element, language=language),
        "day": partial(day, language=language),
        "day_and_month": partial(day_and_month, language=language),
        "clock": partial(clock, language=language),
        "markdown": markup,
        "said": partial(said, language=language),
    }
    # The notices are Swedish on every page; where the page is not, their words say so.
    made.globals |= {
        "language": language,
        "sv": Markup("" if language == "sv" else ' lang="sv"'),
        "_": partial(say, language),
        "ngettext": partial(say_many, language),
    }
    return made


def render(language: Language, template: str, **values: Any) -> str:
    """A template's HTML."""
    return environment(language).get_template(template).render(values)


@lru_cache(maxsize=4096)
def _in_words(day: date, pattern: str, language: Language) -> str:
    return format_date(day, pattern, locale="sv" if language == "sv" else "en_GB")


def day(moment: datetime, language: Language) -> str:
    """Its date in Stockholm: torsdag 23 januari 2020."""
    return _in_words(day_of(moment), "EEEE d MMMM y", language)


def weekday(moment: datetime, language: Language) -> str:
    """torsdag 23 januari."""
    return _in_words(day_of(moment), "EEEE d MMMM", language)


def short_day(moment: datetime, language: Language) -> str:
    """tors 23 jan."""
    return _in_words(day_of(moment), "EEE d MMM", language)


def day_and_month(moment: datetime, language: Language) -> str:
    """23 januari."""
    return _in_words(day_of(moment), "d MMMM", language)


def month(day: date, language: Language) -> str:
    """januari 2020."""
    return _in_words(day, "MMMM y", language)


def clock(moment: datetime, language: Language) -> str:
    """Its time in Stockholm: kl 06.12, or 06:12."""
    local = moment.astimezone(STOCKHOLM)
    return f"{local:%H:%M}" if language == "en" else f"kl {local:%H.%M}"


def day_and_clock(moment: datetime, language: Language, *, dated: bool = False) -> str:
    """torsdag 23 januari 2020 kl 06.12; the date alone where only that is known."""
    if dated:
        return day(moment, language)
    return f"{day(moment, language)}{', ' if language == 'en' else ' '}{clock(moment, language)}"


def stamp(moment: datetime, *, dated: bool = False) -> str:
    """For machines, in Stockholm's time: 2020-01-23T06:12:00+01:00, or the date alone."""
    local = moment.astimezone(STOCKHOLM)
    return local.date().isoformat() if dated else local.isoformat(timespec="seconds")


@lru_cache(maxsize=4096)
def time_element(moment: datetime, dated: bool = False, *, language: Language) -> Markup:
    """A <time>, in words for people and exact for machines."""
    words = day_and_clock(moment, language, dated=dated)
    return Markup('<time datetime="{}">{}</time>').format(stamp(moment, dated=dated), words)


@lru_cache(maxsize=1024)
def markup(text: str, top: int = 3) -> Markup:
    """Markdown as HTML; its headings begin at level `top`. Kept, as a notice stands on several pages."""
    return Markup(markdown.render(text, top=top))


@lru_cache(maxsize=1024)
def excerpt(text: str, longest: int = 300) -> str:
    """The first paragraph of a Markdown text, as plain words, cut between words where it is long."""
    words = " ".join(markdown.plain(text.strip().split("\n\n", 1)[0]).split())
    if len(words) <= longest:
        return words
    return words[:longest].rsplit(" ", 1)[0].rstrip(" ,.;:–") + " …"
