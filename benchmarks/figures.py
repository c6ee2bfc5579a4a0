"""What was measured, and how it is shown."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Target:
    """How large, or how small, a figure has to be."""

    bound: float
    at_least: bool

    def is_met_by(self, value: float) -> bool:
        return value >= self.bound if self.at_least else value <= self.bound

    def __str__(self) -> str:
        return f"{'≥' if self.at_least else '≤'} {self.bound:g}"


def at_least(bound: float) -> Target:
    return Target(bound, at_least=True)


def at_most(bound: float) -> Target:
    return Target(bound, at_least=False)


@dataclass(frozen=True, slots=True)
class Figure:
    """One row. Without a target it is there for orientation."""

    what: str
    value: float
    unit: str
    target: Target | None = None
    note: str = ""

    @property
    def falls_short(self) -> bool:
        return self.target is not None and not self.target.is_met_by(self.value)

    @property
    def verdict(self) -> str:
        if self.target is None:
            return ""
        return "FALLS SHORT" if self.falls_short else "OK"


def show(heading: str, figures: Iterable[Figure]) -> Iterator[Figure]:
    """Print a table, each row as soon as it has been measured, and pass the figures on."""
    print(f"\n{heading}", flush=True)
    for figure in figures:
        print(_row(figure), flush=True)
        yield figure


def _row(figure: Figure) -> str:
    measured = f"{_short(figure.value)} {figure.unit:<8}"
    target = str(figure.target or "–")
    return f"  {figure.what:44}{measured:>17}  {target:<8}{figure.verdict:<13}{figure.note}".rstrip()


def _short(value: float) -> str:
    """As many digits as mean something."""
    return f"{value:.2f}" if value < 10 else f"{value:,.0f}"
