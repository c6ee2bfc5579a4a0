"""Taking pings: what is open at their addresses is read, moved and written, many pings in one transaction."""

from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from models.engine import OpenPing, PingAddress
from notices.engine.arrivals import store
from notices.engine.pings.ping import Begun, Open, Ping, row, take

_OF_NONE: Open = {}


def take_all(session: Session, pings: Sequence[Ping]) -> None:
    """Store what they tell, in their order."""
    addresses = {ping.target.address_id for ping in pings}
    before = _opened(session, addresses)
    after, rows, logged = dict(before), [], []
    for ping in pings:
        at = ping.target.address_id
        after[at], run = take(ping, after.get(at, _OF_NONE))
        if run is None:
            logged.append(ping)
        else:
            rows.append(row(ping, run))
    store(session, rows)
    _keep(session, {at: runs for at, runs in after.items() if runs != before.get(at, _OF_NONE)})
    _note(session, logged)


def _opened(session: Session, addresses: Collection[int]) -> dict[int, Open]:
    """What is open at each, the latest last. Nobody else moves it until this transaction is over."""
    if session.get_bind().dialect.name == "postgresql":  # SQLite has one writer at a time anyway
        lock = select(PingAddress.id).where(PingAddress.id.in_(addresses)).order_by(PingAddress.id).with_for_update()
        session.execute(lock)
    found: dict[int, dict[str, Begun]] = {}
    opened = select(OpenPing.address_id, OpenPing.rid, OpenPing.run, OpenPing.started_at)
    rows = session.execute(opened.where(OpenPing.address_id.in_(addresses)).order_by(OpenPing.started_at))
    for address, rid, run, started_at in rows:
        found.setdefault(address, {})[rid] = Begun(run, started_at)
    return dict(found)


def _keep(session: Session, opened: dict[int, Open]) -> None:
    if not opened:
        return
    session.execute(delete(OpenPing).where(OpenPing.address_id.in_(opened)))
    rows = [
        {"address_id": address, "rid": rid, "run": begun.run, "started_at": begun.at}
        for address, runs in opened.items()
        for rid, begun in runs.items()
    ]
    if rows:
        session.execute(insert(OpenPing), rows)


def _note(session: Session, logged: Iterable[Ping]) -> None:
    for ping in logged:
        here = update(PingAddress).where(PingAddress.id == ping.target.address_id)
        session.execute(here.values(heard_at=ping.at))
