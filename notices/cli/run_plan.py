"""`runs plan`: what the engine's jobs should do, as operators have said."""

import json
from pathlib import Path

import click

from notices import clock
from notices.cli.edge import PlainGroup, person
from notices.errors import NotFound
from notices.parts import Parts
from notices.runs.plan import plan_of, read_plan
from notices.watching.plans import current_plan, dump, set_plan


def plan_commands(parts: Parts) -> click.Group:
    """The commands of the plan."""

    @click.group(cls=PlainGroup)
    def plan() -> None:
        """Planen: jobb, tider, numrerade körningar, aviserade fönster, certifikat."""

    @plan.command("import")
    @click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
    def import_plan(file: Path) -> None:
        """Låt planen i FILE gälla från och med nu."""
        read = read_plan(file)
        with parts.database.writing() as session:
            set_plan(session, read, person(), clock.now())
        click.echo(f"Planen gäller: {len(read.jobs)} jobb, {len(read.numbered)} numrerade körningar.")

    @plan.command("show")
    def show_plan() -> None:
        """Skriv ut planen som gäller, som JSON."""
        with parts.database.reading() as session:
            found = current_plan(session)
        if found is None and parts.service.runs.plan is not None:
            found = plan_of(parts.service.runs.plan)  # no worker has read the file yet
        if found is None:
            raise NotFound("Ingen plan är satt. Läs in en med: flask --app app runs plan import FILE")
        click.echo(json.dumps(dump(found), ensure_ascii=False, indent=2))

    return plan
