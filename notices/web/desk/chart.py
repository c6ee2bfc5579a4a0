"""A chart of bars, drawn on the server. Pure: where each bar stands, in the units of its viewBox."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 720, 240
_LEFT, _TOP, _BOTTOM = 68, 24, 36
_GAP = 0.3  # of each bar's place


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar. `value` stands above it, `name` below; `x` is its left edge and `middle` its middle."""

    name: str
    value: int
    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> float:
        return self.x + self.width / 2


@dataclass(frozen=True, slots=True)
class Chart:
    """The bars, and the lines behind them with the value that each stands for."""

    bars: tuple[Bar, ...]
    lines: tuple[tuple[int, float], ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = _LEFT

    @property
    def floor(self) -> int:
        return HEIGHT - _BOTTOM


def chart(values: Sequence[tuple[str, int]]) -> Chart:
    """A bar for each name and value, from zero up."""
    top = ceiling(max((value for _, value in values), default=0))
    place, room = (WIDTH - _LEFT) / max(len(values), 1), HEIGHT - _TOP - _BOTTOM
    bars = (_bar(name, value, _LEFT + i * place, place, room * value / top) for i, (name, value) in enumerate(values))
    lines = ((top * part // 2, HEIGHT - _BOTTOM - room * part / 2) for part in range(3))
    return Chart(tuple(bars), tuple(lines))


def _bar(name: str, value: int, left: float, place: float, height: float) -> Bar:
    width = place * (1 - _GAP)
    return Bar(
        name,
        value,
        round(left + place * _GAP / 2, 1),
        round(HEIGHT - _BOTTOM - height, 1),
        round(width, 1),
        round(height, 1),
    )


def ceiling(most: int) -> int:
    """The least of 2, 4, 10, 20, 40, 100 and so on that is not below `most`: its half is whole."""
    step = 1
    while True:
        for times in (2, 4, 10):
            if step * times >= most:
                return step * times
        step *= 10
