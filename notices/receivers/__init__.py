"""Receivers of webhooks: they register with a challenge, look after themselves, and are paused when silent."""

from notices.receivers.addresses import read_url
from notices.receivers.book import ReceiverBook
from notices.receivers.keys import find_receiver
from notices.receivers.reception import Reception, Registered
from notices.receivers.standing import Standing, State, forget_receivers, standing

__all__ = [
    "ReceiverBook",
    "Reception",
    "Registered",
    "Standing",
    "State",
    "find_receiver",
    "forget_receivers",
    "read_url",
    "standing",
]
