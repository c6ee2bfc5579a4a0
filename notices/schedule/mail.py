"""Letters that ask a mailbox something, while mail is offered."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from functools import partial

from models.registration import Channel
from notices import clock
from notices.delivery.outbox import Outbox
from notices.mailing.links import Links
from notices.mailing.offer import mail_offer
from notices.mailing.posting import Postman
from notices.parts import Parts
from notices.schedule.job import Job
from notices.schedule.sending import send


def jobs(parts: Parts, outboxes: Mapping[Channel, Outbox]) -> Iterator[Job]:
    """The job, where the mail channel is on."""
    if outbox := outboxes.get(Channel.MAIL):
        postman = Postman(outbox, parts.service, Links(parts.settings.secret, parts.settings.address))
        yield Job("send_letters", partial(_send_letters, parts, postman), timedelta(seconds=2))


def _send_letters(parts: Parts, postman: Postman) -> None:
    offer = mail_offer(parts.settings)
    if offer and offer.is_open(clock.now()):
        send("letters_sent", parts, postman.outbox, lambda: postman.send_letters(clock.now))
