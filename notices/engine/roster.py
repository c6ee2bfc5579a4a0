"""The engines that may report: added, given new keys, ended."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from models.engine import Engine, EngineToken
from models.terms import Environment
from notices import audit
from notices.errors import IllegalAct, NotFound
from notices.tokens import digest, new_key

PREFIX = "drift_engine_"
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,62}")


@dataclass(frozen=True, slots=True)
class EngineRoster:
    """Acts on the engines, in one transaction. `who` acts, as the audit names them."""

    session: Session
    who: str
    now: datetime

    def add(self, name: str, jobs: Collection[str], environment: Environment) -> str:
        """A new engine: its key, which is never seen again. Raises IllegalAct where the name is taken or is none."""
        if not _NAME.fullmatch(name):
            raise IllegalAct("Namnet får ha små bokstäver a–z, siffror, punkt, bindestreck och understreck.")
        if self.session.scalar(select(Engine.id).where(Engine.name == name)):
            raise IllegalAct(f"Det finns redan en motor som heter {name!r}. Välj ett annat namn.")
        named = sorted(set(jobs))
        engine = Engine(name=name, jobs=named, environment=environment.value, created_at=self.now, created_by=self.who)
        self.session.add(engine)
        self.session.flush()
        self.record(engine, "add_engine", {"name": name, "jobs": named, "environment": environment})
        return self._new_key(engine)

    def rotate(self, name: str, overlap: timedelta) -> str:
        """A new key; those before it count for so long still. Raises NotFound or IllegalAct."""
        engine = self.find(name)
        until = self.now + overlap
        count_longer = or_(EngineToken.expires_at.is_(None), EngineToken.expires_at > until)
        earlier = update(EngineToken).where(EngineToken.engine_id == engine.id, count_longer)
        self.session.execute(earlier.values(expires_at=until))
        self.record(engine, "rotate_engine_key", {"name": name, "earlier_until": until})
        return self._new_key(engine)

    def end(self, name: str) -> None:
        """From now on nothing is taken from it. Raises NotFound or IllegalAct."""
        engine = self.find(name)
        engine.ended_at = self.now
        self.record(engine, "end_engine", {"name": name})

    def find(self, name: str) -> Engine:
        """The engine of that name, held until the transaction is over. Raises NotFound; IllegalAct where it ended."""
        engine = self.session.scalar(select(Engine).where(Engine.name == name).with_for_update())
        if engine is None:
            raise NotFound(f"Ingen motor heter {name!r}. Se vilka som finns med: flask --app app engine list")
        if engine.ended_at:
            raise IllegalAct(f"Motorn {name!r} är avslutad. Lägg till en ny med ett annat namn.")
        return engine

    def record(self, engine: Engine, act: str, after: dict[str, object]) -> None:
        """Put an act into the audit."""
        audit.record(
            self.session,
            actor=self.who,
            act=act,
            subject=f"engine:{engine.id}",
            before=None,
            after=after,
            source_address=None,
            now=self.now,
        )

    def _new_key(self, engine: Engine) -> str:
        key = new_key(PREFIX)
        self.session.add(EngineToken(engine_id=engine.id, digest=digest(key), created_at=self.now))
        self.session.flush()
        return key


def all_engines(session: Session) -> Sequence[Engine]:
    """All that were ever added, oldest first."""
    return session.scalars(select(Engine).order_by(Engine.id)).all()
