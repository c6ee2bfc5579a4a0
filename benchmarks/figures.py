"""What was measured, and how it is shown."""

from collections.abc import Sequence
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


def show(heading: str, figures: Sequence[Figure]) -> None:
    """Print a table of figures, each with its target beside it."""
    print(f"\n{heading}\n{'':2}{'':50}{'measured':>17}  {'target':<9}")
    for figure in figures:
        measured = f"{_short(figure.value)} {figure.unit:<8}"
        target = str(figure.target or "–")
        print(
            f"{'':2}{figure.what:50}{measured:>17}  {target:<9}{figure.verdict:<13}{figure.note}".rstrip(), flush=True
        )


def _short(value: float) -> str:
    """As many digits as mean something."""
    return f"{value:.2f}" if value < 10 else f"{value:,.0f}"
