"""What operators read of deliveries, in both languages."""

from enum import StrEnum

from models.delivery import BroadcastEnd, Cause, State
from models.registration import Channel
from notices.service import Language, Text

_SAID: tuple[tuple[StrEnum, Text], ...] = (
    (State.PENDING, Text(sv="Väntar", en="Waiting")),
    (State.SENDING, Text(sv="Sänds", en="Being sent")),
    (State.UNKNOWN, Text(sv="Okänt", en="Unknown")),
    (State.ACCEPTED, Text(sv="Mottaget av leverantören", en="Accepted by the provider")),
    (State.REFUSED, Text(sv="Nekat av leverantören", en="Refused by the provider")),
    (State.DROPPED, Text(sv="Inte sänt", en="Not sent")),
    (State.GIVEN_UP, Text(sv="Uppgivet", en="Given up")),
    (Cause.DAY_BEFORE, Text(sv="Påminnelse dagen före", en="Reminder the day before")),
    (Cause.START, Text(sv="Påminnelse vid start", en="Reminder at the start")),
    (Cause.END, Text(sv="Påminnelse vid slut", en="Reminder at the end")),
    (Cause.FAREWELL, Text(sv="Sista utskicket", en="Farewell")),
    (BroadcastEnd.SENT, Text(sv="Sänt till alla", en="Sent to all")),
    (BroadcastEnd.SUPERSEDED, Text(sv="Ersatt av ett nyare utskick", en="Replaced by a newer one")),
    (BroadcastEnd.UNTRUE, Text(sv="Gällde inte längre", en="No longer true")),
    (BroadcastEnd.EXPIRED, Text(sv="För gammalt", en="Too old")),
    (BroadcastEnd.CLOSED, Text(sv="Kanalen är stängd", en="The channel is closed")),
    (Channel.SMS, Text(sv="sms", en="SMS")),
    (Channel.MAIL, Text(sv="e-post", en="e-mail")),
    (Channel.WEBHOOK, Text(sv="webhook", en="webhook")),
)
# By type and member: Cause.END and Act.END are equal as texts, and are not the same word.
_WORDS = {(type(term), term): text for term, text in _SAID}


def said(term: State | Cause | BroadcastEnd | Channel, language: Language = "sv") -> str:
    """The word that an operator sees. Raises KeyError for Cause.ACT, of which the act itself is shown."""
    return _WORDS[type(term), term].in_(language)
