"""Running what has an event loop of its own: Playwright keeps one going in the tests' own thread."""

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

Result = TypeVar("Result")


def in_a_thread(work: Callable[[], Result]) -> Result:
    """Do it in a thread of its own, and wait."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(work).result()


def run_apart(coroutine: Coroutine[Any, Any, Result]) -> Result:
    """`asyncio.run` in a thread of its own."""
    return in_a_thread(lambda: asyncio.run(coroutine))
