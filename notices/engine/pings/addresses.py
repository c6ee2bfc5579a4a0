"""The addresses that jobs ping: made, and found by what is pinged."""

import re
import uuid
from datetime import datetime

from slugify import slugify
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.engine import Engine, PingAddress
from notices.engine.pings.ping import Target
from notices.engine.reporter import NotAllowed, Reporter, recognise, reporter_of
from notices.engine.roster import EngineRoster
from notices.errors import IllegalAct
from notices.tokens import digest

SLUG = re.compile(r"[a-z0-9_-]{1,100}")


def make_address(roster: EngineRoster, name: str, job: str) -> tuple[str, str]:
    """A new address for a job of an engine: its uuid, which is never seen again, and its slug.

    One that the job had before stops counting. Raises NotFound, or IllegalAct where the job is not the engine's.
    """
    engine, slug = roster.find(name), slugify(job)
    if not reporter_of(engine).may_tell_of(job) or not slug:
        raise IllegalAct(f"{name} får inte berätta om jobbet {job!r}.")
    made = str(uuid.uuid4())
    address = _at(roster.session, engine.id, slug)
    if address is None:
        address = _add(roster.session, engine.id, slug, job, made)
    elif address.job != job:
        raise IllegalAct(f"Jobbet {address.job!r} har redan adressen {slug!r}.")
    address.uuid_digest = digest(made)
    roster.record(engine, "add_ping_address", {"name": name, "job": job, "slug": slug})
    return made, slug


def by_uuid(session: Session, code: str) -> Target | None:
    """Whose address that is."""
    found = session.execute(
        select(PingAddress, Engine)
        .join(Engine, PingAddress.engine_id == Engine.id)
        .where(PingAddress.uuid_digest == digest(code), Engine.ended_at.is_(None))
    ).first()
    return _target(found[0], reporter_of(found[1])) if found else None


def by_slug(session: Session, key: str, slug: str, now: datetime) -> Target | None:
    """Whose address that is, where the key is an engine's."""
    reporter = recognise(session, key, now)
    address = _at(session, reporter.id, slug) if reporter else None
    return _target(address, reporter) if address and reporter else None


def created(session: Session, key: str, slug: str, now: datetime) -> tuple[Target, bool] | None:
    """The same, made where it is not there yet: whether it was made just now. Raises NotAllowed."""
    reporter = recognise(session, key, now)
    if reporter is None:
        return None
    if address := _at(session, reporter.id, slug):
        return _target(address, reporter), False
    if not reporter.may_tell_of(slug):
        raise NotAllowed("data.job", f"{reporter.name} får inte berätta om jobbet {slug}.")
    return _target(_add(session, reporter.id, slug, slug, str(uuid.uuid4())), reporter), True


def _at(session: Session, engine_id: int, slug: str) -> PingAddress | None:
    return session.scalar(select(PingAddress).where(PingAddress.engine_id == engine_id, PingAddress.slug == slug))


def _add(session: Session, engine_id: int, slug: str, job: str, code: str) -> PingAddress:
    address = PingAddress(engine_id=engine_id, slug=slug, job=job, uuid_digest=digest(code))
    session.add(address)
    session.flush()
    return address


def _target(address: PingAddress, reporter: Reporter) -> Target:
    source = f"/ping/{reporter.name}/{address.slug}"
    return Target(address.id, address.job, reporter.environment or "production", source)
