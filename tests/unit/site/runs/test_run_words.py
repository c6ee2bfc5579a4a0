"""How a run went, in words."""

from datetime import date, timedelta

import pytest

from models.run import DayState
from notices.service import Language
from notices.site.runs.days import RunDay
from notices.site.runs.words import duration, outcome, run_name, sentence
from tests.unit.site.frames import at
from tests.unit.site.runs.made import a_run

NIGHT = date(2026, 11, 24)
NOON = at("2026-11-24 12.00")


@pytest.mark.parametrize(
    ("run", "swedish", "english"),
    [
        (
            a_run(NIGHT),
            "Nattens körning levererades kl 05.12, 48 minuter före kl 06.00.",
            "Last night’s run was delivered at 05:12, 48 minutes before 06:00.",
        ),
        (
            a_run(NIGHT, DayState.LATE, "08.05"),
            "Nattens körning levererades kl 08.05, 2 timmar 5 minuter efter kl 06.00.",
            "Last night’s run was delivered at 08:05, 2 hours 5 minutes after 06:00.",
        ),
        (
            a_run(NIGHT, delivered="06.00"),
            "Nattens körning levererades kl 06.00.",
            "Last night’s run was delivered at 06:00.",
        ),
        (
            a_run(NIGHT, DayState.NOT_DELIVERED),
            "Nattens körning är inte levererad. Den skulle ha levererats senast kl 06.00.",
            "Last night’s run has not been delivered. It should have been by 06:00.",
        ),
        (
            a_run(date(2026, 11, 23), DayState.DISTURBED),
            "Körningen måndag 23 november levererades kl 05.12, 48 minuter före kl 06.00.",
            "The run of Monday 23 November was delivered at 05:12, 48 minutes before 06:00.",
        ),
    ],
)
def test_a_sentence_says_when_it_came_against_when_it_should(run: RunDay, swedish: str, english: str) -> None:
    said: dict[Language, str] = {"sv": swedish, "en": english}
    for language, words in said.items():
        assert sentence(run_name(run, NOON, language), outcome(run, language)) == words


def test_a_run_by_day_is_never_called_the_nights() -> None:
    run = a_run(NIGHT)
    by_day = RunDay(
        run.job, NIGHT, at("2026-11-24 09.00"), at("2026-11-24 11.00"), DayState.ON_TIME, None,
        at("2026-11-24 10.00"), 3, (), NOON,
    )  # fmt: skip
    assert run_name(by_day, NOON, "sv") == "körningen tisdag 24 november"


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (1, "1 minut"),
        (119, "119 minuter"),
        (120, "2 timmar"),
        (121, "2 timmar 1 minut"),
        (24 * 60, "1 dygn"),
        (49 * 60 + 5, "2 dygn 1 timme"),
    ],
)
def test_a_length_is_said_in_the_units_that_people_use(minutes: int, words: str) -> None:
    assert duration(timedelta(minutes=minutes), "sv") == words
