"""What is remembered of one job: bounded, and learned from healthy runs only."""

from collections import Counter, defaultdict, deque
from collections.abc import Collection
from datetime import date, timedelta
from statistics import median
from typing import TypeVar

from notices.runs.history.night import Key, Night, figures, night_of
from notices.runs.history.series import Measure, Series
from notices.runs.history.shape import Shape
from notices.runs.history.tide import Tide, common
from notices.runs.run import Run

_REMEMBERED_RUNS = 100
_REMEMBERED_DATES = 500
_REMEMBERED_ORDERS = 20
# What lies further off than this teaches nothing, although it may be no trouble.
_DOUBTFUL = 3.0

_Name = TypeVar("_Name")
_Value = TypeVar("_Value")


class JobHistory:
    """The past of one job.

    `minutes` and `persons_missing` are those of the last runs; `delivered` says which run delivered a date's changes,
    `nights` which was the run of a date; `sequences` has the date and the number of the last runs. `compared` are the
    last runs whose figures were compared, with their dates, `recoveries` those of ordered answers by benefit.
    `stretches` counts the runs in a row in which a rule has found a benefit wrong.
    """

    def __init__(self) -> None:
        self.series: dict[Key, Series] = {}
        self.shapes: dict[str, Shape] = defaultdict(Shape)
        self.tide = Tide()
        self.minutes: deque[float] = deque(maxlen=_REMEMBERED_RUNS)
        self.persons_missing: deque[int] = deque(maxlen=_REMEMBERED_RUNS)
        self.delivered: dict[date, str] = {}
        self.nights: dict[date, str] = {}
        self.sequences: dict[str, tuple[date, int]] = {}
        self.recoveries: dict[str, deque[tuple[int, int]]] = {}
        self.compared: deque[tuple[str, date]] = deque(maxlen=_REMEMBERED_RUNS)
        self.stretches: Counter[tuple[str, str]] = Counter()
        self.accepted: set[tuple[str, str]] = set()
        self._night: Night | None = None

    def compare(self, run: Run) -> Night:
        """The run's figures beside what was expected of them. Asking again for the same run costs nothing."""
        if self._night is None or self._night.run != run:
            self._night = night_of(run, self.series, self.shapes, self.tide)
        return self._night

    def last_sequence(self, run: Run) -> int | None:
        """The sequence number of the last run before this one."""
        before = [known for id, known in self.sequences.items() if id != run.id and known[0] <= run.nominal]
        return max(before, key=lambda known: known[0])[1] if before else None

    @property
    def usual_duration(self) -> timedelta | None:
        """How long a run takes; None before the first."""
        return timedelta(minutes=median(self.minutes)) if self.minutes else None

    def has_delivered(self, run: Run) -> bool:
        """Whether another run of that date has been delivered."""
        return self.nights.get(run.nominal, run.id) != run.id

    def delivered_before(self, run: Run) -> list[date]:
        """The dates that the run covers and another has delivered already."""
        return sorted(day for day in run.covers if self.delivered.get(day, run.id) != run.id)

    def note(self, run: Run) -> None:
        """Remember what is so whether the run is healthy or not: its number, and what it has delivered."""
        if run.id and run.sequence is not None:
            _remember(self.sequences, run.id, (run.nominal, run.sequence), _REMEMBERED_RUNS)
        if run.id and run.delivered:
            _remember(self.nights, run.nominal, run.id, _REMEMBERED_RUNS)
            for day in run.covers:
                _remember(self.delivered, day, run.id, _REMEMBERED_DATES)

    def note_answers(self, run: Run) -> None:
        """Remember the recoveries of a run that was ordered."""
        for benefit, counts in run.benefits.items():
            known = self.recoveries.setdefault(benefit, deque(maxlen=_REMEMBERED_ORDERS))
            known.append((counts.recoveries, counts.total))

    def learn_delivery(self, run: Run, *, all_persons: bool) -> None:
        """Take in how long a run took, and, where that was healthy, how many persons it missed."""
        if run.id:
            self.compared.append((run.id, run.nominal))
        if run.took:
            self.minutes.append(run.took.total_seconds() / 60)
        if all_persons and run.persons is not None and run.persons_due is not None:
            self.persons_missing.append(run.persons_due - run.persons)

    def learn(self, run: Run, sick: Collection[Key], holes: Collection[str]) -> None:
        """Take in the figures of a delivered run, except those named as sick."""
        night = self.compare(run)
        if night.heights:
            self.tide.learn(night.day, common(list(night.heights.values())))
        self._learn_figures(run, night, sick)
        self._learn_shapes(run, night, holes)
        self._night = None

    def accept(self, rule: str, benefit: str, measure: Measure | None) -> None:
        """What a figure has become, or without a measure the shape of the month, is what it is from now on."""
        if measure:
            self.series[measure, benefit].begin_anew()
        else:
            self.shapes[benefit] = Shape()
        self.accepted.add((rule, benefit))
        del self.stretches[rule, benefit]

    def _learn_figures(self, run: Run, night: Night, sick: Collection[Key]) -> None:
        for benefit, counts in run.benefits.items():
            for measure, count, exposure in figures(counts, night.sizes[benefit]):
                self._learn_figure((measure, benefit), count, exposure, night, is_sick=(measure, benefit) in sick)

    def _learn_figure(self, key: Key, count: int, exposure: float, night: Night, *, is_sick: bool) -> None:
        series, reading = self.series.setdefault(key, Series(key[0])), night.readings.get(key)
        if is_sick:
            series.recent.clear()
            return
        if reading is None or abs(reading.size) < _DOUBTFUL:
            series.learn(night.pace, count, exposure)
        if reading:
            series.recent.append(reading.below)

    def _learn_shapes(self, run: Run, night: Night, sick: Collection[str]) -> None:
        for benefit, counts in run.benefits.items():
            shape, hole = self.shapes[benefit], night.holes.get(benefit)
            if benefit in sick:
                shape.recent.clear()
            elif counts.days:
                shape.learn(night.pace, counts.days)
                if hole:
                    shape.recent.append((hole.row, hole.spread))


def _remember(known: dict[_Name, _Value], name: _Name, value: _Value, most: int) -> None:
    known[name] = value
    while len(known) > most:
        known.pop(next(iter(known)))
