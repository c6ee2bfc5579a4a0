"""`worker`: the process that does what the clock asks for."""

import click
import structlog

from notices.parts import Parts
from notices.schedule.running import run

log = structlog.get_logger(__name__)


def command(parts: Parts) -> click.Command:
    """The command."""

    @click.command()
    def worker() -> None:
        """Kör det som klockan ber om, tills processen avslutas."""
        if parts.settings.sms_provider == "console" and not parts.settings.is_local:
            log.warning("sms_reaches_nobody", why="SMS_PROVIDER är console, så inga sms lämnar maskinen.")
        run(parts)

    return worker
