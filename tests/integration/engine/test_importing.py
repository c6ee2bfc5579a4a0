"""`runs import`: arrivals from a file, in its order, once."""

import json
from pathlib import Path

from flask import Flask
from sqlalchemy import select

from models.run import Arrival
from tests.integration.engine.engines import Reporting, command


def test_a_file_is_read_once_in_its_order_and_a_wrong_line_leaves_nothing(engine: Reporting, tmp_path: Path) -> None:
    file = tmp_path / "events.jsonl"
    lines = [
        {"arrived": f"2026-03-10T01:{number:02}:00+01:00", "event": engine.event(str(number))} for number in (3, 1, 2)
    ]
    file.write_text("\n".join(map(json.dumps, lines)) + "\n\n", encoding="utf-8")
    assert command(engine.app, "runs", "import", str(file)) == "3 händelser lästa, 3 av dem nya."
    assert command(engine.app, "runs", "import", str(file)) == "3 händelser lästa, 0 av dem nya."
    assert [(one.event_id, f"{one.arrived_at:%H.%M}") for one in engine.stored()] == [
        ("3", "00.03"),
        ("1", "00.01"),
        ("2", "00.02"),
    ]
    for wrong in ("{}", "nonsens", json.dumps({**lines[0], "event": {**engine.event("9"), "time": "nyss"}})):
        file.write_text(f"{json.dumps({**lines[0], 'event': engine.event('8')})}\n{wrong}\n", encoding="utf-8")
        refused = engine.app.test_cli_runner().invoke(args=["runs", "import", str(file)])
        assert (refused.exit_code, "rad 2" in refused.output) == (1, True)
    assert len(engine.stored()) == 3


def test_engines_are_listed_with_what_they_may_tell(app: Flask) -> None:
    mine, other = Reporting.added(app), Reporting.added(app, "--job", "b", "--job", "a", "--environment", "test")
    command(app, "engine", "end", mine.name)
    listed = app.test_cli_runner().invoke(args=["engine", "list"]).stdout
    assert f"{mine.name}  production, alla jobb, avslutad" in listed
    assert f"{other.name}  test, a, b\n" in listed
    for wrong in (["add", other.name], ["add", "Å!"], ["rotate", "ingen"], ["end", mine.name]):
        assert app.test_cli_runner().invoke(args=["engine", *wrong]).exit_code == 1
    with mine.database.reading() as session:
        assert session.scalars(select(Arrival).where(Arrival.source == mine.source)).all() == []
