"""A run's draft at the desk: its evidence beside the form, first on the overview; and that it is no trouble."""

from datetime import timedelta

from flask import Flask

from models.draft import DraftState
from models.run import Arrival, Incident
from notices import clock
from notices.database import Database
from notices.drafts import find_draft
from notices.watching.plans import set_plan
from notices.watching.watchman import Watchman
from tests.factories import SERVICE
from tests.integration.desk.conftest import Later
from tests.integration.desk.drafting import begin, text_of
from tests.people_at_the_desk import let_in
from tests.unit.runs.engine import plan


def a_draft_of_a_run(database: Database) -> str:
    """A job that no plan knows has started: the address of its draft."""
    now = clock.now()
    data = {"job": "okänt", "run": "r1", "nominal": "2026-03-10"}
    event = {"specversion": "1.0", "id": "e1", "source": "/m", "type": "lefi.run.started", "data": data}
    with database.writing() as session:
        set_plan(session, plan(), "Anna", now - timedelta(days=1))
        row = Arrival(source="/m", event_id="e1", arrived_at=now, environment="production", job="okänt", run="r1")
        row.event = {**event, "time": now.isoformat()}
        session.add(row)
    Watchman(database, SERVICE, "http://localhost:8000").watch(now)
    with database.reading() as session:
        return f"/desk/utkast/{session.get_one(Incident, 'unscheduled:okänt:2026-03-10T05:20:00Z').draft_id}"


def test_the_evidence_stands_beside_the_form_and_first_on_the_overview(
    app: Flask, database: Database, later: Later
) -> None:
    anna = let_in(app)
    begin(anna, mall="files_late")
    draft = a_draft_of_a_run(database)
    later(seconds=1)
    page = text_of(anna.get(draft).text)
    assert "Vad Körningen okänt finns inte i planen" in page, page
    assert "Hur säkert helt: planen eller körningen säger det" in page
    overview = text_of(anna.get("/desk").text)
    assert overview.index("En körning utanför planen gjordes 10 mars") < overview.index("Nattens filer är sena")


def test_an_operator_says_that_it_is_no_trouble_and_why(app: Flask, database: Database, later: Later) -> None:
    anna = let_in(app)
    draft = a_draft_of_a_run(database)
    anna.get(draft)
    refused = anna.post(f"{draft}/inget-fel", darfor=" ")
    assert refused.status_code == 422
    assert "Skriv varför det inte är något fel." in refused.text
    assert anna.post(f"{draft}/inget-fel", darfor="Vi provkör i dag.").status_code == 303
    assert "Inget fel, därför att: Vi provkör i dag." in text_of(anna.get(draft).text)
    with database.reading() as session:
        assert find_draft(session, int(draft.rpartition("/")[2])).state is DraftState.DISCARDED
        assert [row.dismissed_by for row in session.query(Incident)] == ["Anna Berg"]
    assert "Avfärdat som inget fel" in text_of(anna.get("/desk/logg").text)
