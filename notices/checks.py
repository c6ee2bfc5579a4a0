"""What a notice must be before it can be published, and which acts its state allows. Pure."""

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

from models.content import Content
from models.notice import Notice
from models.terms import DELIVERED, ENDED, INCIDENT_STATUSES, PLANNED_STATUSES, Act, Impact, Kind, Reminder, Status
from notices.errors import IllegalAct, InvalidNotice
from notices.personal_numbers import personal_numbers
from notices.service import Service
from notices.vocabulary import label

LONGEST_TITLE = 200
LONGEST_LINE = 2_000  # an action, a reason
LONGEST_TEXT = 30_000  # a body, an update
_WHILE_WAITING = frozenset({Act.CORRECT, Act.WITHDRAW})
# Signs that turn the direction of the text round them, up to the end of the page.
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
PLANNED_KINDS = frozenset({Kind.PLANNED, Kind.RELEASE, Kind.CERTIFICATE})


def allowed_statuses(kind: Kind | None) -> tuple[Status, ...]:
    """The statuses that a notice of this kind can have."""
    if kind is Kind.INCIDENT:
        return INCIDENT_STATUSES
    return PLANNED_STATUSES if kind in PLANNED_KINDS else ()


def with_first_status(content: Content) -> Content:
    """A new incident is being looked into, a new planned event is planned, unless the author says else."""
    if content.status is None and content.kind is Kind.INCIDENT:
        return replace(content, status=Status.INVESTIGATING)
    if content.status is None and (content.kind is Kind.PLANNED or (content.kind in PLANNED_KINDS and content.time)):
        return replace(content, status=Status.PLANNED)
    return content


def check_content(content: Content, service: Service) -> None:
    """Raise InvalidNotice, naming the field, where the notice cannot be published as it is."""
    for _, check in _content_checks(content, service):
        check()


def content_problems(content: Content, service: Service) -> dict[str, str]:
    """What `check_content` would refuse, in Swedish by the name of the field: all of it, not the first alone."""
    found: dict[str, str] = {}
    for field, check in _content_checks(content, service):
        try:
            check()
        except InvalidNotice as error:
            found.setdefault(field, str(error))
    return found


def _content_checks(content: Content, service: Service) -> Iterator[tuple[str, Callable[[], None]]]:
    yield "title", partial(_check_title, content.title)
    yield "body", partial(check_text, "Texten", content.body, LONGEST_TEXT)
    yield "action", partial(check_text, "action", content.action or "", LONGEST_LINE)
    yield "section", partial(_check_codes, "Sidan", (content.section,), tuple(service.sections))
    yield "benefits", partial(_check_codes, "Förmånen", content.benefits, tuple(service.benefits))
    yield "operations", partial(_check_codes, "Funktionen", content.operations, tuple(service.operations))
    yield "status", partial(_check_status, content)
    yield "reminders", partial(_check_reminders, content)
    yield "expects", partial(_check_expects, content)


def _check_title(title: str) -> None:
    if not title.strip():
        raise InvalidNotice("Rubrik saknas. Skriv vad som har hänt i en mening.")
    check_text("Rubriken", title, LONGEST_TITLE, breaks=False)


def _check_status(content: Content) -> None:
    if content.status and content.status not in allowed_statuses(content.kind):
        raise _unfit(content, content.status)


def _check_reminders(content: Content) -> None:
    """Nobody is reminded of what has no such moment."""
    time = content.time
    if content.reminders and (content.kind not in PLANNED_KINDS or time is None):
        raise InvalidNotice("reminders: bara något planerat som har en tid (time) kan påminnas om.")
    has_end = content.expected_end or (time and time.end and time.end != time.start)
    if Reminder.END in content.reminders and not has_end:
        raise InvalidNotice(
            "reminders: tiden har inget slut. Ange det i time eller expected_end, eller ta bort Vid slut."
        )
    if time and time.start is None and set(content.reminders) - {Reminder.END}:
        raise InvalidNotice("reminders: tiden har ingen början. Ange den i time, eller påminn bara Vid slut.")


def _check_expects(content: Content) -> None:
    """What is expected is expected at a time, or the rest of all time would be silent."""
    end = content.expected_end or content.time
    if content.expects and (content.kind not in PLANNED_KINDS or not (content.time and content.time.start)):
        raise InvalidNotice("expects: bara något planerat som har en tid (time) med en början kan ha något väntat.")
    if content.expects and not (end and end.end):
        raise InvalidNotice("expects: tiden har inget slut. Ange det i time eller expected_end.")


