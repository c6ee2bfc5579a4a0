"""`runs replay`: a time line, and a line for each draft, without a database."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import Result

from app import create_app
from notices.config import Settings
from tests.unit.runs.engine import DAILY, at
from tests.unit.runs.learned import NEXT

_PLAN = {
    "jobs": [{"name": DAILY, "title": "Dygnskörning", "schedule": "0 1 * * *", "deliver_by": "06:00"}],
    "certificates": [{"name": "shs.example", "expires": "2024-03-25", "lead_days": 3}],
}


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """A late night, and its plan."""
    lines = []
    for kind, hour in (("intake.opened", 0), ("run.started", 5), ("run.completed", 8)):
        when = at(NEXT, hour).isoformat().replace("+00:00", "Z")
        data = {"job": DAILY, "run": "r1", "nominal": NEXT.isoformat(), "files": 211, "queue": "inskick"}
        event = {
            "specversion": "1.0",
            "id": kind,
            "source": "/motor",
            "type": f"lefi.{kind}",
            "time": when,
            "data": data,
        }
        lines.append(json.dumps({"arrived": when, "event": event}))
    events, plan = tmp_path / "events.jsonl", tmp_path / "plan.json"
    events.write_text("\n".join(lines) + "\n", encoding="utf-8")
    plan.write_text(json.dumps(_PLAN), encoding="utf-8")
    return events, plan


def _run(tmp_path: Path, *arguments: str | Path) -> Result:
    app = create_app(Settings(database_url=f"sqlite:///{tmp_path}/none.db", var_dir=tmp_path / "var"))
    return app.test_cli_runner().invoke(args=["runs", "replay", *map(str, arguments)])


def test_a_time_line_in_swedish_time(files: tuple[Path, Path], tmp_path: Path) -> None:
    events, plan = files
    done = _run(tmp_path, events, "--plan", plan)
    late = "Dygnskörning för 18 mars: inte levererad kl 06.00; startade 05.00"
    assert done.output.splitlines() == [
        f"2024-03-18 06.00  nytt      Försenad leverans: {late}",
        "2024-03-18 08.00  över      Försenad leverans: levererad kl 08.00, 211 filer",
    ]
    assert not (tmp_path / "none.db").exists()


def test_a_line_for_each_draft_as_it_was_at_a_moment(files: tuple[Path, Path], tmp_path: Path) -> None:
    events, plan = files
    until = at(NEXT, 7).isoformat()
    (row,) = map(json.loads, _run(tmp_path, events, "--plan", plan, "--until", until, "--json").output.splitlines())
    assert (row["kind"], row["opened"], row["closed"]) == ("late", "2024-03-18T05:00:00Z", None)
    assert (row["run"], row["benefits"]) == ("r1", [])
    assert row["evidence"].startswith("Dygnskörning för 18 mars: inte levererad kl 06.00")
    swedish = (NEXT + timedelta(days=4)).isoformat()
    rows = _run(tmp_path, events, "--plan", plan, "--until", f"{swedish}T09:00", "--json").output.splitlines()
    kinds = [json.loads(row)["kind"] for row in rows]
    assert kinds == ["late", "missing", "certificate_expiring"]


def test_what_cannot_be_read_is_named(files: tuple[Path, Path], tmp_path: Path) -> None:
    events, plan = files
    events.write_text(
        '{"arrived": "2024-03-18T01:00:00Z", "event": {"specversion": "1.0", "type": "x"}}', encoding="utf-8"
    )
    assert "rad 1: type: 'x' finns inte" in _run(tmp_path, events, "--plan", plan).output
    plan.write_text("{}", encoding="utf-8")
    assert "plan.json: jobs saknas" in _run(tmp_path, events, "--plan", plan).output
    assert "är ingen tid" in _run(tmp_path, events, "--plan", plan, "--until", "i går").output
