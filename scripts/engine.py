"""A night in a minute, played against the service that runs on this machine: `make engine` beside `make run`.

The files are late, so a draft appears at the desk; then they come, and the closing update is proposed. It signs in as
an engine of its own, and adds a job of its own to the plan, which is due once, now.
"""

import json
import os
import sys
import time
import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TypeVar

import requests
from dotenv import load_dotenv
from sqlalchemy import select

from models.draft import Draft, DraftState
from models.engine import Engine
from models.run import Incident
from models.terms import Environment
from notices import clock
from notices.clock import STOCKHOLM
from notices.config import Settings, read_settings
from notices.database import Database
from notices.engine.roster import EngineRoster
from notices.errors import ConfigurationError
from notices.runs.plan import Job, Plan
from notices.watching.plans import current_plan, set_plan

WHO, NAME = "make engine", "provmotor"
WAITED_S = 60
PATIENCE_S = 15 * 60  # for a person at the desk

T = TypeVar("T")


def main() -> None:
    load_dotenv(".env")
    try:
        settings = read_settings()
    except ConfigurationError as error:
        sys.exit(str(error))
    if not settings.is_local:
        sys.exit("Det här spelar en påhittad natt. Kör det bara mot en tjänst på din egen maskin.")
    Night(settings, float(os.environ.get("ENGINE_SECONDS", "60"))).play()


class Night:
    """One night, `seconds` long: half of them until the files are late, half until they come."""

    def __init__(self, settings: Settings, seconds: float) -> None:
        self.settings, self.half = settings, seconds / 2
        self.database = Database(settings.database)
        self.run = f"prov-{uuid.uuid4().hex[:8]}"
        self.begun = clock.now()
        self.deadline = self.begun + timedelta(seconds=self.half)
        self.token = self._token()

    def play(self) -> None:
        job = self._set_plan()
        say(f"{job.title} startar. Filerna ska vara levererade {at(self.deadline)}.")
        self._tell("started", job)
        draft = wait_for(self._draft, self.half + WAITED_S)
        if draft is None:
            sys.exit("Inget utkast kom. Går workern? Starta tjänsten med: make run")
        say(f"Filerna är sena. Ett utkast väntar på dig: {self.settings.address}/desk/utkast/{draft.id}")
        say("Läs igenom det och publicera, så går det ut på sidan, i flödet och som sms.")
        say("Filerna kommer när det är publicerat, annars efter en kvart. Avbryt med Ctrl-C.")
        wait_for(lambda: self._is_settled(draft.id), PATIENCE_S)
        time.sleep(self.half)
        say("Filerna kommer.")
        self._tell("completed", job, files=211, covers=[self._nominal])
        wait_for(self._is_over, WAITED_S)
        closing = self._closing()
        if closing:
            say(f"En avslutande uppdatering är föreslagen: {self.settings.address}/desk/utkast/{closing}")
            say("Publicera den, så är händelsen avslutad.")
        else:
            say("Utkastet publicerades inte, så det är kastat med skälet att filerna kom.")

    # -- what the engine does -----------------------------------------------------------------------------------

    @property
    def _nominal(self) -> str:
        return self.begun.astimezone(STOCKHOLM).date().isoformat()

    def _set_plan(self) -> Job:
        """A job that is due once: today, this minute. What else is planned stays."""
        started = self.begun.astimezone(STOCKHOLM)
        with self.database.writing() as session:
            plan = current_plan(session)
            job = Job(
                name=f"provkorning-{started:%H%M%S}" if plan else "dygnskorning",
                title=f"Provkörningen kl {started:%H.%M}" if plan else "Dygnskörning",
                schedule=f"{started.minute} {started.hour} {started.day} {started.month} *",
                deliver_by=self.deadline.astimezone(STOCKHOLM).time(),
            )
            jobs = [one for one in plan.jobs if one.name != job.name] if plan else []
            whole = plan.model_dump(by_alias=True) if plan else {}
            set_plan(session, Plan.model_validate({**whole, "jobs": [*jobs, job]}), WHO, clock.now())
        return job

    def _token(self) -> str:
        """A key of the engine that this is, made anew each time."""
        with self.database.writing() as session:
            roster = EngineRoster(session, WHO, clock.now())
            if session.scalar(select(Engine).where(Engine.name == NAME)):
                return roster.rotate(NAME, timedelta())
            return roster.add(NAME, (), Environment.PRODUCTION)

    def _tell(self, phase: str, job: Job, **more: object) -> None:
        event = {
            "specversion": "1.0",
            "id": uuid.uuid4().hex,
            "source": f"/{NAME}",
            "type": f"lefi.run.{phase}",
            "subject": self.run,
            "time": datetime.now(UTC).isoformat(),
            "data": {"job": job.name, "run": self.run, "nominal": self._nominal, **more},
        }
        address = f"http://127.0.0.1:{self.settings.port}/engine/events"
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/cloudevents+json"}
        try:
            answer = requests.post(address, json.dumps(event), headers=headers, timeout=30)
        except requests.ConnectionError:
            sys.exit(f"Ingen tjänst svarar på {address}. Starta den i ett annat fönster med: make run")
        if not answer.ok:
            sys.exit(f"Tjänsten tog inte emot händelsen ({answer.status_code}): {answer.text}")

    # -- what the service makes of it ---------------------------------------------------------------------------

    def _incident(self) -> Incident | None:
        with self.database.reading() as session:
            newest = session.scalars(select(Incident).order_by(Incident.opened_at.desc()).limit(20))
            return next((row for row in newest if self.run in row.document.get("runs", [])), None)

    def _draft(self) -> Draft | None:
        incident = self._incident()
        with self.database.reading() as session:
            return session.get(Draft, incident.draft_id) if incident and incident.draft_id else None

    def _is_settled(self, number: int) -> bool:
        with self.database.reading() as session:
            return session.get_one(Draft, number).state in (DraftState.PUBLISHED, DraftState.DISCARDED)

    def _is_over(self) -> bool:
        incident = self._incident()
        if incident is None or incident.closed_at is None:
            return False
        return bool(incident.closing_draft_id) or not self._is_published(incident)

    def _is_published(self, incident: Incident) -> bool:
        with self.database.reading() as session:
            return session.get_one(Draft, incident.draft_id).state is DraftState.PUBLISHED

    def _closing(self) -> int | None:
        incident = self._incident()
        return incident.closing_draft_id if incident else None


def wait_for(look: Callable[[], T | None], seconds: float) -> T | None:
    """Look twice a second until there is something; None where there is nothing after so long."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if found := look():
            return found
        time.sleep(0.5)
    return None


def at(moment: datetime) -> str:
    return f"{moment.astimezone(STOCKHOLM):kl %H.%M.%S}"


def say(line: str) -> None:
    print(f"==> {line}", flush=True)


if __name__ == "__main__":
    main()
