"""Every version of a notice, and what each changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from markupsafe import Markup

from models.content import Content, Update
from notices.site.diff import marked
from notices.site.document import Document
from notices.site.frame import Frame
from notices.site.pages.changes import said
from notices.site.pages.entries import entry
from notices.site.pages.facts import Fact, times, traits
from notices.site.pages.layout import Head, draw
from notices.site.published import Published, Version
from notices.site.rendering import day_and_clock, say
from notices.vocabulary import label


@dataclass(frozen=True, slots=True)
class Step:
    """One version: what was done, what differs from the one before (a label and the marked words), and the whole."""

    version: Version
    act: str
    changes: tuple[tuple[str, Markup], ...]
    facts: tuple[Fact, ...]


def versions(frame: Frame, notice: Published, versions: Sequence[Version]) -> Document:
    """The page at `/notiser/<slug>/versioner`; `versions` newest first."""
    one = entry(frame, notice)
    changed = said([notice], notice.changed_at)
    head = Head(
        path=f"/notiser/{notice.slug}/versioner",
        title=say(frame.language, "Versioner: %(title)s", title=one.title),
        description=say(frame.language, "Alla versioner av notisen, med det som har ändrats markerat."),
        modified=changed.at,
        changed=changed,
        nav=notice.content.section,
        section=frame.service.sections[notice.content.section],
        indexed=False,
        watched=True,
    )
    return draw(frame, "versions.html", head, one=one, steps=steps(frame, versions))


def steps(frame: Frame, versions: Sequence[Version]) -> list[Step]:
    """Each version beside the one before it, newest first as `versions` are."""
    return [_step(frame, version, earlier) for version, earlier in zip_longest(versions, versions[1:])]


def _step(frame: Frame, version: Version, earlier: Version | None) -> Step:
    content = version.content
    changes = _changes(frame, earlier.content, content) if earlier else ()
    facts = (*times(content, frame.language), *traits(content, frame.service, frame.language))
    return Step(version, label(version.act, frame.language), changes, facts)


def _changes(frame: Frame, before: Content, after: Content) -> tuple[tuple[str, Markup], ...]:
    old, new = _texts(frame, before), _texts(frame, after)
    names = list(dict.fromkeys((*new, *old)))
    pairs = ((name, old.get(name, ""), new.get(name, "")) for name in names)
    return tuple((name, marked(was, now)) for name, was, now in pairs if was.split() != now.split())


def _texts(frame: Frame, content: Content) -> dict[str, str]:
    """All that a reader is told, by its label."""
    language = frame.language
    facts = (*times(content, language), *traits(content, frame.service, language))
    return {
        say(language, "Rubrik"): content.title,
        say(language, "Sida"): frame.service.sections[content.section].title.in_(language),
        **{fact.label: fact.text for fact in facts},
        say(language, "Vad du behöver göra"): content.action or "",
        say(language, "Text"): content.body,
        **{_update_name(frame, update): update.body for update in content.updates},
    }


def _update_name(frame: Frame, update: Update) -> str:
    when = day_and_clock(update.at, frame.language, dated=update.dated)
    return say(frame.language, "Uppdatering %(number)s, %(when)s", number=update.number, when=when)
