"""`incident`: an incident's time line, for the authority's report."""

from pathlib import Path

import click

from notices import clock
from notices.cli.acting import NOTICE
from notices.cli.edge import PlainGroup, address_of, find_notice
from notices.incident_export import as_html, as_markdown, incident_of
from notices.parts import Parts


def command(parts: Parts) -> click.Group:
    """The group of commands."""

    @click.group(cls=PlainGroup)
    def incident() -> None:
        """En incidents tidslinje."""

    @incident.command()
    @NOTICE
    @click.option("--html", is_flag=True, help="Skriv HTML för utskrift, i stället för Markdown.")
    @click.option(
        "--out", type=click.Path(path_type=Path, dir_okay=False, writable=True), help="Filen att skriva till."
    )
    def export(name: str, html: bool, out: Path | None) -> None:
        """Skriv tidslinjen för NOTIS: vad, när, vad som sades av vem, vilka som fick veta och ur revisionsloggen."""
        with parts.database.reading() as session:
            notice = find_notice(session, name)
            found = incident_of(session, notice, address_of(parts, notice), clock.now())
            text = (as_html if html else as_markdown)(found, parts.service)
        if out:
            out.write_text(text, encoding="utf-8")
            click.echo(f"Tidslinjen är skriven till {out}.")
        else:
            click.echo(text, nl=False)

    return incident
