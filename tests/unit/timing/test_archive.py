"""Every time on the page as it was once published."""

import re
from datetime import date

from notices.timing import describe, find
from tests.paths import ARCHIVE

_NOTICE = re.compile(r"^(?=[^\n]+\n\n\(Publicerad)", re.MULTILINE)
_PUBLISHED = re.compile(r"\(Publicerad (\S+)\)")

# By the notice's date: each interval and how many times it is named.
EXPECTED = {
    "2020-01-28": {"måndag 27 januari 2020, kväll": 1},
    "2020-01-23": {"måndag 20 januari 2020": 1, "torsdag 20 februari 2020": 1, "från februari 2020": 1},
    "2020-01-22": {
        "torsdag 6 februari 2020 kl 18.00": 1,
        "till och med torsdag 6 februari 2020": 1,
        "från torsdag 6 februari 2020": 1,
        "torsdag 6 februari 2020": 1,
    },
    "2019-02-07": {"onsdag 27 februari 2019": 1},
    "2018-06-07": {
        "måndag 11–fredag 15 juni 2018": 2,
        "från juli 2017": 1,
        "juni 2017": 1,
        "från juli 2018": 1,
        "juli 2018": 1,
    },
    "2018-01-24": {
        "torsdag 1 februari 2018": 3,
        "till och med torsdag 1 februari 2018": 1,
        "från torsdag 1 februari 2018": 1,
        "fredag 26 januari 2018": 1,
    },
    "2017-04-21": {"lördag 29–söndag 30 april 2017": 2},
    "2017-02-23": {"lördag 25–söndag 26 mars 2017": 2},
    "2017-02-02": {"torsdag 2 februari 2017": 1, "till och med fredag 31 mars 2017": 1},
    "2016-03-17": {
        "lördag 7 maj 2016": 3,
        "till och med lördag 7 maj 2016": 1,
        "från lördag 7 maj 2016": 1,
    },
    "2015-09-16": {"lördag 19–söndag 20 september 2015": 2},
    "2015-04-29": {
        "söndag 24 maj 2015": 1,
        "söndag 24 maj 2015 kl 16.00 ?": 1,
        "söndag 24 maj 2015 kl 24.00 ?": 1,
    },
    "2015-03-06": {"lördag 14–söndag 15 mars 2015": 2, "torsdag 12 mars 2015": 1},
    "2015-03-02": {
        "från söndag 22 februari 2015": 1,
        "till och med lördag 21 februari 2015": 1,
        "onsdag 4 mars 2015, kväll": 1,
    },
    "2014-11-26": {},
    "2014-11-24": {
        "lördag 22–söndag 23 november 2014": 2,
        "? Helgen": 1,
        "natten mot tisdag 25 november 2014": 1,
        "vecka 47 2014 (måndag 17–söndag 23 november 2014)": 1,
        "torsdag 27 november 2014": 1,
    },
    "2014-11-20": {"från torsdag 20 november 2014, kväll": 1, "fredag 21 november 2014, förmiddag": 1},
    "2014-11-06": {"natten mot söndag 23 november 2014": 1},
    "2014-03-05": {
        "onsdag 5 mars 2014": 2,
        "natten mot onsdag 5 mars 2014": 1,
        "onsdag 5 februari–onsdag 5 mars 2014": 1,
    },
    "2014-01-01": {"onsdag 1 januari 2014": 2},
}


def times_in(notice: str, published: date) -> dict[str, int]:
    """Each time as a reader is shown it, with a question mark where it is in doubt, and how often it is named."""
    counted: dict[str, int] = {}
    for found in find(_PUBLISHED.sub("", notice), published):
        shown = (
            describe(found.when, "sv") + (" ?" if found.doubt else "")
            if found.when
            else f"? {(found.doubt or '').split()[0]}"
        )
        counted[shown] = counted.get(shown, 0) + 1
    return counted


def test_every_time_on_the_old_page_is_read_as_its_readers_read_it() -> None:
    notices = _NOTICE.split(ARCHIVE.read_text(encoding="utf-8"))[1:]
    dates = [_PUBLISHED.findall(notice)[0] for notice in notices]
    read = {day: times_in(notice, date.fromisoformat(day)) for day, notice in zip(dates, notices, strict=True)}
    assert read == EXPECTED
