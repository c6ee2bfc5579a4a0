"""The text of an entry: as HTML whose addresses are whole, and as a few words without markup."""

from functools import lru_cache
from html import escape

from lxml import etree
from lxml.html import fragment_fromstring

from models.content import Content, Update
from models.when import When
from notices import markdown
from notices.service import Service, Term
from notices.site.published import Published
from notices.site.wording import ACTION, fit, one_line, withdrawal, written
from notices.timing import describe
from notices.vocabulary import label

_SUMMARY = 400
# The same text stands in the feed of all and of its section, and an update in its notice's entry, too.
_KEPT = 1024


def html(service: Service, page: str, notice: Published, update: Update | None = None) -> str:
    """The whole of a notice with its time line, newest first, or one update. A withdrawn text is not repeated.

    `page` is the address of the notice's page.
    """
    if notice.withdrawn_at:
        return f"<p>{escape(withdrawal(notice))}</p>"
    return _of_update(page, notice, update) if update else _of_notice(service, page, notice)


def summary(notice: Published, update: Update | None = None) -> str:
    """Plain text on one line: what the subscriber must do, then the beginning of the text."""
    if notice.withdrawn_at:
        return withdrawal(notice)
    content = notice.content
    if update:
        text = _plain(update.body) or (label(update.status) + "." if update.status else "")
    else:
        text = (f"{ACTION}: {content.action} " if content.action else "") + _plain(content.body)
    return _cut(one_line(text))


def _cut(text: str) -> str:
    """The beginning of a text, up to a space, with a sign that there is more."""
    return text if len(text) <= _SUMMARY else text[:_SUMMARY].rpartition(" ")[0] + " …"


def _of_notice(service: Service, page: str, notice: Published) -> str:
    content = notice.content
    updates = "".join(
        f"<h3>{escape(_heading(update))}</h3>{rendered(update.body, 4, page)}" for update in reversed(content.updates)
    )
    return _facts(service, content) + rendered(content.body, 3, page) + updates


def _of_update(page: str, notice: Published, update: Update) -> str:
    status = _list([("Status", label(update.status))]) if update.status else ""
    whole = f'<p>Hela notisen: <a href="{escape(page)}">{escape(one_line(notice.content.title))}</a></p>'
    return status + rendered(update.body, 3, page) + whole


def _heading(update: Update) -> str:
    when = written(update.at, dated=update.dated)
    return f"Uppdatering {when}" + (f": {label(update.status)}" if update.status else "")


def _facts(service: Service, content: Content) -> str:
    """What a reader asks first; only what was stated."""
    times = (("Tid", content.time), ("Väntas klart", content.expected_end), ("Nästa besked", content.next_word))
    terms = (("Påverkan", content.impact), ("Status", content.status), ("Miljö", content.environment))
    return _list(
        [
            (ACTION, content.action or ""),
            *((name, _shown(time) if time else "") for name, time in times),
            ("Berörda förmåner", _names(service.benefits, content.benefits)),
            ("Berörda funktioner", _names(service.operations, content.operations)),
            *((name, label(term) if term else "") for name, term in terms),
        ]
    )


def _shown(time: When) -> str:
    """As written, and what that means: a feed is read on another day than it was written."""
    meaning = describe(time, "sv")
    return time.text if meaning == time.text else f"{time.text} ({meaning})"


def _names(terms: dict[str, Term], codes: tuple[str, ...]) -> str:
    return ", ".join(terms[code].name.sv for code in codes)


def _list(facts: list[tuple[str, str]]) -> str:
    items = (f"<li><strong>{name}:</strong> {escape(one_line(value))}</li>" for name, value in facts if value)
    return f"<ul>{''.join(items)}</ul>" if any(value for _, value in facts) else ""


@lru_cache(_KEPT)
def rendered(text: str, top: int, page: str) -> str:
    """Markdown as HTML. A feed is read elsewhere, so an address within the site is made whole."""
    root = fragment_fromstring(markdown.render(fit(text), top), create_parent="div")
    root.make_links_absolute(page)
    return "".join(etree.tostring(child, encoding="unicode", method="html") for child in root)


@lru_cache(_KEPT)
def _plain(text: str) -> str:
    return one_line(markdown.plain(fit(text)))
