"""Keeping to a rate."""

import asyncio
import time

# What a busy machine has fallen behind is caught up with, but never more than this, in seconds.
_SLACK_S = 0.05


class Pace:
    """Turns at even distances. The rate may change on the way."""

    def __init__(self) -> None:
        self._next = time.monotonic()

    async def turn(self, rate: float) -> None:
        """Wait for the next turn, at so many a second."""
        now = time.monotonic()
        mine = max(self._next, now - _SLACK_S)
        self._next = mine + 1 / rate
        if mine > now:
            await asyncio.sleep(mine - now)
