"""What happened behind each of the archive's incidents, as events of our own making. Each gives the engine after it."""

from datetime import date, timedelta
from typing import Any

from tests.unit.runs.engine import DAILY, PERSONS, Engine, Rows, at, plan

# Nights to learn from.
_LEARNED = 70
_EVENINGS = 18
_UNRECOVERED = ("SJP", "REHAB", "AKT", "NARST", "GRAV", "SMITTB", "TOTALF")


def late_files() -> Engine:
    """On New Year's Day 2014 nothing had come by six; the files came in the afternoon."""
    engine, day = _learned(date(2014, 1, 1))
    engine.night(day, begin=at(day, 13))
    return engine


def month_sent_again() -> Engine:
    """In the night towards 5 March 2014 a second run sent the files of a month again, with old numbers."""
    engine, day = _learned(date(2014, 3, 5))
    engine.night(day)
    covers = [(day - timedelta(n)).isoformat() for n in range(28, -1, -1)]
    engine.night(day, begin=at(day, 3), run="igen", covers=covers, sequence=engine.sequence - 30)
    return engine


def intake_closed() -> Engine:
    """On Thursday evening, 20 November 2014, the intake was closed; what came in waited until the 26th."""
    engine, day = _learned(date(2014, 11, 20))
    for hour in range(8, 18, 2):
        engine.send("queue.measured", at(day, hour), queue="inskick", length=hour % 5)
    engine.send("intake.closed", at(day, _EVENINGS), queue="inskick")
    for n in range(1, 6):
        engine.send("queue.measured", at(day + timedelta(n), 8), queue="inskick", length=40 * n)
    engine.send("intake.opened", at(date(2014, 11, 26), 8), queue="inskick")
    return engine


def wrong_types() -> Engine:
    """From 18 November 2014 many answers on TFP were full ones that should have been changes."""

    def spoil(rows: Rows) -> None:
        _move(rows["TFP"], 0.4)

    engine, day = _learned(date(2014, 11, 18))
    engine.nights(day, 5, spoil)
    return engine


def persons_missing() -> Engine:
    """From 25 November 2014 a few persons' information on TFP was missing each night."""

    def spoil(rows: Rows) -> None:
        rows["TFP"]["saknade"] = 14

    engine, day = _learned(date(2014, 11, 25))
    engine.night(day, spoil, missing=14)
    return engine


def payments_missing() -> Engine:
    """From 22 February 2015 answers on SA lacked payments; SA was frozen on 3 March, and let go after the 4th."""
    engine, day = _learned(date(2015, 2, 22))
    day = engine.nights(day, 9, lambda rows: rows["SA"].update(utan_utbetalning=150))
    day = engine.nights(day, 2, lambda rows: _scale(rows, "SA", 0))
    engine.night(day, lambda rows: _scale(rows, "SA", 6))
    return engine


def days_missing() -> Engine:
    """From the beginning of 2014 FP lacked the 21st to the 25th. It was noticed after fourteen months."""

    def spoil(rows: Rows) -> None:
        days = rows["FP"]["dagar"]
        assert isinstance(days, list)
        days[20:25] = [0] * 5

    engine, day = _learned(date(2014, 1, 2))
    engine.nights(day, 20, spoil)
    return engine


def recalculation(*, comes: bool) -> Engine:
    """A recalculation of SA was announced for 11 to 15 June 2018."""
    window = {"job": DAILY, "from": "2018-06-11", "to": "2018-06-15", "expect": "surge", "benefits": ["SA"]}
    engine = Engine(plan(announced=[window]))
    day = engine.nights(date(2018, 6, 11) - timedelta(_LEARNED), _LEARNED)
    day = engine.nights(day, 5, lambda rows: _scale(rows, "SA", 6 if comes else 1))
    engine.nights(day, 2)
    return engine


def recoveries_missing() -> Engine:
    """Recoveries of seven benefits were never in the daily runs, only in what was ordered."""
    engine = Engine(plan(jobs=[{"name": "heluppdatering", "title": "Heluppdatering"}]), dict.fromkeys(_ALL, 500))
    first = date(2018, 12, 1)
    for n in range(_LEARNED):
        day = first + timedelta(n)
        engine.night(day, _without_recoveries)
        if n % 7 == 0:
            data: dict[str, Any] = {"job": "heluppdatering", "run": f"hel-{n}", "nominal": day.isoformat()}
            engine.send("run.started", at(day, 10), **data)
            engine.send("run.completed", at(day, 12), **data, benefits=engine.rows(date(2018, 12, 3)))
    return engine


def wrong_block_run() -> Engine:
    """Block run 3 was made on 20 January 2020, a month early; on the evening of the 27th a run undid it."""
    block = {"name": "sparrkorning", "title": "Spärrkörning levnadsintyg", "numbered": True, "start": "20:00"}
    dates = {"2019-12-20": 1, "2020-01-20": 2, "2020-02-20": 3}
    numbered = [{"job": "sparrkorning", "number": number, "date": day} for day, number in dates.items()]
    engine = Engine(plan(jobs=[block | {"benefits": ["AP", "EP", "SA"]}], numbered=numbered))
    engine.tick(at(date(2020, 1, 1), 0))
    data: dict[str, Any] = {"job": "sparrkorning", "run": "spärr-3", "nominal": "2020-01-20", "number": 3}
    engine.send("run.started", at(date(2020, 1, 20), 20), **data)
    engine.send("run.completed", at(date(2020, 1, 20), 21), **data, persons=1200)
    data = {"job": "levnadsintyg_inkommet", "run": "rättning", "nominal": "2020-01-27"}
    engine.send("run.started", at(date(2020, 1, 27), 19), **data)
    engine.send("run.completed", at(date(2020, 1, 27), 20), **data, persons=1200)
    return engine


def certificate(expires: date) -> Engine:
    """A certificate with its last day."""
    watched = {"name": "shs.example", "expires": expires.isoformat(), "lead_days": 60}
    engine = Engine(plan(certificates=[watched]))
    engine.tick(at(expires - timedelta(100), 0))
    engine.tick(at(expires, 0))
    return engine


_ALL = (*PERSONS, *(code for code in _UNRECOVERED if code not in PERSONS))


def _learned(day: date) -> tuple[Engine, date]:
    """An engine with a healthy past before a date."""
    engine = Engine(plan())
    return engine, engine.nights(day - timedelta(_LEARNED), _LEARNED)


def _move(row: dict[str, int | list[int]], share: float) -> None:
    full, updated = row["komplett"], row["uppdaterad"]
    assert isinstance(full, int)
    assert isinstance(updated, int)
    moved = round(updated * share)
    row["komplett"], row["uppdaterad"] = full + moved, updated - moved


def _scale(rows: Rows, benefit: str, times: int) -> None:
    for name, value in rows[benefit].items():
        rows[benefit][name] = [n * times for n in value] if isinstance(value, list) else value * times


def _without_recoveries(rows: Rows) -> None:
    for benefit in _UNRECOVERED:
        rows[benefit]["aterkrav"] = 0
