"""What a message says of an act on a notice, piece by piece, in the order in which it is read."""

import re
from collections.abc import Iterator

from models.content import Content, Update
from models.terms import ENDED, Act, Kind, Status
from models.when import When
from notices.channels.sms_text.fitting import Piece, Rank, words_of
from notices.markdown import plain

_ENDS_A_SENTENCE = re.compile(r"[.!?:…][\"”’')\]]*$")
_FROM = re.compile(r"^(fr\.?\s?o\.?\s?m\.?|från och med|från|sedan)\s+", re.IGNORECASE)
# An action that is said to the reader ("Ni behöver inte göra något") needs no "Gör så här".
_TO_THE_READER = re.compile(r"(ni|du)\b", re.IGNORECASE)
MOST_OF_WHAT = 130
_LEADS = {
    Act.PUBLISH: "",
    Act.UPDATE: "Uppdatering:",
    Act.CORRECT: "Rättelse:",
    Act.RESCHEDULE: "Gäller:",
    Act.CANCEL: "Inställt:",
    Act.END: "Åtgärdat:",
    Act.WITHDRAW: "Indragen:",
    Act.VERIFY: "Bekräftat i första körningen:",
    Act.REOPEN: "Felet är tillbaka:",
}
_DONE = "Avslutat:"  # a planned event was no fault to put right
_OVER = frozenset({Act.CANCEL, Act.END, Act.WITHDRAW, Act.VERIFY})
_AS_WRITTEN_NOW = frozenset({Act.PUBLISH, Act.CORRECT})
# An update that carries one of these says the same as the act.
_SAYS = {
    Status.RESOLVED: Act.END,
    Status.COMPLETED: Act.END,
    Status.CANCELLED: Act.CANCEL,
    Status.VERIFIED: Act.VERIFY,
}


def pieces(content: Content, act: Act, update: Update | None, reason: str) -> tuple[Piece, ...]:
    """The pieces of one message. What an end or a cancellation has made untrue is not among them.

    Raises ValueError for an act of which nobody is told.
    """
    if act is Act.UPDATE and update and update.status:
        act = _SAYS.get(update.status, act)
    if act not in _LEADS:
        raise ValueError(f"nobody is told of the act {act!r}")
    news = update.body if update else reason
    return (*_what(content, act), *_news(content, act, news), *_still_true(content, act))


def _what(content: Content, act: Act) -> Iterator[Piece]:
    lead = _DONE if act is Act.END and content.status is Status.COMPLETED else _LEADS[act]
    if act is Act.RESCHEDULE and content.time:
        yield Piece(Rank.WHAT, "Ny tid:", words_of(sentence(content.time.text)), most=MOST_OF_WHAT)
    yield Piece(Rank.WHAT, lead, words_of(sentence(content.title)), most=MOST_OF_WHAT)
    if content.time and not _names(content.title, content.time):
        yield from _when(content, content.time, act)


def _names(title: str, time: When) -> bool:
    return time.text.casefold() in title.casefold()


def _when(content: Content, time: When, act: Act) -> Iterator[Piece]:
    """Since when, or when. An update does not say it again."""
    if act is Act.CANCEL:
        yield from whole(Rank.WHEN, "Skulle ha varit", time.text)
    elif act in _AS_WRITTEN_NOW:
        goes_on = content.kind is Kind.INCIDENT and time.end is None
        text = _FROM.sub("Sedan ", time.text) if goes_on else time.text
        yield from whole(Rank.WHEN, "", text[:1].upper() + text[1:])


def _news(content: Content, act: Act, news: str) -> Iterator[Piece]:
    """What the act adds; of a new notice its body, where no action tells the reader enough."""
    if act is Act.RESCHEDULE and content.time:
        news = news.removeprefix(f"Ny tid: {content.time.text}.")
    if act in _AS_WRITTEN_NOW and not news and not content.action:
        news = content.body
    words = words_of(_sentences(plain(news)))
    if words:
        yield Piece(Rank.NEWS, "", words)


def _still_true(content: Content, act: Act) -> Iterator[Piece]:
    over = act in _OVER or content.status in ENDED
    if not over or act in _AS_WRITTEN_NOW:
        yield from action(content)
    if content.expected_end and not over:
        yield from whole(Rank.EXPECTED_END, "Väntas klart", content.expected_end.text)
    if content.next_word and not over:
        yield from whole(Rank.NEXT_WORD, "Nästa besked", content.next_word.text)


def action(content: Content) -> Iterator[Piece]:
    """What the subscriber must do, if something was said of it."""
    words = words_of(_sentences(plain(content.action or "")))
    if words:
        yield Piece(Rank.ACTION, "" if _TO_THE_READER.match(words[0].text) else "Gör så här:", words)


def whole(rank: Rank, label: str, text: str) -> Iterator[Piece]:
    """A piece that is said to its end or not at all; none of an empty text."""
    words = words_of(sentence(text))
    if words:
        yield Piece(rank, label, words, whole=True)


def _sentences(text: str) -> str:
    """Paragraphs on one line, each ended."""
    return " ".join(sentence(paragraph) for paragraph in re.split(r"\n\s*\n", text))


def sentence(text: str) -> str:
    """The text, ended as a sentence."""
    text = text.strip()
    return text if not text or _ENDS_A_SENTENCE.search(text) else text + "."
