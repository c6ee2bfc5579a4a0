"""The pages that answer whoever signs up for mail, or wants no more of it. Each is of the moment."""

from dataclasses import dataclass

from notices.clock import midnight
from notices.site.document import Document
from notices.site.frame import Frame
from notices.site.pages.layout import Head, draw
from notices.site.rendering import day, say


@dataclass(frozen=True, slots=True)
class Entered:
    """The form as it was filled in, and what is wrong with it."""

    entered: str
    shared: bool
    trouble: str


@dataclass(frozen=True, slots=True)
class _Answer:
    """What a page says; then a button that does what it asks about, or the form again."""

    title: str
    words: tuple[str, ...]
    button: str = ""
    form: Entered | None = None


def wrong_address(frame: Frame, entered: str, *, shared: bool) -> Document:
    language = frame.language
    trouble = say(language, "Det är ingen e-postadress. Skriv den som namn@myndighet.example.")
    answer = _Answer(say(language, "Anmäl e-post"), (), form=Entered(entered, shared, trouble))
    return _draw(frame, "/prenumerera", answer)


def sent(frame: Frame) -> Document:
    """The same whether the address is known or not: only its mailbox is told which."""
    language = frame.language
    words = (
        say(
            language,
            "Vi skickar ett brev till adressen. Öppna länken i det och tryck på knappen, så börjar e-posten komma.",
        ),
        say(language, "Länken gäller i 48 timmar. Kommer inget brev, se efter bland skräpposten."),
        say(language, "Till en och samma adress skickar vi högst tre sådana brev om dygnet."),
    )
    return _draw(frame, "/prenumerera/skickat", _Answer(say(language, "Titta i din e-post"), words))


def too_many(frame: Frame) -> Document:
    language = frame.language
    words = (say(language, "Härifrån har många adresser anmälts den senaste timmen. Vänta en timme och försök igen."),)
    return _draw(frame, "/prenumerera", _Answer(say(language, "Vänta en stund"), words))


def not_reached(frame: Frame, path: str) -> Document:
    language = frame.language
    words = (say(language, "Databasen kan inte nås just nu, och inget har sparats. Försök igen om en stund."),)
    return _draw(frame, path, _Answer(say(language, "Det gick inte just nu"), words))


def closed(frame: Frame) -> Document:
    """The channel is no longer offered."""
    language, about = frame.language, frame.service.service
    until = frame.mail.until if frame.mail else None
    last = say(language, "Sista dagen med e-post var %(day)s.", day=day(midnight(until), language)) if until else ""
    how = say(language, "Skicka %(word)s till %(code)s, så får du sms.", word=about.keyword, code=about.short_code)
    answer = _Answer(say(language, "E-posten har upphört"), tuple(filter(None, (last, how))))
    return _draw(frame, "/prenumerera", answer)


def bad_link(frame: Frame, path: str) -> Document:
    language = frame.language
    words = (
        say(language, "Den är för gammal eller inte hel. Inget har ändrats."),
        say(language, "Vill du få ett nytt brev fyller du i formuläret under Prenumerera."),
    )
    return _draw(frame, path, _Answer(say(language, "Länken gäller inte"), words))


def asks_to_confirm(frame: Frame, path: str, mailbox: str) -> Document:
    language = frame.language
    words = (say(language, "Det gäller %(mailbox)s.", mailbox=mailbox),)
    title = say(language, "Vill du få driftinformation som e-post?")
    return _draw(frame, path, _Answer(title, words, say(language, "Ja, börja")))


def confirmed(frame: Frame, path: str, mailbox: str) -> Document:
    language = frame.language
    words = (
        say(language, "Nu får %(mailbox)s e-post när något händer.", mailbox=mailbox),
        say(language, "I varje brev finns en länk för att sluta."),
    )
    return _draw(frame, path, _Answer(say(language, "Klart"), words))


def asks_to_leave(frame: Frame, path: str, mailbox: str, *, shared: bool) -> Document:
    language = frame.language
    which = say(language, "Det gäller %(mailbox)s.", mailbox=mailbox)
    asks = say(language, "Brevlådan är delad. När du trycker på knappen får den ett brev som frågar om ni vill sluta.")
    answer = _Answer(
        say(language, "Vill du sluta få e-post?"),
        (which, asks) if shared else (which,),
        say(language, "Skicka frågan") if shared else say(language, "Ja, sluta"),
    )
    return _draw(frame, path, answer)


def asks_to_end(frame: Frame, path: str, mailbox: str) -> Document:
    language = frame.language
    words = (say(language, "Det gäller %(mailbox)s.", mailbox=mailbox),)
    return _draw(frame, path, _Answer(say(language, "Vill du sluta få e-post?"), words, say(language, "Ja, sluta")))


def left(frame: Frame, path: str) -> Document:
    """Now, or before: it makes no difference to whoever asks."""
    language, about = frame.language, frame.service.service
    words = (
        say(language, "Brevlådan får ingen mer e-post om %(subject)s.", subject=about.subject.in_(language)),
        say(language, "Du kan anmäla den igen under Prenumerera."),
    )
    return _draw(frame, path, _Answer(say(language, "E-posten är avslutad"), words))


def asked_mailbox(frame: Frame, path: str) -> Document:
    language = frame.language
    words = (
        say(language, "Brevlådan är delad, och får nu ett brev med en länk."),
        say(language, "Först när någon öppnar länken och trycker på knappen där slutar e-posten komma."),
    )
    return _draw(frame, path, _Answer(say(language, "Vi frågar brevlådan"), words))


def _draw(frame: Frame, path: str, answer: _Answer) -> Document:
    head = Head(
        path=path,
        title=answer.title,
        description=answer.title,
        modified=frame.snapshot.changed_at,
        nav="subscribe",
        indexed=False,
    )
    return draw(frame, "mail_answer.html", head, answer=answer)
