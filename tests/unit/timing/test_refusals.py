"""A time that cannot be is refused in words that help its writer."""

from datetime import date

import pytest

from notices.errors import InvalidTime
from notices.timing import parse

MONDAY = date(2015, 3, 2)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("helgen 28–29 april 2017", ["fredag", "lördag", "lördag 29 april 2017", "söndag 30 april 2017"]),
        ("helgen 29–30 april", ["29 april 2015 är en onsdag", "lördag 2 maj 2015"]),
        ("helgen 30 april–1 maj 2017", ["söndag", "måndag", "lördag 29 april 2017"]),
        ("helgen 14–17 april 2017", ["fredag", "måndag", "lördag 15 april 2017"]),
        ("torsdag 6 mars 2015", ["6 mars 2015 är en fredag, inte en torsdag"]),
        ("onsdag (5 mars)", ["onsdag", "torsdag 5 mars 2015"]),
        ("31 april", ["31 april finns inte"]),
        ("31 april 2017", ["31 april 2017 finns inte"]),
        ("29 februari 2015", ["29 februari 2015 finns inte"]),
        ("29 februari", ["29 februari", "Skriv ut årtalet"]),
        ("27/13", ["Månad 13"]),
        ("2215-01-01", ["Året 2215", "1900 till 2199"]),
        ("fr.o.m. helgen 28–29 april 2017", ["ingen helg"]),
        ("senast 11–15 juni", ["en enda dag"]),
        ("före helgen 29–30 april 2017", ["en enda dag"]),
        ("vecka 53 2017", ["Vecka 53 2017 finns inte"]),
        ("kl 25.00", ["25.00 finns inte"]),
        ("24.30", ["24.30 finns inte"]),
        ("den 6 mars kl 18.75", ["18.75 finns inte"]),
        ("kl 18.00–18.00", ["börjar och slutar kl 18.00"]),
        ("i kväll kl 8", ["08.00 är inte kväll"]),
        ("natten mot 5 mars kl 14", ["14.00 är inte natt"]),
        ("6 mars kl 18 – 6 mars kl 18", ["slutar inte efter"]),
        ("15–11 juni", ["slutar inte efter"]),
        ("15–11 juni 2018", ["slutar inte efter"]),
        ("2014-03-05 till 2014-02-05", ["slutar inte efter"]),
        ("natten 22–24 november", ["från en dag till nästa"]),
        ("torsdag kl 18 – fredag", ["olika exakta"]),
        ("nästa torsdag", ["5 mars 2015", "en vecka senare"]),
        ("torsdag natt", ["natten mot 5 mars 2015", "natten mot 6 mars 2015"]),
        ("natten den 5 mars", ["natten mot 5 mars 2015", "natten mot 6 mars 2015"]),
        ("helgen", ["1 mars 2015", "8 mars 2015"]),
        ("snart", ["”snart”", "Skriv till exempel"]),
        ("27/1 eller så", ["”eller så”"]),
        ("", ["tom ruta"]),
    ],
)
def test_the_writer_is_told_what_is_wrong_and_what_to_write(text: str, says: list[str]) -> None:
    with pytest.raises(InvalidTime) as refused:
        parse(text, MONDAY)
    for words in says:
        assert words in str(refused.value)


def test_week_53_is_read_only_near_a_year_that_has_one() -> None:
    assert parse("vecka 53", date(2015, 11, 2)).start == parse("2015-12-28", MONDAY).start
    with pytest.raises(InvalidTime, match="Vecka 53 finns inte"):
        parse("vecka 53", date(2017, 11, 2))
