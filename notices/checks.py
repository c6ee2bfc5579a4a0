"""What a notice must be before it can be published, and which acts its state allows. Pure."""

from dataclasses import replace

from models.content import Content
from models.notice import Notice
from models.terms import ENDED, INCIDENT_STATUSES, PLANNED_STATUSES, Act, Kind, Status
from notices.errors import IllegalAct, InvalidNotice
from notices.service import Service

LONGEST_TITLE = 200
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
    if len(content.title) > LONGEST_TITLE:
        raise InvalidNotice(f"Rubriken har {len(content.title)} tecken; högst {LONGEST_TITLE} får plats. Korta den.")
    _check_codes("Sidan", (content.section,), tuple(service.sections))
    _check_codes("Förmånen", content.benefits, tuple(service.benefits))
    _check_codes("Funktionen", content.operations, tuple(service.operations))
    if content.status and content.status not in allowed_statuses(content.kind):
        raise InvalidNotice(f"Status {content.status.value} passar inte en notis av typen {content.kind or 'okänd'}.")


def _check_codes(what: str, codes: tuple[str, ...], known: tuple[str, ...]) -> None:
    for code in codes:
        if code not in known:
            raise InvalidNotice(f"{what} {code!r} finns inte. Välj bland: {', '.join(known)}.")


def check_act(act: Act, notice: Notice) -> None:
    """Raise IllegalAct, with the reason, where the notice's state does not allow the act."""
    if notice.withdrawn_at:
        raise IllegalAct("Notisen är indragen och kan inte ändras. Publicera en ny notis.")
    if notice.published_at is None:
        raise IllegalAct("Notisen är inte publicerad än.")
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
        raise InvalidNotice(f"Status {status.value} passar inte en notis av typen {content.kind or 'okänd'}.")
    if content.status in ENDED and status not in ENDED:
        raise IllegalAct("Notisen är avslutad. Publicera en ny notis om felet är tillbaka.")
