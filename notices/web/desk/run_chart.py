"""A benefit's volume beside what was expected, drawn on the server. Pure: places in the units of the viewBox."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from notices.web.desk.chart import ceiling

WIDTH, HEIGHT = 720, 170
_LEFT, _TOP, _FLOOR = 64, 10, 150
_DEVIATIONS = 3  # how many usual distances the band reaches, each way


@dataclass(frozen=True, slots=True)
class Night:
    """A delivered run's figure. `path` is the run's page."""

    day: date
    path: str
    count: float
    expected: float
    spread: float

    @property
    def is_outside(self) -> bool:
        return abs(self.count - self.expected) > _DEVIATIONS * self.spread


@dataclass(frozen=True, slots=True)
class Point:
    """Where a night's count stands."""

    night: Night
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class VolumeChart:
    """`band` and `line` are paths: how far a usual night is from what was expected, and that itself."""

    points: tuple[Point, ...]
    band: str
    line: str
    grid: tuple[tuple[int, float], ...]

    @property
    def outside(self) -> list[Night]:
        return [point.night for point in self.points if point.night.is_outside]


def nights_of(days: Sequence[tuple[date, str, Mapping[str, float]]]) -> list[Night]:
    """The nights of which a history says what to expect, in their order."""
    known = (one for one in days if "expected" in one[2])
    return [Night(day, path, f["count"], f["expected"], f.get("spread", 0)) for day, path, f in known]


def volume_chart(nights: Sequence[Night], first: date, count: int) -> VolumeChart:
    """The nights of so many days from the first. At least one night."""
    top = ceiling(round(max(max(n.count, n.expected + _DEVIATIONS * n.spread) for n in nights)))

    def x(night: Night) -> float:
        return round(_LEFT + ((night.day - first).days + 0.5) * (WIDTH - _LEFT) / count, 1)

    def y(value: float) -> float:
        return round(_FLOOR - (_FLOOR - _TOP) * max(value, 0) / top, 1)

    upper = [(x(n), y(n.expected + _DEVIATIONS * n.spread)) for n in nights]
    lower = [(x(n), y(n.expected - _DEVIATIONS * n.spread)) for n in nights]
    return VolumeChart(
        points=tuple(Point(n, x(n), y(n.count)) for n in nights),
        band=f"{_path([*upper, *reversed(lower)])}z",
        line=_path([(x(n), y(n.expected)) for n in nights]),
        grid=tuple((top * part // 2, y(top * part / 2)) for part in range(3)),
    )


def _path(points: Sequence[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x} {y}" for x, y in points)
