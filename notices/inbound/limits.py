"""Never a loop: what is answered, and what is not. Pure."""

from collections.abc import Mapping

from notices.inbound.obeying import Done
from notices.keywords import Order

MOST_REPLIES_A_DAY = 10

# How often each reply to each order was given to one number in the last day.
Answered = Mapping[tuple[str, str], int]


def is_answered(order: Order, done: Done, answered: Answered, *, quotes_us: bool) -> bool:
    """Whether an order gets its reply: ten a day to one number, and help once, but never to an automatic answer.

    Whoever sends STOPP and is registered always learns that it was heard; that cannot go round in a circle.
    """
    if done.ended:
        return True
    if order is Order.UNKNOWN and (quotes_us or any(earlier == Order.UNKNOWN for earlier, _reply in answered)):
        return False
    return sum(answered.values()) < MOST_REPLIES_A_DAY
