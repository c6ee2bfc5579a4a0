"""A notice as a mail: the facts that its page has, in the order in which a hurried reader needs them."""

from collections.abc import Iterator
from dataclasses import dataclass

from models.content import Content, Update
from models.terms import ENDED, Act, Environment
from models.when import When
from notices.channels.mail.rendering import render
from notices.channels.mail.words import Words
from notices.markdown import plain
from notices.service import Service, Term
from notices.timing import gloss
from notices.vocabulary import label

ACTION = "Det här behöver ni göra"
MORE = "Hela notisen:"
_AS_WRITTEN_NOW = frozenset({Act.PUBLISH, Act.CORRECT})


@dataclass(frozen=True, slots=True)
class Told:
    """What a mail says of a notice. `news`, `action` and `body` are Markdown; empty is what there is none of."""

    test: str
    lead: str
    title: str
    news: str
    facts: tuple[tuple[str, str], ...]
    action: str
    body: str
    address: str


def compose(
    content: Content,
    act: Act,
    *,
    service: Service,
    address: str,
    update: Update | None = None,
    reason: str = "",
) -> Words:
    """Say in Swedish what was done to a notice. The arguments are those of an SMS (`sms_text.compose`).

    The subject is the same for all words of a notice, as most mailboxes keep those together that share it. What is
    new stands first in the text, which they show beside the subject.
    """
    news = update.body if update else reason
    told = _told(content, act, service, address, lead=_lead(content, act, update), news=news)
    test = "TEST: " if told.test else ""
    html = render("notice.html", told=told, action_label=ACTION, more=MORE)
    return Words(f"[{service.service.name}] {test}{told.title}", _text(told), html)


def _told(content: Content, act: Act, service: Service, address: str, *, lead: str, news: str) -> Told:
    over = act is Act.WITHDRAW or content.status in ENDED
    return Told(
        test="Det här gäller testmiljön." if content.environment is Environment.TEST else "",
        lead=lead,
        title=" ".join(content.title.split()),
        news=news,
        facts=() if act is Act.WITHDRAW else tuple(_facts(content, service, over=over)),
        action="" if over else content.action or "",
        body=content.body if act in _AS_WRITTEN_NOW else "",
        address=address,
    )


def _lead(content: Content, act: Act, update: Update | None) -> str:
    """What sort of word it is: of a new notice its kind and impact, else what was done, and how it stands now."""
    if act is Act.PUBLISH:
        return ", ".join(label(term) for term in (content.kind, content.impact) if term)
    if act is Act.END and content.status:
        return label(content.status)
    status = update.status if act is Act.UPDATE and update else None
    return ": ".join(label(term) for term in (act, status) if term)


def _facts(content: Content, service: Service, *, over: bool) -> Iterator[tuple[str, str]]:
    times = ("Tid", content.time), *(() if over else _promises(content))
    yield from ((name, _time(when)) for name, when in times if when)
    concerned = (
        ("Berörda förmåner", content.benefits, service.benefits),
        ("Berörda funktioner", content.operations, service.operations),
    )
    yield from ((name, _names(codes, terms)) for name, codes, terms in concerned if codes)


def _promises(content: Content) -> tuple[tuple[str, When | None], ...]:
    return ("Väntas klart", content.expected_end), ("Nästa besked", content.next_word)


def _time(when: When) -> str:
    """As it was written, with the date that "i natt" leaves out: a mail is read later, too."""
    missing = gloss(when, "sv")
    return f"{when.text} ({missing})" if missing else when.text


def _names(codes: tuple[str, ...], terms: dict[str, Term]) -> str:
    return ", ".join(terms[code].name.sv for code in codes)


def _text(told: Told) -> str:
    facts = "\n".join(f"{name}: {value}" for name, value in told.facts)
    action = f"{ACTION}:\n{plain(told.action)}" if told.action else ""
    parts = (told.lead, told.test, told.title, plain(told.news), facts, action, plain(told.body))
    return "\n\n".join((*filter(None, parts), f"{MORE} {told.address}"))
