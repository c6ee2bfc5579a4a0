"""`db`: the database's shape."""

import click

from models.schema import REVISION
from notices import migrating
from notices.cli.edge import PlainGroup
from notices.parts import Parts


def command(parts: Parts) -> click.Group:
    """The group of commands."""

    @click.group(cls=PlainGroup)
    def db() -> None:
        """Databasens form: upp, ner, var den är."""

    @db.command()
    @click.argument("revision", default="head")
    def upgrade(revision: str) -> None:
        """För databasen upp till REVISION (den nyaste, om inget sägs)."""
        migrating.upgrade(parts.database, revision)
        click.echo(f"Databasen är på {parts.database.revision()}.")

    @db.command()
    @click.argument("revision")
    def downgrade(revision: str) -> None:
        """För databasen ner till REVISION; `base` tömmer den."""
        migrating.downgrade(parts.database, revision)
        click.echo(f"Databasen är på {parts.database.revision() or 'base'}.")

    @db.command()
    def current() -> None:
        """Skriv vilken revision databasen har, och vilken programmet är gjort för."""
        click.echo(f"{parts.database.revision() or 'base'} (programmet: {REVISION})")

    return db
