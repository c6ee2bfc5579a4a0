"""What the stand-in is told: its account, its numbers, its pace, and the faults that are ordered."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, PositiveInt

Status = Literal["accepted", "queued", "sending", "sent", "delivered", "undelivered", "failed", "received"]
Outcome = Literal["delivered", "undelivered", "failed", "sent", "queued"]
Operation = Literal["create", "fetch", "list"]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class When(_Frozen):
    """Which of the requests a fault strikes. All that is given must hold; with nothing given it strikes them all.

    `to` is the recipient's number. Those that match it are counted from one, after the `after` first that pass unhurt.
    """

    to: str | None = None
    after: int = Field(default=0, ge=0)
    first: PositiveInt | None = None
    every: PositiveInt | None = None
    probability: float | None = Field(default=None, ge=0, le=1)


class ApiFault(When):
    """What goes wrong with a request to the API.

    - `latency`: answered after `seconds`, and up to `spread` seconds more. Latencies add up.
    - `refuse`: answered with the provider's error `code`; nothing is accepted.
    - `error`: answered with the HTTP `status`, as a gateway does; `accepted` says whether the request was carried out.
    - `reset`: the connection is reset; `accepted` as above.
    - `hang`: never answered; `accepted` as above.
    """

    do: Literal["latency", "refuse", "error", "reset", "hang"]
    on: Operation | Literal["any"] = "create"
    accepted: bool = False
    code: int = 20429
    status: int = Field(default=503, ge=500, le=599)
    seconds: float = Field(default=0, ge=0)
    spread: float = Field(default=0, ge=0)


class CallbackFault(When):
    """What goes wrong with status callbacks: those of `status`, or all.

    - `late`: comes `seconds` later than it should, and the following do not wait for it.
    - `twice`: comes twice.
    - `lost`: never comes.
    - `reversed`: all callbacks of the message come in the opposite order. `status` is not looked at.
    """

    do: Literal["late", "twice", "lost", "reversed"]
    status: Status | None = None
    seconds: float = Field(default=0, ge=0)


class Number(_Frozen):
    """How a recipient's number behaves: refused with the code `refuse`, or accepted and ending as `outcome`.

    `error_code` goes with `undelivered` and `failed`. `sent` and `queued` are final: nothing more is ever told.
    """

    refuse: int | None = None
    outcome: Outcome = "delivered"
    error_code: int | None = None


class Config(_Frozen):
    """The account and the pace. Times are in seconds after the message was accepted.

    `senders`: the numbers that may send; empty, any may. `messaging_services`: the number that each sends from.
    `concurrency`: more requests than this at a time are refused (20429). `queue_segments`: what a sender's queue holds,
    while `segments_per_second` leave it. `callback_statuses`: which of the documented callbacks are made.
    `callback_concurrency`: how many are made at a time (as it was at the start or the last reset).
    """

    account_sid: str = "AC" + "5" * 32
    auth_token: str = "the stand-in's token"
    senders: frozenset[str] = frozenset()
    messaging_services: dict[str, str] = {}
    inbound_url: str | None = None
    sending_after: float = Field(default=0.01, ge=0)
    sent_after: float = Field(default=0.02, ge=0)
    settled_after: float = Field(default=0.04, ge=0)
    callback_statuses: frozenset[Status] = frozenset(
        {"queued", "sending", "sent", "delivered", "undelivered", "failed"}
    )
    callback_concurrency: PositiveInt = 64
    webhook_timeout: float = Field(default=15, gt=0)
    concurrency: PositiveInt | None = None
    queue_segments: PositiveInt | None = None
    segments_per_second: float = Field(default=1, gt=0)
    seed: int = 0
    numbers: dict[str, Number] = {}
    faults: tuple[ApiFault, ...] = ()
    callback_faults: tuple[CallbackFault, ...] = ()
