"""The field's words as people read and write them, in both languages."""

import unicodedata
from enum import StrEnum
from typing import TypeVar

from models.terms import Act, Environment, Expect, Impact, Kind, Reminder, Status
from notices.errors import InvalidNotice
from notices.service import Language, Term, Text

_SAID: tuple[tuple[StrEnum, Text], ...] = (
    (Kind.INCIDENT, Text(sv="Akut", en="Unplanned")),
    (Kind.PLANNED, Text(sv="Planerat", en="Planned")),
    (Kind.RELEASE, Text(sv="Release", en="Release")),
    (Kind.CERTIFICATE, Text(sv="Certifikat", en="Certificate")),
    (Kind.INFORMATION, Text(sv="Information", en="Information")),
    (Impact.OUTAGE, Text(sv="Driftstopp", en="Outage")),
    (Impact.WRONG_INFORMATION, Text(sv="Felaktig information", en="Wrong information")),
    (Impact.DISRUPTION, Text(sv="Driftstörning", en="Disruption")),
    (Impact.DELAY, Text(sv="Försening", en="Delay")),
    (Impact.INFORMATION, Text(sv="Information", en="Information")),
    (Status.INVESTIGATING, Text(sv="Felsökning", en="Investigating")),
    (Status.FIX_PLANNED, Text(sv="Rättning planerad", en="Fix planned")),
    (Status.MONITORING, Text(sv="Under uppföljning", en="Monitoring")),
    (Status.RESOLVED, Text(sv="Åtgärdad", en="Resolved")),
    (Status.PLANNED, Text(sv="Planerad", en="Planned")),
    (Status.IN_PROGRESS, Text(sv="Pågående", en="In progress")),
    (Status.COMPLETED, Text(sv="Avslutad", en="Completed")),
    (Status.CANCELLED, Text(sv="Inställd", en="Cancelled")),
    (Status.VERIFIED, Text(sv="Bekräftad i första körningen", en="Verified in the first run")),
    (Environment.PRODUCTION, Text(sv="Produktion", en="Production")),
    (Environment.TEST, Text(sv="Test", en="Test")),
    (Reminder.DAY_BEFORE, Text(sv="Dagen före", en="The day before")),
    (Reminder.START, Text(sv="Vid start", en="At the start")),
    (Reminder.END, Text(sv="Vid slut", en="At the end")),
    (Expect.SURGE, Text(sv="Fler ändringar än vanligt", en="More changes than usual")),
    (Expect.FREEZE, Text(sv="Färre eller inga ändringar", en="Few or no changes")),
    (Expect.INTAKE_CLOSED, Text(sv="Stängd mottagning", en="Closed intake")),
    (Act.PUBLISH, Text(sv="Publicerad", en="Published")),
    (Act.UPDATE, Text(sv="Uppdatering", en="Update")),
    (Act.CORRECT, Text(sv="Rättelse", en="Correction")),
    (Act.RESCHEDULE, Text(sv="Flyttad", en="Rescheduled")),
    (Act.CANCEL, Text(sv="Inställd", en="Cancelled")),
    (Act.END, Text(sv="Avslutad", en="Ended")),
    (Act.WITHDRAW, Text(sv="Indragen", en="Withdrawn")),
    (Act.JOIN, Text(sv="Hör ihop", en="Joined")),
    (Act.VERIFY, Text(sv="Bekräftad", en="Verified")),
    (Act.REOPEN, Text(sv="Öppnad igen", en="Reopened")),
)

# Other words by which the page, or a person in a hurry, says the same.
_SAID_ALSO: tuple[tuple[StrEnum, tuple[str, ...]], ...] = (
    (Kind.INCIDENT, ("Incident", "Störning")),
    (Kind.PLANNED, ("Planerad", "Planerat arbete")),
    (Status.IN_PROGRESS, ("Pågår",)),
    (Status.RESOLVED, ("Åtgärdat",)),
    (Status.COMPLETED, ("Avslutat", "Klart")),
    (Status.CANCELLED, ("Inställt",)),
    (Status.VERIFIED, ("Bekräftad", "Verifierad")),
    (Reminder.DAY_BEFORE, ("Dagen innan",)),
    (Reminder.END, ("Slut",)),
)
# By type and member: Kind.PLANNED and Status.PLANNED are equal as texts, and are not the same word.
_WORDS = {(type(term), term): text for term, text in _SAID}
_ALSO = {(type(term), term): words for term, words in _SAID_ALSO}

NOTHING_TO_DO = "Ni behöver inte göra något."
_NOTHING_TO_DO = frozenset(
    f"{who} behöver inte göra {what}" for who in ("ni", "du", "mottagaren") for what in ("något", "någonting")
) | {"inget", "ingenting"}

_Chosen = TypeVar("_Chosen", bound=StrEnum)


def label(term: StrEnum, language: Language = "sv") -> str:
    """The word that a reader sees."""
    return _WORDS[type(term), term].in_(language)


def read_enum(kind: type[_Chosen], text: str, field: str) -> _Chosen:
    """A value as the page shows it, in either language, or as the code names it.

    Raises InvalidNotice that lists what can be written.
    """
    for member in kind:
        said = _WORDS[kind, member]
        names = (member.value, member.name, said.sv, said.en, *_ALSO.get((kind, member), ()))
        if _folded(text) in map(_folded, names):
            return member
    raise InvalidNotice(f"{field}: {text!r} finns inte. Skriv något av: {', '.join(label(m) for m in kind)}.")


def read_term(terms: dict[str, Term], text: str, field: str) -> str:
    """The code of a benefit or an operation, written as its code or by its name in either language."""
    for code, term in terms.items():
        if _folded(text) in map(_folded, (code, term.name.sv, term.name.en)):
            return code
    known = ", ".join(f"{code} ({term.name.sv})" for code, term in terms.items())
    raise InvalidNotice(f"{field}: {text!r} finns inte. Skriv något av: {known}.")


def asks_for_something(action: str | None) -> bool | None:
    """Whether what a notice says that the subscriber must do is anything at all; None where nothing is said of it.

    It is nothing only where the words are those for nothing and no others: advice that holds for some is something.
    """
    if not action or not action.strip():
        return None
    return _folded(action).rstrip(".") not in _NOTHING_TO_DO


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text).strip().casefold().replace("_", " ").replace("-", " ")
