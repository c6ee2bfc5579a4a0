"""The plan, from the command line and from the file."""

import json
from pathlib import Path

from click.testing import Result
from flask import Flask

from app import create_app
from notices import audit
from notices.clock import now
from notices.config import Settings
from notices.watching.plans import adopt, stored
from tests.factories import SERVICE, Desk
from tests.integration.watching.night import Nights
from tests.unit.runs.engine import plan

DAILY = {"name": "dygn", "title": "Dygnskörning", "schedule": "0 1 * * *", "deliver_by": "06:00"}


def application(anna: Desk, var: Path) -> Flask:
    url = anna.database.url.render_as_string(hide_password=False)
    return create_app(Settings(database_url=url, secret_key="a key that only the tests know of", var_dir=var))


def run(app: Flask, *arguments: str) -> Result:
    return app.test_cli_runner().invoke(args=["runs", "plan", *arguments])


def test_a_plan_is_read_in_counts_is_shown_and_stands_in_the_audit(unplanned: Nights, tmp_path: Path) -> None:
    app = application(unplanned.anna, tmp_path)
    assert "Ingen plan är satt" in run(app, "show").output
    file = tmp_path / "plan.json"
    file.write_text(json.dumps({"jobs": [DAILY]}))
    said = run(app, "import", str(file))
    assert said.output == "Planen gäller: 1 jobb, 0 numrerade körningar.\n", said.output
    assert json.loads(run(app, "show").output)["jobs"] == [{**DAILY, "deliver_by": "06:00:00"}]
    with unplanned.anna.database.reading() as session:
        assert [entry.act for entry in audit.entries(session)] == ["set_plan"]
    app.extensions["site"].database.close()


def test_a_wrong_plan_says_which_field_and_changes_nothing(unplanned: Nights, tmp_path: Path) -> None:
    app = application(unplanned.anna, tmp_path)
    file = tmp_path / "plan.json"
    file.write_text(json.dumps({"jobs": [{**DAILY, "schedule": "varje natt"}]}))
    said = run(app, "import", str(file))
    assert said.exit_code == 1
    assert "jobs.0.schedule är inget schema" in said.output
    with unplanned.anna.database.reading() as session:
        assert stored(session) == []
    app.extensions["site"].database.close()


def test_the_plan_of_the_file_counts_when_it_is_another_than_before(unplanned: Nights) -> None:
    def with_(jobs: list[dict[str, str]]) -> list[str]:
        rules = SERVICE.runs.model_copy(update={"plan": {"jobs": jobs}})
        with unplanned.anna.database.writing() as session:
            adopt(session, SERVICE.model_copy(update={"runs": rules}), now())
            return [row.set_by for row in stored(session)]

    assert with_([DAILY]) == with_([DAILY]) == ["service.toml"]
    unplanned.plan(plan())
    assert with_([DAILY]) == ["service.toml", "Anna"]
    assert with_([{**DAILY, "deliver_by": "07:00"}]) == ["service.toml", "Anna", "service.toml"]
