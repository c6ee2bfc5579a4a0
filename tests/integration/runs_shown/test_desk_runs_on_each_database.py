"""What the desk asks the tables of runs, on SQLite and on PostgreSQL."""

from models.run import DayState
from tests.factories import A_MORNING, Desk
from tests.integration.runs_shown.rows import DAILY, a_row, an_incident, nights
from tests.integration.runs_shown.test_desk_runs import ONE, TODAY, a_plan, heard, keep, text_of
from tests.people_at_the_desk import Browser


def test_every_page_of_the_runs_finds_what_is_stored(anna: Desk, browser: Browser) -> None:
    figures = {"TFP": {"count": 3400, "expected": 3300, "spread": 100}}
    with anna.database.writing() as session:
        an_incident(session, "k1", A_MORNING, evidence=["inget har levererats kl 06.00"])
    keep(anna, a_plan(), heard(TODAY, "started", "01.00"), heard(TODAY, "completed", "05.40"))
    keep(anna, *nights(TODAY.replace(day=9), 5))
    keep(anna, a_row(TODAY, DayState.LATE, "06.52", figures=figures, incidents=["k1"]))
    said = {
        "/desk": "Senaste körningar",
        "/desk/korningar": "Sen tisdag 10 mars 2026 kl 06.52",
        ONE: "inget har levererats kl 06.00",
        "/desk/korningar/volymer": "Tillfällig föräldrapenning",
        "/desk/korningar/plan": "Spärrkörning 3",
        "/desk/korningar/tank-om": "Dygnskörning (06.00)",
    }
    for path, words in said.items():
        assert words in text_of(browser.get(path).text), path
    asked = {"jobb": DAILY, "senast": "05:00", "fran": "2026-03-01", "till": "2026-03-10"}
    page = text_of(browser.post("/desk/korningar/tank-om", **asked).text)
    assert "tisdag 10 mars 2026 kl 05.00 nej ja" in page
