"""`runs import`: arrivals from a file, as if they had come."""

from pathlib import Path

import click

from notices.engine.importing import import_arrivals
from notices.parts import Parts


def import_command(parts: Parts) -> click.Command:
    """The command."""

    @click.command("import")
    @click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
    def import_file(file: Path) -> None:
        """Läs in händelserna i FILE, i den ordning som de kom. Det som redan finns läses inte in igen."""
        with file.open(encoding="utf-8") as lines, parts.database.writing() as session:
            read, new = import_arrivals(session, lines)
        click.echo(f"{read} händelser lästa, {new} av dem nya.")

    return import_file
