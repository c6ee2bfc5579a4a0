"""Runs the service on this machine: database, notices, site, then the web server and the worker.

Called by `make run`. Every step can be repeated, and loses nothing that is there already.
"""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import requests
from dotenv import load_dotenv
from sqlalchemy import select

from models.notice import Notice
from notices import clock
from notices.config import Settings, read_settings
from notices.database import Database
from notices.errors import ConfigurationError
from notices.operators.events import Doer
from notices.operators.roster import Roster, first_sign_in
from notices.secrecy import Secrecy

PROGRAMS = Path(sys.executable).parent
READY_WITHIN_S = 60
STOPPED_BY_SIGNAL = (128 + signal.SIGINT, 128 + signal.SIGTERM)


def main() -> None:
    load_dotenv(".env")
    try:
        settings = read_settings()
    except ConfigurationError as error:
        sys.exit(str(error))
    if port_is_taken(settings.port):
        sys.exit(f"Port {settings.port} is taken by another program. Choose another: PORT=8001 make run")
    environment = environment_of(settings)
    prepare(settings, environment)
    sys.exit(serve(settings, environment))


def host() -> str:
    """Where the Procfile's web server listens."""
    return os.environ.get("HOST") or "127.0.0.1"


def port_is_taken(port: int) -> bool:
    with socket.socket() as probe:
        # Without this, a server that stopped a moment ago would still seem to be there.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host(), port))
        except OSError:
            return True
    return False


def environment_of(settings: Settings) -> dict[str, str]:
    """The variables that every process gets. Honcho gives each its own PORT, but the address is one."""
    path = f"{PROGRAMS}{os.pathsep}{os.environ['PATH']}"
    own = {"PATH": path, "PORT": str(settings.port), "PUBLIC_URL": settings.address, "PYTHONUNBUFFERED": "1"}
    return {**os.environ, **own}


def prepare(settings: Settings, environment: dict[str, str]) -> None:
    step("Bringing the database up to date", ["db", "upgrade"], environment)
    if archive := os.environ.get("ARCHIVE"):
        step(f"Importing {archive}", ["archive", "import", archive], environment)
    elif has_no_notices(settings):
        step("Loading sample notices, as there are none", ["samples", "load"], environment)
    step("Building the site", ["site", "build"], environment)


def step(what: str, command: list[str], environment: dict[str, str]) -> None:
    """Say what is done, and do it. The command's own words about a failure are the last ones said."""
    say(what)
    done = subprocess.run([PROGRAMS / "flask", "--app", "app", *command], env=environment, check=False)
    if done.returncode:
        sys.exit(done.returncode)


def has_no_notices(settings: Settings) -> bool:
    with Database(settings.database).reading() as session:
        return session.scalar(select(Notice.id).limit(1)) is None


def serve(settings: Settings, environment: dict[str, str]) -> int:
    """Run the Procfile's web and worker until one of them ends or somebody stops them: its exit code."""
    say("Starting the web server and the worker")
    options = ("--env", os.devnull, "--port", str(settings.port))  # our environment already has what .env says
    with subprocess.Popen((PROGRAMS / "honcho", "start", *options, "web", "worker"), env=environment) as honcho:
        signal.signal(signal.SIGTERM, lambda *_: honcho.terminate())
        signal.signal(signal.SIGHUP, lambda *_: honcho.terminate())  # its window was closed
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the terminal tells honcho, too; we wait for it
        announce(settings, honcho)
    return 0 if honcho.returncode in STOPPED_BY_SIGNAL else honcho.returncode


def announce(settings: Settings, honcho: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + READY_WITHIN_S
    while honcho.poll() is None and time.monotonic() < deadline:
        if is_ready(settings.port):
            say(f"Driftinformation answers at {settings.address} (Ctrl-C stops it)")
            return offer_first_sign_in(settings)
        time.sleep(0.1)
    return None


def offer_first_sign_in(settings: Settings) -> None:
    """While nobody can sign in by themselves: an address that lets a first administrator in, once."""
    with Database(settings.database).writing() as session:
        path = first_sign_in(Roster(session, Secrecy.of(settings.secret), Doer("make run"), clock.now()))
    if path:
        say(f"The desk lets a first administrator in, once, at {settings.address}{path}")


def is_ready(port: int) -> bool:
    try:
        return requests.get(f"http://{host()}:{port}/readyz", timeout=5).ok
    except requests.ConnectionError:
        return False  # not listening yet


def say(line: str) -> None:
    print(f"==> {line}", flush=True)


if __name__ == "__main__":
    main()
