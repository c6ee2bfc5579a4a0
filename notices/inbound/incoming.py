"""A message from a phone."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Incoming:
    """A message as the provider hands it over.

    `already_answered`: the provider has replied to it itself; `opted_out`: it took it for a STOPP. `sent_at` is known
    where the message was fetched from the provider's list: nobody is waiting for the answer then.
    """

    provider_id: str
    sender: str
    body: str
    already_answered: bool = False
    opted_out: bool = False
    sent_at: datetime | None = None
