"""Keeping to a rate."""

import asyncio
import time

from notices.delivery.pacing import Pace


def test_turns_come_at_even_distances() -> None:
    async def five() -> float:
        pace, begun = Pace(), time.monotonic()
        for _ in range(5):
            await pace.turn(rate=50)
        return time.monotonic() - begun

    assert asyncio.run(five()) >= 0.079  # the first at once, the fifth after four fiftieths


def test_a_pause_is_not_caught_up_with() -> None:
    async def after_a_pause() -> float:
        pace = Pace()
        await asyncio.sleep(0.3)
        begun = time.monotonic()
        for _ in range(5):
            await pace.turn(rate=50)
        return time.monotonic() - begun

    assert asyncio.run(after_a_pause()) >= 0.029
