"""What is chosen when a draft is published: by which channels it is told, and when it leaves."""

from dataclasses import dataclass
from datetime import datetime

from flask import request

from models.draft import Draft
from models.registration import Channel
from models.when import Precision, When
from notices.clock import day_of
from notices.errors import InvalidNotice, InvalidTime
from notices.timing import parse, write


@dataclass(frozen=True, slots=True)
class Choices:
    """`channels` are None before anybody has chosen; `later` is a time as it was written, empty for at once."""

    channels: tuple[Channel, ...] | None = None
    later: str = ""
    confirmed: bool = False

    @classmethod
    def of_draft(cls, draft: Draft, now: datetime) -> "Choices":
        """What was chosen the last time, where the draft has come back."""
        channels = None if draft.tell is None else tuple(map(Channel, draft.tell))
        at = draft.publish_at if draft.publish_at and draft.publish_at > now else None
        return cls(channels, write(When("", at, at, Precision.MINUTE), day_of(now)) if at else "")

    @classmethod
    def of_request(cls) -> "Choices":
        form = request.form
        channels = tuple(channel for channel in Channel if channel in form.getlist("kanal"))
        later = form.get("tid", "").strip() if form.get("nar") == "tid" else ""
        return cls(channels, later, "bekraftat" in form)

    def publish_at(self, now: datetime) -> datetime | None:
        """When it is to leave; None for at once. Raises InvalidTime."""
        when = parse(self.later, day_of(now)) if self.later else None
        if when is None:
            return None
        if when.precision is not Precision.MINUTE or when.start is None:
            raise InvalidTime("Skriv ett klockslag, till exempel: i morgon kl 07.30.")
        if when.start <= now:
            raise InvalidTime("Den tiden har redan varit. Skriv en senare, eller välj Nu.")
        return when.start

    def require_confirmed(self) -> None:
        """Raise InvalidNotice unless whoever publishes has said that they have read it."""
        if not self.confirmed:
            raise InvalidNotice("Läs igenom det, och kryssa för att du har gjort det.")
