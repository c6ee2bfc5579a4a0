"""What a notice must be before it can be published, and which acts its state allows. Pure."""

import unicodedata
from dataclasses import replace

from models.content import Content
from models.notice import Notice
from models.terms import ENDED, INCIDENT_STATUSES, PLANNED_STATUSES, Act, Kind, Status
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
    if not content.title.strip():
        raise InvalidNotice("Rubrik saknas. Skriv vad som har hänt i en mening.")
    check_text("Rubriken", content.title, LONGEST_TITLE, breaks=False)
    check_text("Texten", content.body, LONGEST_TEXT)
    check_text("action", content.action or "", LONGEST_LINE)
    _check_codes("Sidan", (content.section,), tuple(service.sections))
    _check_codes("Förmånen", content.benefits, tuple(service.benefits))
    _check_codes("Funktionen", content.operations, tuple(service.operations))
    if content.status and content.status not in allowed_statuses(content.kind):
        raise _unfit(content, content.status)


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


_RULES = {Act.UPDATE: _not_cancelled, Act.RESCHEDULE: _movable, Act.CANCEL: _movable, Act.END: _endable}


def check_status_move(content: Content, status: Status | None) -> None:
    """Raise where an update's new status does not fit the notice."""
    if status is None:
        return
    if status not in allowed_statuses(content.kind):
        raise _unfit(content, status)
    if content.status in ENDED and status not in ENDED:
        raise IllegalAct("Notisen är avslutad. Publicera en ny notis om felet är tillbaka.")
