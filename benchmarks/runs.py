"""Run health against a made-up engine with known faults: `python -m benchmarks.runs [SEED …]`, by default 1 to 5.

Each set is three years of the engine's events, replayed as they arrived. Ends with 1 where a target is missed.
"""

import json
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks import machine
from notices.runs.drafts import Draft
from notices.runs.plan import read_plan
from notices.runs.replaying import read_arrivals, replay
from notices.runs.watching import Watch
from tests.paths import ENGINE

YEARS = 3
SETS = {
    "as it is": ("", 17),
    "small faults": ("--size 0.3", 15),
    "a small engine": ("--scale 0.1", 15),
    "a huge engine": ("--scale 20", 15),
    "uneven nights": ("--noise 1.6 --size 0.6", 15),
}
FALSE_AT_MOST = 2
SECONDS_AT_MOST = 10
# How much longer a night may take after ten years than after one.
GROWS_AT_MOST = 1.5
# An event may come this late.
ARRIVAL = timedelta(minutes=5)
TWO_NIGHTS = timedelta(days=1, hours=4)
SLOW = ("day_hole", "recovery_missing")


@dataclass(frozen=True, slots=True)
class Fault:
    """One that was put in."""

    kind: str
    seen_from: datetime
    until: datetime
    run: str | None
    benefits: frozenset[str]

    def is_found_by(self, draft: Draft) -> bool:
        """Of its kind, about its benefit or run, opened while it lasted."""
        about = self.benefits <= set(draft.benefits) if self.benefits else self.run is None or self.run in draft.runs
        return draft.kind == self.kind and about and self.seen_from <= draft.opened <= self.until + ARRIVAL

    def is_in_time(self, draft: Draft) -> bool:
        """At the first event, run or deadline that can show it; holes and recoveries within two nights."""
        return draft.opened - self.seen_from <= (TWO_NIGHTS if self.kind in SLOW else ARRIVAL)


@dataclass(frozen=True, slots=True)
class Result:
    """The delay for each fault found in time, the kinds found later or never, the drafts for nothing."""

    delays: dict[str, timedelta]
    later: list[str]
    missed: list[str]
    false: list[Draft]
    seconds: float
    events: int


def main() -> None:
    if not ENGINE.exists():
        sys.exit(f"The made-up engine is to lie beside the repository: {ENGINE}")
    seeds = [int(seed) for seed in sys.argv[1:]] or [1, 2, 3, 4, 5]
    print(machine.facts(), flush=True)
    short = False
    results: dict[str, list[Result]] = defaultdict(list)
    for name, (options, least) in SETS.items():
        print(f"\n{name}: {options or 'no options'}, {YEARS} years", flush=True)
        for seed in seeds:
            result = measure(seed, options)
            results[name].append(result)
            falls_short = len(result.delays) < least or len(result.false) > FALSE_AT_MOST
            falls_short |= result.seconds > SECONDS_AT_MOST
            short |= falls_short
            print(_line(seed, result, falls_short), flush=True)
    print("\n".join(_table(results)))
    _, early, *_, late = _ten_years()
    short |= late > GROWS_AT_MOST * early
    print(f"\n  a night in the second year {early:.1f} ms, in the tenth {late:.1f} ms")
    sys.exit(short)


def measure(seed: int, options: str) -> Result:
    """Make a set, replay it, and compare."""
    with TemporaryDirectory(prefix="benchmark-") as name:
        _simulate(name, seed, YEARS, options)
        return compare(Path(name))


def _ten_years() -> list[float]:
    """How long a night takes in each of ten years, in milliseconds."""
    spent: defaultdict[int, float] = defaultdict(float)
    with TemporaryDirectory(prefix="benchmark-") as name:
        _simulate(name, 6, 10)
        watch = Watch(read_plan(Path(name) / "plan.json"))
        with (Path(name) / "events.jsonl").open(encoding="utf-8") as lines:
            for arrived, event in read_arrivals(lines):
                begun = time.process_time()
                watch.feed(event, arrived)
                spent[arrived.year] += time.process_time() - begun
    return [1000 * spent[year] / 365 for year in sorted(spent)]


def _simulate(directory: str, seed: int, years: int, options: str = "") -> None:
    command = f"{sys.executable} {ENGINE} {directory} --seed {seed} --years {years} {options}"
    subprocess.run(command.split(), check=True, stdout=subprocess.DEVNULL)


def compare(directory: Path) -> Result:
    """Replay a set and match its drafts with its faults, each with at most one."""
    begun = time.process_time()
    drafts, events = _drafts(directory)
    seconds = time.process_time() - begun
    delays, later, missed = {}, [], []
    for fault in _faults(directory):
        found = min((d for d in drafts if fault.is_found_by(d)), key=lambda draft: draft.opened, default=None)
        if found is None:
            missed.append(fault.kind)
            continue
        drafts.remove(found)
        if fault.is_in_time(found):
            delays[fault.kind] = found.opened - fault.seen_from
        else:
            later.append(fault.kind)
    return Result(delays, later, missed, drafts, seconds, events)


def _drafts(directory: Path) -> tuple[list[Draft], int]:
    """Every draft as it was at last, and how many events there were."""
    drafts: dict[str, Draft] = {}
    with (directory / "events.jsonl").open(encoding="utf-8") as lines:
        arrivals = list(lines)
    for change in replay(read_arrivals(arrivals), read_plan(directory / "plan.json")):
        drafts[change.draft.id] = change.draft
    return list(drafts.values()), len(arrivals)


def _faults(directory: Path) -> Iterator[Fault]:
    for line in (directory / "truth.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        seen_from, until = map(datetime.fromisoformat, (row["seen_from"], row["until"]))
        yield Fault(row["kind"], seen_from, until, row["run"], frozenset(row["benefits"]))


def _line(seed: int, result: Result, falls_short: bool) -> str:
    said = f"  seed {seed:<4} found {len(result.delays):2}  false {len(result.false)}  {result.seconds:4.1f} s"
    parts = {"later": result.later, "missed": result.missed, "for nothing": list(map(_short, result.false))}
    notes = "; ".join(f"{name}: {', '.join(kinds)}" for name, kinds in parts.items() if kinds)
    return f"{said}  {'FALLS SHORT  ' if falls_short else 'OK  '}{notes}".rstrip()


def _short(draft: Draft) -> str:
    return f"{draft.kind} {draft.opened:%Y-%m-%d} ({'; '.join(draft.evidence)})"


def _table(results: dict[str, list[Result]]) -> Iterator[str]:
    """A line for each kind, a column for each set: found in time, and the middle delay; then the drafts for nothing."""
    yield "\n  " + "".join([f"{'kind':18}", *(f"{name:>18}" for name in results)])
    for kind in sorted({kind for its in results.values() for result in its for kind in _kinds(result)}):
        yield "  " + "".join([f"{kind:18}", *(f"{_cell(kind, its):>18}" for its in results.values())])
    false = (sum(len(result.false) for result in its) for its in results.values())
    yield "  " + "".join([f"{'for nothing':18}", *(f"{count:>18}" for count in false)])


def _cell(kind: str, results: Iterable[Result]) -> str:
    results = list(results)
    delays = [result.delays[kind] for result in results if kind in result.delays]
    middle = f"{median(delay.total_seconds() for delay in delays) / 60:.0f} min" if delays else "–"
    return f"{len(delays)}/{sum(kind in _kinds(result) for result in results)}  {middle}"


def _kinds(result: Result) -> Counter[str]:
    return Counter([*result.delays, *result.later, *result.missed])


if __name__ == "__main__":
    main()
