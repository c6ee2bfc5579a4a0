"""`audit`: who did what, and the proof that nobody has changed it since."""

from datetime import datetime

import click

from models.audit import AuditEntry
from notices import audit, clock
from notices.audit import Head
from notices.cli.edge import PlainGroup
from notices.clock import STOCKHOLM, day_of
from notices.errors import InvalidTime
from notices.parts import Parts
from notices.timing import parse


def command(parts: Parts) -> click.Group:
    """The group of commands."""

    @click.group(name="audit", cls=PlainGroup)
    def group() -> None:
        """Revisionsloggen: vem som gjorde vad, när och varifrån."""

    for add in (_list, _verify, _export):
        add(group, parts)
    return group


def _list(group: click.Group, parts: Parts) -> None:
    @group.command(name="list")
    @click.option("--limit", default=50, show_default=True, help="Hur många.")
    @click.option("--subject", "subjects", multiple=True, help="Bara det här, till exempel notice:7.")
    def list_entries(limit: int, subjects: tuple[str, ...]) -> None:
        """Skriv det senaste, nyast först: nummer, tid, vem, varifrån, vad."""
        with parts.database.reading() as session:
            for entry in audit.entries(session, subjects=subjects, limit=limit):
                click.echo(_line(entry))


def _line(entry: AuditEntry) -> str:
    at = entry.at.astimezone(STOCKHOLM)
    source = f" från {entry.source_address}" if entry.source_address else ""
    return f"{entry.position:>6}  {at:%Y-%m-%d %H.%M.%S}  {entry.act:<16}  {entry.subject:<16}  {entry.actor}{source}"


def _verify(group: click.Group, parts: Parts) -> None:
    @group.command()
    @click.option("--head", "kept", metavar="POSITION:HASH", help="Ett huvud som sparats tidigare, på annan plats.")
    def verify(kept: str | None) -> None:
        """Kontrollera att ingen har ändrat loggen. Annars sägs vilken händelse som först är rörd.

        Spara huvudet som skrivs ut någon annanstans: med --head avslöjas också den som gjort om alla hashar.
        """
        earlier = Head.read(kept) if kept else None
        with parts.database.reading() as session:
            head = audit.verify(session, earlier)
        click.echo(f"Revisionsloggen är orörd. Händelser: {head.position}. Huvud: {head}")


def _export(group: click.Group, parts: Parts) -> None:
    @group.command()
    @click.option("--since", metavar="TID", help="Från och med då, till exempel 2026-11-01.")
    def export(since: str | None) -> None:
        """Skriv loggen som JSON Lines, äldst först. En rad utan sin hash är det som hashen är tagen över."""
        from_when = _beginning(since) if since else None
        with parts.database.reading() as session:
            for line in audit.lines(session, from_when):
                click.echo(line)


def _beginning(text: str) -> datetime:
    start = parse(text, day_of(clock.now())).start
    if start is None:
        raise InvalidTime(f"--since: {text!r} har ingen början. Skriv till exempel 2026-11-01.")
    return start
