"""What two databases could answer differently about what was published, told and done."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from models.operator import Role
from tests.factories import Desk
from tests.integration.desk.night import PAGES, fill
from tests.people_at_the_desk import choose_password, desk_application, let_in


@pytest.fixture
def app(anna: Desk, tmp_path: Path) -> Iterator[Flask]:
    app = desk_application(anna.database, tmp_path / "var", log_level="ERROR")
    yield app
    app.extensions["site"].database.close()


def test_every_page_says_the_same_on_both(app: Flask, anna: Desk) -> None:
    fill(anna.database)
    britta = let_in(app, role=Role.ADMINISTRATOR)
    choose_password(britta)
    texts = {path: britta.get(path) for path in PAGES}
    assert {answer.status_code for answer in texts.values()} == {200}
    assert "20 av 30 skickade" in texts["/desk/notiser/1/utskick"].text
    assert '<td class="number">30</td>' in texts["/desk/prenumeranter"].text
    assert "Loggen är orörd" in texts["/desk/logg/kontroll"].text
    assert "Filerna är sena" in britta.get("/desk/notiser?q=fil").text
    assert "Underhåll" not in britta.get("/desk/notiser?q=fil").text
    assert britta.post("/desk/notiser/1/utskick/nytt-forsok").status_code == 409  # those numbers do not exist
    assert britta.post("/desk/prenumeranter/30/avslut").status_code == 303
    assert britta.post("/desk/prenumeranter/30/glomska").status_code == 303
