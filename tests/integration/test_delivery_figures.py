"""The figures of delivery at /metrics: what they say, and that they are given whatever the database does."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, text

from app import create_app
from models.delivery import Broadcast, Delivery, Gateway, State
from models.registration import Channel, Registration, Source
from notices import clock
from notices.config import Settings
from notices.database import Database
from notices.publishing import Publisher
from notices.registrations import Registry
from notices.secrecy import Secrecy
from tests.factories import SERVICE, Desk, incident

SECRET = "a key that only the tests know of"
NUMBERS = [f"+467017406{last:02}" for last in range(5, 9)]


@pytest.fixture
def application(anna: Desk, tmp_path: Path) -> Iterator[Flask]:
    url = anna.database.url.render_as_string(hide_password=False)
    app = create_app(Settings(database_url=url, secret_key=SECRET, var_dir=tmp_path / "var"))
    yield app
    app.extensions["site"].database.close()


def figures(application: Flask) -> dict[str, float]:
    """The figures of delivery by their names and labels, without what they share."""
    answer = application.test_client().get("/metrics")
    assert answer.status_code == 200
    assert "driftinformation_site_age_seconds" in answer.text
    names = "database_reached|deliver|gateway|registrations"
    return {
        " ".join(re.findall(r'^\w+|(?<=")\w+(?=")', name)): float(value)
        for name, value in re.findall(rf"^driftinformation_((?:{names})\S*) (\S+)$", answer.text, re.MULTILINE)
    }


def test_the_figures_say_how_each_channel_stands(anna: Desk, application: Flask) -> None:
    nothing = figures(application)
    assert nothing.pop("database_reached") == 1
    assert set(nothing.values()) == {0}
    now = clock.now()
    with anna.database.writing() as session:
        registry = Registry(session, Secrecy.of(SECRET), Channel.SMS, now - timedelta(days=9))
        for number in NUMBERS:
            registry.begin(number, Source.KEYWORD)
        Publisher(session, SERVICE, "test", now - timedelta(minutes=5), "https://drift.example", True).publish(
            incident()
        )
        broadcast = session.scalars(select(Broadcast)).one()
        broadcast.expanded_at = now
        states = (State.PENDING, State.UNKNOWN, State.ACCEPTED, State.REFUSED)
        for registration, state in zip(session.scalars(select(Registration)), states, strict=True):
            session.add(
                Delivery(
                    broadcast_id=broadcast.id,
                    registration_id=registration.id,
                    state=state,
                    due_at=now,
                    attempts=1,
                    failed_attempt=0,
                    provider_status="delivered" if state is State.ACCEPTED else None,
                )
            )
        session.get_one(Gateway, Channel.SMS).closed_until = now + timedelta(minutes=1)

    found = figures(application)
    counts = {
        name: found[f"deliveries sms {name}"] for name in ("pending", "accepted", "delivered", "failed", "unknown")
    }
    assert counts == dict.fromkeys(counts, 1)
    assert (found["gateway_closed sms"], found["gateway_closed mail"]) == (1, 0)
    assert (found["registrations_active sms"], found["registrations_active mail"]) == (4, 0)
    assert found["deliveries_oldest_seconds sms"] >= 300


@contextmanager
def locked(database: Database) -> Iterator[None]:
    """Somebody holds what the figures are read from, and does not let go."""
    if database.is_sqlite:
        holder = sqlite3.connect(str(database.url.database))
        holder.execute("PRAGMA locking_mode=EXCLUSIVE")
        holder.execute("BEGIN EXCLUSIVE")
        holder.execute("DELETE FROM sender")
        yield
        holder.close()
    else:
        with database.engine.connect() as connection, connection.begin():
            connection.execute(text("LOCK TABLE delivery IN ACCESS EXCLUSIVE MODE"))
            yield


def test_a_locked_database_is_said_to_be_so_and_the_other_figures_are_given(anna: Desk, application: Flask) -> None:
    with locked(anna.database):
        assert figures(application) == {"database_reached": 0}
    assert figures(application)["database_reached"] == 1


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_figures_are_given_when_the_database_is_gone(application: Flask, anna: Desk) -> None:
    Path(str(anna.database.url.database)).unlink()
    assert figures(application) == {"database_reached": 0}
