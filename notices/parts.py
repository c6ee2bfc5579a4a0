"""What the service is made of, once `app.py` has put it together."""

from collections.abc import Callable
from dataclasses import dataclass

from notices.config import Settings
from notices.database import Database
from notices.delivery.outbox import Outbox
from notices.receiving import Receiver
from notices.service import Service
from notices.site.site import Site


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts that the edges (web, commands, worker) are handed."""

    settings: Settings
    service: Service
    database: Database
    site: Site
    # One for each channel that is on; made when asked for, as only the worker sends and the packages are large.
    outboxes: Callable[[], tuple[Outbox, ...]]
    receiver: Receiver
