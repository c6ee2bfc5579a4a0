"""The service's commands, each in a process of its own, forked from one that already has the program in memory.

A command does in it what it does in a shell; but to load the program takes far longer than most commands do.
"""

import json
import os
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import IO, NoReturn

from tests.paths import ROOT


def run_command(
    arguments: Sequence[str], environment: Mapping[str, str], directory: Path, said: str = ""
) -> subprocess.CompletedProcess[str]:
    """What `flask --app app ARGUMENTS` does in an environment and a directory, with `said` on its standard input."""
    with tempfile.TemporaryDirectory(prefix="driftinformation-command-") as name:
        files = [Path(name) / stream for stream in ("in", "out", "error")]
        files[0].write_text(said, encoding="utf-8")
        order = {
            "arguments": ["flask", "--app", "app", *arguments],
            "environment": dict(environment),
            "directory": str(directory),
            "files": [str(file) for file in files],
        }
        status = _ordered(order)
        out, error = (file.read_text(encoding="utf-8") if file.exists() else "" for file in files[1:])
        return subprocess.CompletedProcess(arguments, status, out, error)


def _ordered(order: Mapping[str, object]) -> int:
    forker = _forker()
    assert forker.stdin
    assert forker.stdout
    forker.stdin.write(json.dumps(order) + "\n")
    forker.stdin.flush()
    answer = forker.stdout.readline()
    if not answer:
        raise AssertionError(f"the process that commands are forked from has ended with {forker.wait()}")
    return int(answer)


@cache
def _forker() -> "subprocess.Popen[str]":
    """Ends when this process does, as nothing more can be ordered then."""
    return subprocess.Popen(
        [sys.executable, "-P", __file__],
        env={"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def main(orders: IO[str]) -> None:
    """Carry out what is ordered, a line of JSON each; answer with a line that holds the exit status."""
    import app  # noqa: F401, PLC0415  (what is to be in memory)

    for line in orders:
        child = os.fork()
        if not child:
            _become(**json.loads(line))
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        sys.stdout.write(f"{status}\n")
        sys.stdout.flush()


def _become(arguments: list[str], environment: dict[str, str], directory: str, files: list[str]) -> NoReturn:
    from flask.cli import main as flask  # noqa: PLC0415

    os.environ.clear()
    os.environ.update(environment)
    os.chdir(directory)
    for number, (file, how) in enumerate(zip(files, (os.O_RDONLY, *[os.O_WRONLY | os.O_CREAT] * 2), strict=True)):
        os.dup2(os.open(file, how, 0o600), number)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115  (the other has orders in its buffer)
    sys.argv = arguments
    status = 1
    try:
        flask()
    except SystemExit as end:
        status = _status(end)
    except Exception:
        traceback.print_exc()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)


def _status(end: SystemExit) -> int:
    """As the interpreter has it: a word is said, and stands for 1."""
    if end.code is None or isinstance(end.code, int):
        return end.code or 0
    sys.stderr.write(f"{end.code}\n")
    return 1


if __name__ == "__main__":
    main(sys.stdin)
