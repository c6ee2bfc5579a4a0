"""`worker`: the process that does what the clock asks for."""

import click

from notices.parts import Parts
from notices.schedule import run


def command(parts: Parts) -> click.Command:
    """The command."""

    @click.command()
    def worker() -> None:
        """Kör det som klockan ber om, tills processen avslutas."""
        run(parts)

    return worker
