"""The machine: what it is, one core for the server and another for the load."""

import os
import platform
import shutil
import sqlite3
import subprocess
from importlib.metadata import version
from pathlib import Path

import psutil

# Debian keeps nginx where only the administrator's PATH looks.
NGINX = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin") or "nginx"
_CORES = sorted(os.sched_getaffinity(0))
SERVER_CORE, LOAD_CORE = _CORES[0], _CORES[-1]
_MEGABYTE = 1024 * 1024


def on_core(core: int, command: str) -> str:
    """The command, held to one core."""
    return f"taskset --cpu-list {core} {command}"


def memory(*pids: int) -> float:
    """Megabytes (PSS: what is shared counts in part) of these processes and all that they have started."""
    roots = map(psutil.Process, pids)
    return sum(_pss(process.pid) for root in roots for process in (root, *root.children(recursive=True))) / _MEGABYTE


def _pss(pid: int) -> int:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))


def facts() -> str:
    """A few lines that tell a reader of the figures what they were measured on."""
    load = ", ".join(f"{figure:.1f}" for figure in os.getloadavg())
    return "\n".join((
        f"Machine   {_processor()}, {len(_CORES)} cores; Linux {platform.release()}; load {load}",
        f"Python    {platform.python_version()}, granian {version('granian')}, SQLite {sqlite3.sqlite_version}",
        f"Beside    {_said(NGINX, '-v')}, {_said('wrk', '-v')}",
        f"Cores     the server on {SERVER_CORE}, the load on {LOAD_CORE}",
    ))  # fmt: skip


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), platform.machine())


def _said(*command: str) -> str:
    """The name and version of a program, as it says itself."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    words = (done.stderr + done.stdout).splitlines()[0].removeprefix("nginx version: ")
    return " ".join(words.split()[:2])
