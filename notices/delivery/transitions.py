"""What can happen to a delivery, and what becomes of it: the one table from which its state is ever assigned."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Protocol

from sqlalchemy import Update, or_, update

from models.delivery import Delivery, State


class Event(StrEnum):
    """What happened to a delivery."""

    CLAIM = "claim"  # a worker took it
    RELEASE = "release"  # the worker did not send it
    ACCEPT = "accept"  # the provider has it
    REFUSE = "refuse"  # the provider will never take it
    RETRY = "retry"  # the provider did not take it now
    REOPEN = "reopen"  # the provider had it, and could not pass it on now
    LOSE = "lose"  # nobody knows whether the provider has it
    MISS = "miss"  # the provider demonstrably never had it
    DROP = "drop"  # not to be told after all
    GIVE_UP = "give_up"  # tried, and no longer of use
    PUT_BACK = "put_back"  # an operator wants it tried once more


_OPEN = frozenset({State.PENDING, State.SENDING, State.UNKNOWN})
_TABLE: dict[Event, tuple[frozenset[State], State]] = {
    Event.CLAIM: (frozenset({State.PENDING}), State.SENDING),
    Event.RELEASE: (frozenset({State.SENDING}), State.PENDING),
    # The provider knows what it has, whatever we believed meanwhile.
    Event.ACCEPT: (frozenset(State) - {State.ACCEPTED}, State.ACCEPTED),
    # An answer that comes after the lease has run out is still an answer.
    Event.REFUSE: (frozenset({State.SENDING, State.UNKNOWN}), State.REFUSED),
    Event.RETRY: (frozenset({State.SENDING, State.UNKNOWN}), State.PENDING),
    Event.REOPEN: (frozenset({State.ACCEPTED}), State.PENDING),
    Event.LOSE: (frozenset({State.SENDING}), State.UNKNOWN),
    Event.MISS: (frozenset({State.UNKNOWN}), State.PENDING),
    Event.DROP: (frozenset({State.PENDING, State.SENDING}), State.DROPPED),
    Event.GIVE_UP: (frozenset({State.PENDING}), State.GIVEN_UP),
    Event.PUT_BACK: (frozenset({State.REFUSED, State.GIVEN_UP}), State.PENDING),
}
OPEN = tuple(_OPEN)


def after(state: State, event: Event) -> State | None:
    """The state after an event; None where it does not concern a delivery in that state."""
    sources, target = _TABLE[event]
    return target if state in sources else None


class HasState(Protocol):
    """A delivery, or what is sent as one is."""

    state: State


def happened(event: Event, delivery: HasState) -> bool:
    """Let it happen to one delivery. False, and nothing changed, where it does not concern it."""
    target = after(delivery.state, event)
    if target is not None:
        delivery.state = target
    return target is not None


def happening(event: Event, among: Iterable[State] = State) -> Update:
    """The statement that lets it happen to all deliveries (of some states) that it concerns."""
    sources, target = _TABLE[event]
    # Not by IN, which cannot be executed for many rows at once.
    return (
        update(Delivery)
        .where(or_(*(Delivery.state == state for state in sorted(sources.intersection(among)))))
        .values(state=target)
        .execution_options(synchronize_session=False)
    )
