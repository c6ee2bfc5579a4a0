"""`/api/v1/receivers`: whoever wants to be told by webhook signs up, and looks after itself by a token of its own."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime

from flask import url_for
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy.orm import Session

from notices.channels.webhook_posting import Poster
from notices.errors import NotFound
from notices.parts import Parts
from notices.receivers import Reception, State, find_receiver, standing
from notices.site.public_api.shapes import Moment
from notices.web.access import Caller, current_receiver
from notices.web.api.asking import Call
from notices.web.api.operation import Edge, Reply
from notices.web.api.routes import Routes

_ANSWERS_WITHIN_S = 5.0
_ONE = "/receivers/<int:number>"


class NewReceiver(BaseModel):
    """A receiver: where it is told, and the mail address of whoever looks after it."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    address: str = Field(max_length=500)
    contact: str = Field(max_length=320)


class ReceiverMade(BaseModel):
    """A receiver that answered the challenge. `secret` signs its messages, `token` opens its own address: only now."""

    model_config = ConfigDict(frozen=True)

    id: int
    secret: str
    token: str


class ReceiverChange(BaseModel):
    """Whether it is to be told."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    paused: bool


class ReceiverShown(BaseModel):
    """How a receiver stands. `failures` are the messages in a row that it has not taken."""

    model_config = ConfigDict(frozen=True)

    id: int
    address: str
    state: State
    failures: int
    last_error: str | None
    last_error_at: Moment | None
    last_taken_at: Moment | None
    created_at: Moment


__all__ = ["add_receivers", "find_receiver"]


def add_receivers(routes: Routes, parts: Parts, clock: Callable[[], datetime]) -> None:
    """Declare them."""
    secrecy, by_itself = parts.receiver.secrecy, {"caller": Caller.RECEIVER}
    poster = Poster(public_only=not parts.settings.is_local, timeout_s=_ANSWERS_WITHIN_S)
    reception = Reception(parts.database, secrecy, poster, clock)

    @routes.add("POST", "/receivers", "Registrera en mottagare av webhooks", "Register a receiver of webhooks",
                caller=Caller.ANYONE, takes=NewReceiver, gives={201: ReceiverMade}, edge=Edge.OWN)  # fmt: skip
    def register_receiver(call: Call) -> Reply:
        form = call.taken(NewReceiver)
        made = reception.register(form.address, form.contact)
        where = url_for("api.read_receiver", number=made.id)
        return Reply(201, ReceiverMade(id=made.id, secret=made.secret, token=made.key), location=where)

    @routes.add("GET", _ONE, "Läs hur mottagaren står", "Read how the receiver stands",
                gives={200: ReceiverShown}, edge=Edge.READING, **by_itself)  # fmt: skip
    def read_receiver(session: Session, call: Call, number: int) -> Reply:
        return Reply(200, _shown(session, _own(number)))

    @routes.add("PATCH", _ONE, "Pausa, eller ta upp igen", "Pause, or resume",
                takes=ReceiverChange, gives={200: ReceiverShown}, edge=Edge.OWN, **by_itself)  # fmt: skip
    def change_receiver(call: Call, number: int) -> Reply:
        change = reception.pause if call.taken(ReceiverChange).paused else reception.resume
        change(_own(number))
        with parts.database.reading() as session:
            return Reply(200, _shown(session, number))

    @routes.add("DELETE", _ONE, "Avsluta mottagaren", "Leave", gives={204: None}, edge=Edge.OWN, **by_itself)
    def end_receiver(call: Call, number: int) -> Reply:
        reception.leave(_own(number))
        return Reply(204)

    def _shown(session: Session, number: int) -> ReceiverShown:
        return ReceiverShown(**asdict(standing(session, secrecy, number)))


def _own(number: int) -> int:
    """Its own number. Raises NotFound for any other: whether there is one is nobody else's business."""
    if number != current_receiver():
        raise NotFound("Mottagaren finns inte.")
    return number
