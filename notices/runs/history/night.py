"""A run beside its history: every figure with what was expected of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from math import exp, log

from notices.runs.calendar import Pace, pace_of
from notices.runs.events import Counts
from notices.runs.history.series import Measure, Reading, Series
from notices.runs.history.shape import Hole, Shape
from notices.runs.history.tide import Tide, common
from notices.runs.run import Run

Key = tuple[Measure, str]


@dataclass(frozen=True, slots=True)
class Night:
    """A run's figures. `day` is the date whose changes it delivers; `heights` and `sizes` say how large it is.

    A height is how far a benefit stands over its usual level, as a logarithm; a size what the other benefits
    together say of the night.
    """

    run: Run
    day: date
    pace: Pace
    heights: Mapping[str, float]
    sizes: Mapping[str, float]
    readings: Mapping[Key, Reading]
    holes: Mapping[str, Hole]


def night_of(run: Run, series: Mapping[Key, Series], shapes: Mapping[str, Shape], tide: Tide) -> Night:
    """Compare a run with the past of its job."""
    day = run.covers[-1] if run.covers else run.nominal - timedelta(days=1)
    pace = pace_of(day)
    heights = _heights(run, pace, series)
    sizes = _sizes(run, day, heights, tide)
    readings = {
        (measure, benefit): reading
        for benefit, counts in run.benefits.items()
        for measure, count, exposure in figures(counts, sizes[benefit])
        if (known := series.get((measure, benefit))) and (reading := known.read(pace, count, exposure))
    }
    holes = {
        benefit: hole
        for benefit, counts in run.benefits.items()
        if counts.days and (shape := shapes.get(benefit)) and (hole := shape.read(pace, counts.days))
    }
    return Night(run, day, pace, heights, sizes, readings, holes)


def figures(counts: Counts, size: float) -> Iterator[tuple[Measure, int, float]]:
    """Each count of a benefit with its exposure."""
    yield Measure.VOLUME, counts.total, size
    if counts.total:
        yield Measure.FULL, counts.full, counts.total
        yield Measure.UNPAID, counts.unpaid, counts.total
        yield Measure.RECOVERIES, counts.recoveries, counts.total


def _heights(run: Run, pace: Pace, series: Mapping[Key, Series]) -> dict[str, float]:
    volumes = {benefit: series.get((Measure.VOLUME, benefit)) for benefit in run.benefits}
    rates = {benefit: volume.rate(pace) for benefit, volume in volumes.items() if volume}
    known = {benefit: log((run.benefits[benefit].total + 0.5) / rate) for benefit, rate in rates.items() if rate}
    return known or {benefit: log(counts.total + 0.5) for benefit, counts in run.benefits.items()}


def _sizes(run: Run, day: date, heights: Mapping[str, float], tide: Tide) -> dict[str, float]:
    """The size of the night for each benefit. Its own height says nothing of that: it is what is judged."""
    sizes = {}
    for benefit in run.benefits:
        others = [height for other, height in heights.items() if other != benefit]
        sizes[benefit] = exp(common(others or [0.0]) if len(run.covers) > 1 else tide.read(day, others))
    return sizes