def _unfit(content: Content, status: Status) -> InvalidNotice:
    kind = label(content.kind) if content.kind else "okänd"
    fit = ", ".join(map(label, allowed_statuses(content.kind))) or "ingen"
    return InvalidNotice(f"Status {label(status)} passar inte en notis av typen {kind}. Här passar: {fit}.")


def check_text(what: str, text: str, longest: int, *, breaks: bool = True) -> None:
    """Raise InvalidNotice where a text is too long, or has a personal number or signs that cannot be seen."""
    if len(text) > longest:
        raise InvalidNotice(f"{what} har {len(text)} tecken; högst {longest} får plats. Korta.")
    if next(personal_numbers(text), None):
        raise InvalidNotice(f"{what} innehåller ett personnummer. Ta bort det: en publicerad text kan inte raderas.")
    allowed = "\n\t" if breaks else ""
    for sign in text:
        if sign in _TURNING or (unicodedata.category(sign) == "Cc" and sign not in allowed):
            raise InvalidNotice(f"{what} har ett styrtecken som inte syns (U+{ord(sign):04X}). Ta bort det.")


def _check_codes(what: str, codes: tuple[str, ...], known: tuple[str, ...]) -> None:
    for code in codes:
        if code not in known:
            raise InvalidNotice(f"{what} {code!r} finns inte. Välj bland: {', '.join(known)}.")


def check_act(act: Act, notice: Notice) -> None:
    """Raise IllegalAct, with the reason, where the notice's state does not allow the act."""
    if notice.withdrawn_at:
        raise IllegalAct("Notisen är indragen och kan inte ändras. Publicera en ny notis.")
    if notice.published_at is None and act not in _WHILE_WAITING:
        raise IllegalAct("Notisen är inte publicerad än. Den kan rättas eller dras in.")
    reason = _RULES.get(act, _nothing)(notice.current.content)
    if reason:
        raise IllegalAct(reason)


def _nothing(content: Content) -> str | None:
    return None


def _not_cancelled(content: Content) -> str | None:
    return "Händelsen är inställd; rätta notisen eller publicera en ny." if content.status is Status.CANCELLED else None


def _movable(content: Content) -> str | None:
    if content.kind not in PLANNED_KINDS:
        return "Bara något planerat kan flyttas eller ställas in."
    if content.status in ENDED:
        return "Händelsen är redan avslutad eller inställd."
    return None


def _endable(content: Content) -> str | None:
    if not allowed_statuses(content.kind):
        return "Notisen har inget förlopp som kan avslutas. Dra in den om den inte ska gälla."
    return "Notisen är redan avslutad." if content.status in ENDED else None


def _verifiable(content: Content) -> str | None:
    if content.status is Status.VERIFIED:
        return "Notisen är redan bekräftad."
    if content.status not in DELIVERED:
        return "Avsluta notisen först. Den bekräftas när den första körningen har visat att allt fungerar."
    return None


def _reopenable(content: Content) -> str | None:
    if content.kind is not Kind.INCIDENT or content.status not in ENDED:
        return "Bara ett fel som är avslutat kan öppnas igen. Uppdatera notisen eller publicera en ny."
    return None


_RULES = {
    Act.UPDATE: _not_cancelled,
    Act.RESCHEDULE: _movable,
    Act.CANCEL: _movable,
    Act.END: _endable,
    Act.VERIFY: _verifiable,
    Act.REOPEN: _reopenable,
}


def closed_operations(content: Content) -> tuple[str, ...]:
    """The operations that an outage has closed: whoever ends it, or opens it again, answers for each of them."""
    return content.operations if content.impact is Impact.OUTAGE else ()


def check_status_move(content: Content, status: Status | None) -> None:
    """Raise where an update's new status does not fit the notice."""
    if status is None:
        return
    if status not in allowed_statuses(content.kind):
        raise _unfit(content, status)
    if content.status in ENDED and status not in ENDED:
        raise IllegalAct("Notisen är avslutad. Öppna den igen om felet är tillbaka.")
    if status is Status.VERIFIED and (reason := _verifiable(content)):
        raise IllegalAct(reason)
    if status in ENDED and content.status not in ENDED and closed_operations(content):
        raise IllegalAct("Notisen gäller ett driftstopp. Avsluta den, och säg vad som gäller för varje funktion.")
