"""The thread by which a web process follows what is published."""

import threading
from collections.abc import Callable
from datetime import datetime

import structlog

from notices.site.site import Site

log = structlog.get_logger(__name__)

INTERVAL = 1.0  # seconds; a publication made elsewhere is seen within this and the time to draw it


def follow(site: Site, clock: Callable[[], datetime]) -> threading.Thread:
    """Start following. The thread ends with the process."""
    thread = threading.Thread(target=_run, args=(site, clock), name="site-follower", daemon=True)
    thread.start()
    return thread


def _run(site: Site, clock: Callable[[], datetime]) -> None:
    pause = threading.Event()
    while not pause.wait(INTERVAL):
        try:
            site.catch_up(clock())
        except Exception:
            # Readers keep the last whole site, /readyz tells its age, and the next round tries again.
            log.exception("site_not_followed")
