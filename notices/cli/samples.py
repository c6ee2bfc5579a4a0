"""`samples`: notices of our own writing, for a first look."""

import click
from sqlalchemy import exists, select

from models.notice import Notice
from notices.cli.edge import PlainGroup, publisher
from notices.parts import Parts
from notices.samples.loading import load as load_samples


def command(parts: Parts) -> click.Group:
    """The group of commands."""

    @click.group(cls=PlainGroup)
    def samples() -> None:
        """Exempelnotiser, för en första titt."""

    @samples.command()
    def load() -> None:
        """Publicera exempelnotiserna, om databasen är tom."""
        with publisher(parts, actor="exempel", tell=False) as act:
            if act.session.scalar(select(exists().where(Notice.id.is_not(None)))):
                click.echo("Databasen har redan notiser; inga exempel behövs.")
                return
            if parts.site.store.count():
                click.echo("De färdiga sidorna har notiser som databasen saknar; inga exempel läses in.")
                return
            click.echo(f"{load_samples(act)} exempelnotiser är publicerade.")

    return samples
