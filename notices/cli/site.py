"""`site`: the finished public pages."""

from pathlib import Path

import click

from notices import clock
from notices.cli.edge import PlainGroup
from notices.errors import DriftinformationError
from notices.parts import Parts
from notices.site.drawing import Progress
from notices.site.export import export as export_site


def command(parts: Parts) -> click.Group:
    """The group of commands."""

    @click.group(cls=PlainGroup)
    def site() -> None:
        """De färdiga sidorna: bygg dem, skriv ut dem."""

    @site.command()
    @click.option("--force", is_flag=True, help="Bygg om allt, även det som redan är byggt.")
    def build(force: bool) -> None:
        """Bygg alla sidor som inte redan är byggda, och visa hur långt det har kommit."""
        if force:
            parts.site.build(clock.now(), _progress())
        else:
            parts.site.open(clock.now(), _progress())
        if isinstance(parts.site.loss, DriftinformationError):
            raise parts.site.loss
        if parts.site.stale:
            raise click.ClickException("Databasen kan inte nås. De sidor som fanns är kvar.")
        click.echo(f"Sidorna är byggda: {len(parts.site.snapshot.notices)} notiser.")

    @site.command()
    @click.argument("directory", type=click.Path(path_type=Path, file_okay=False))
    def export(directory: Path) -> None:
        """Skriv alla sidor till DIRECTORY, för vilken webbserver som helst."""
        parts.site.open(clock.now(), _progress())
        click.echo(f"{export_site(parts.site.store, directory)} sidor skrevs till {directory}.")

    return site


def _progress() -> Progress:
    """Say every five percent how far the drawing has come, where it is long enough to wonder."""

    def tell(done: int, total: int) -> None:
        step = max(total // 20, 100)
        if done % step == 0:
            click.echo(f"Ritar sidorna: {done} av {total} notiser", err=True)

    return tell
