"""Waiting for something that another process is about to do."""

import time
from collections.abc import Callable


def wait_until(happened: Callable[[], bool], what: str, seconds: float = 30) -> None:
    """Ask again and again; AssertionError, saying `what` was waited for, when the time is up."""
    deadline = time.monotonic() + seconds
    while not happened():
        if time.monotonic() > deadline:
            raise AssertionError(f"waited {seconds} s for {what}")
        time.sleep(0.05)
