"""`runs`: the engine's runs, judged."""

import json
from datetime import UTC, datetime
from pathlib import Path

import click

from notices.cli.edge import PlainGroup
from notices.clock import STOCKHOLM
from notices.parts import Parts
from notices.runs.drafts import Change, Draft
from notices.runs.plan import read_plan
from notices.runs.replaying import read_arrivals, replay
from notices.runs.wording import ACTS

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


def command(parts: Parts) -> click.Group:
    """The group of commands."""

    @click.group(cls=PlainGroup)
    def runs() -> None:
        """Motorns körningar."""

    @runs.command("replay")
    @click.argument("file", type=_FILE)
    @click.option("--plan", "plan_file", type=_FILE, required=True, help="Planen, som plan.json.")
    @click.option("--until", type=click.DateTime(), help="Bedöm fram till denna tid (svensk tid).")
    @click.option("--json", "as_json", is_flag=True, help="En rad JSON per utkast i stället för en tidslinje.")
    def replay_file(file: Path, plan_file: Path, until: datetime | None, as_json: bool) -> None:
        """Bedöm ankomna händelser i FILE så som klockan skulle ha gjort, utan att röra databasen."""
        moment = until.replace(tzinfo=STOCKHOLM) if until else None
        with file.open(encoding="utf-8") as lines:
            changes = replay(read_arrivals(lines), read_plan(plan_file), moment)
            if as_json:
                _print_drafts(changes)
            else:
                _print_time_line(changes)

    return runs
