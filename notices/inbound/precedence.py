"""Which of a number's orders holds, when one of them was fetched late: the one that was sent last. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from notices.keywords import Order

# How far apart our clock and the provider's may be, with the time that a message was under way.
CLOCKS_DIFFER = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Known:
    """An order that was obeyed, or an end of another kind. `exact`: the time is the provider's, in whole seconds."""

    order: Order
    at: datetime
    exact: bool = False

    @property
    def _doubt(self) -> timedelta:
        return timedelta() if self.exact else CLOCKS_DIFFER

    def overtakes(self, order: Order, sent_at: datetime) -> bool:
        """Whether this was sent after an order that says the opposite. In doubt the number is not registered."""
        match order, self.order:
            case Order.REGISTER, Order.DEREGISTER:
                return self.at + self._doubt >= sent_at
            case Order.DEREGISTER, Order.REGISTER:
                return self.at - self._doubt > sent_at
        return False


def is_overtaken(order: Order, sent_at: datetime, known: Iterable[Known]) -> bool:
    """Whether an order comes too late to be obeyed."""
    return any(one.overtakes(order, sent_at) for one in known)
