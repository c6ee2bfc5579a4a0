"""`runs`: the engine's runs, judged."""

import json
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import click

from notices.cli.edge import PlainGroup
from notices.cli.run_import import import_command
from notices.cli.run_plan import plan_commands
from notices.clock import STOCKHOLM
from notices.parts import Parts
from notices.runs.drafts import Act, Change, Draft
from notices.runs.plan import read_plan
from notices.runs.replaying import read_arrivals, replay
from notices.runs.wording import name_of

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_ACTS = {Act.OPENED: "nytt", Act.AMENDED: "ändrat", Act.CLOSED: "över", Act.DISMISSED: "avfärdat"}


def command(parts: Parts) -> click.Group:
    """The group of commands."""

    @click.group(cls=PlainGroup)
    def runs() -> None:
        """Motorns körningar."""

    @runs.command("replay")
    @click.argument("file", type=_FILE)
    @click.option("--plan", "plan_file", type=_FILE, required=True, help="Planen, som plan.json.")
    @click.option("--until", callback=_moment, help="Bedöm fram till denna tid: 2024-03-05T06:00, svensk tid.")
    @click.option("--json", "as_json", is_flag=True, help="En rad JSON per utkast i stället för en tidslinje.")
    def replay_file(file: Path, plan_file: Path, until: datetime | None, as_json: bool) -> None:
        """Bedöm händelserna i FILE så som klockan skulle ha gjort. Databasen rörs inte."""
        with file.open(encoding="utf-8") as lines:
            changes = replay(read_arrivals(lines), read_plan(plan_file), until)
            show = _drafts if as_json else _time_line
            for line in show(changes):
                click.echo(line)

    runs.add_command(plan_commands(parts))
    runs.add_command(import_command(parts))
    return runs


def _moment(context: click.Context, parameter: click.Parameter, text: str | None) -> datetime | None:
    """A time with its zone, or a Swedish one."""
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise click.BadParameter(f"{text!r} är ingen tid. Skriv som 2024-03-05T06:00.") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=STOCKHOLM)


def _time_line(changes: Iterable[Change]) -> Iterable[str]:
    for change in changes:
        local = change.at.astimezone(STOCKHOLM)
        said = change.draft.closing if change.act is Act.CLOSED else change.draft.evidence[-1]
        yield f"{local:%Y-%m-%d %H.%M}  {_ACTS[change.act]:8}  {name_of(change.draft.kind)}: {said}"


def _drafts(changes: Iterable[Change]) -> Iterable[str]:
    """Each draft as it is at last, in the order in which they were put up."""
    drafts = {change.draft.id: change.draft for change in changes}
    for draft in drafts.values():
        yield json.dumps(_row(draft), ensure_ascii=False)


def _row(draft: Draft) -> dict[str, object]:
    return {
        "kind": draft.kind,
        "opened": _utc(draft.opened),
        "closed": _utc(draft.closed) if draft.closed else None,
        "run": draft.run,
        "benefits": draft.benefits,
        "evidence": "; ".join(draft.evidence),
        "closing": draft.closing,
        "job": draft.job or None,
        "runs": draft.runs,
        "sure": round(draft.sure, 6),
    }


def _utc(moment: datetime) -> str:
    """As the engine's files have it. All moments here are in UTC."""
    return moment.isoformat().replace("+00:00", "Z")
