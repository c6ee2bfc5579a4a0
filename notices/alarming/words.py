"""An alarm as it is told: one SMS of at most two parts, or a mail of text alone. Pure."""

from datetime import datetime
from textwrap import shorten

from models.alarm import Alarm
from models.registration import Channel
from models.when import Precision, When
from notices.channels.provider import Message
from notices.channels.sms_text import gsm
from notices.channels.sms_text.fitting import Piece, Rank, fit, joined, words_of
from notices.service import Service
from notices.timing import describe

_SUBJECT = 100  # signs


def words(alarm: Alarm, channel: Channel, service: Service, now: datetime) -> Message:
    """The alarm in the form of a channel, its link last. From the second round on it says which one it is."""
    again = f", gång {alarm.rounds}" if alarm.rounds > 1 else ""
    subject = service.service.subject.sv
    if channel is Channel.SMS:
        before = gsm(f"Larm {alarm.id}{again}, {subject}:").text
        what = joined(fit([Piece(Rank.WHAT, "", words_of(alarm.what))], before, alarm.link))
        return Message(" ".join(filter(None, (before, what, alarm.link))), at=now)
    heading = shorten(f"Larm {alarm.id}{again}: {alarm.what}", _SUBJECT, placeholder=" …")
    return Message(_letter(alarm, subject), heading, thread=f"larm-{alarm.id}", at=now)


def _letter(alarm: Alarm, subject: str) -> str:
    at = When("", alarm.raised_at.replace(second=0, microsecond=0), alarm.raised_at, Precision.MINUTE)
    return (
        f"{alarm.what}\n\n{alarm.link}\n\n"
        f"Larmet gäller {subject} och började {describe(at, 'sv')}. Det upprepas tills någon tar det, vid desken "
        f"eller med kommandot\n\n    flask --app app alarm take {alarm.id}\n"
    )
