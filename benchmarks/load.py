"""Load from wrk, held to a core of its own, on two servers in turn."""

import re
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from benchmarks.machine import LOAD_CORE, on_core

ROUNDS = 5
SECONDS = 1
CONNECTIONS = 32
_RATE = re.compile(r"Requests/sec:\s+([0-9.]+)")


def rate(address: str, headers: Mapping[str, str], seconds: int = SECONDS, script: Sequence[str] = ()) -> float:
    """Answers a second. RuntimeError, with what wrk said, where some of them were no answers.

    `script` is a file in Lua that makes the requests, and its arguments.
    """
    sent = [part for name, value in headers.items() for part in ("-H", f"{name}: {value}")]
    sent += ["-s", *script[:1]] if script else []
    command = [*on_core(LOAD_CORE, "wrk").split(), "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", *sent, address]
    command += ["--", *script[1:]] if script else []
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    found = _RATE.search(done.stdout)
    if done.returncode or not found or "Non-2xx" in done.stdout or "Socket errors" in done.stdout:
        raise RuntimeError(f"{' '.join(command)}\n{done.stdout}{done.stderr}")
    return float(found[1])


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two servers under the same load: the median of their ratios, and of each one's answers a second."""

    ratio: float
    ours: float
    theirs: float

    def __str__(self) -> str:
        return f"{self.ours:,.0f}/s against {self.theirs:,.0f}/s"


def compare(ours: str, theirs: str, headers: Mapping[str, str]) -> Comparison:
    """Load two addresses in turn, again and again, so that what else the machine does falls on both."""
    for address in (ours, theirs):
        rate(address, headers)  # so that neither is measured while it warms up
    pairs = [(rate(ours, headers), rate(theirs, headers)) for _ in range(ROUNDS)]
    return Comparison(
        ratio=median(one / other for one, other in pairs),
        ours=median(one for one, _ in pairs),
        theirs=median(other for _, other in pairs),
    )
