"""Writing and publishing at the desk on both databases: what each asks of them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from notices import clock
from tests.factories import Desk
from tests.integration.desk.conftest import Later
from tests.integration.desk.drafting import begin, files_late, let_out, publish, save, text_of, version
from tests.people_at_the_desk import desk_application, let_in


@pytest.fixture
def app(anna: Desk, tmp_path: Path, later: Later) -> Iterator[Flask]:
    app = desk_application(anna.database, tmp_path / "var", drawn=True)
    yield app
    app.extensions["site"].database.close()


def test_from_a_template_to_the_overview_that_says_what_was_told(app: Flask, later: Later) -> None:
    britta, carl = let_in(app, "Britta Ek"), let_in(app, "Carl Dal")
    draft = files_late(britta)
    carl.get(draft)
    begun = version(britta, draft)
    save(carl, draft, since=begun, title="Carls rubrik", gor="spara")
    assert save(britta, draft, since=begun, title="Brittas rubrik", gor="spara").status_code == 409
    assert "Carls rubrik" in britta.get(draft).text
    assert "Carl Dal" in text_of(britta.get(draft).text)
    publish(britta, draft)
    later(seconds=11)
    let_out(app)
    app.extensions["site"].catch_up(clock.now())
    overview = text_of(carl.get("/desk").text)
    assert "En händelse pågår" in overview
    assert "Senaste utskicken Carls rubrik Sms: väntar." in overview
    update = begin(carl, akt="update", notis="1")
    save(carl, update, body="Filerna är här.", gor="granska")
    publish(carl, update)
    later(seconds=11)
    let_out(app)
    app.extensions["site"].catch_up(clock.now())
    assert "Filerna är här." in app.test_client().get("/").text
