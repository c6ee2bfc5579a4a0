"""How a notice stands, in one word beside its sign."""

from models.terms import Kind, Status
from notices.service import Language, Text
from notices.site.board import Phase, Sign
from notices.site.published import Published
from notices.site.rendering import say
from notices.vocabulary import label

SIGN_WORDS = {
    Sign.WORKS: Text(sv="Fungerar", en="Works"),
    Sign.LATE: Text(sv="Försening", en="Delay"),
    Sign.FAULT: Text(sv="Fel", en="Fault"),
    Sign.STOPPED: Text(sv="Stopp", en="Stopped"),
    Sign.PLANNED: Text(sv="Planerat", en="Planned"),
}
TROUBLE = frozenset({Sign.LATE, Sign.FAULT, Sign.STOPPED})


def calm(language: Language) -> str:
    """The sentence for when nothing is wrong."""
    return say(language, "Inga kända störningar just nu.")


def state(notice: Published, at: Phase, sign: Sign | None, language: Language) -> str:
    """The words beside the sign; empty where nothing is known of how the notice stands."""
    status = notice.content.status
    if at is Phase.WITHDRAWN:
        return say(language, "Indragen")
    if at is Phase.OVER and status:
        return label(status, language)
    if at is Phase.PASSED:
        return say(language, "Den planerade tiden har gått")
    if sign is None:
        return ""
    return ", ".join(filter(None, (SIGN_WORDS[sign].in_(language), _course(notice, at, language))))


def _course(notice: Published, at: Phase, language: Language) -> str:
    """How far it has come. A planned window goes on by the clock, whatever its status still says."""
    if at is not Phase.ONGOING:
        return ""
    is_incident = notice.content.kind is Kind.INCIDENT
    return label((is_incident and notice.content.status) or Status.IN_PROGRESS, language).lower()
