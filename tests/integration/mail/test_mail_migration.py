"""What was sent before there was mail is kept when its tables change."""

from typing import Any

from sqlalchemy import text

from notices import migrating
from notices.clock import now
from notices.database import Database

ROWS: dict[str, dict[str, Any]] = {
    "notice": {"id": 1, "slug": "a", "short": "b", "dated": False, "published_at": now(), "version": 1},
    "change": {"position": 1, "notice_id": 1, "version": 1, "act": "publish", "at": now()},
    "registration": {"id": 1, "channel": "sms", "source": "keyword", "started_at": now()},
    "broadcast": {"id": 1, "position": 1, "notice_id": 1, "version": 1, "act": "publish", "channel": "sms",
                  "cause": "act", "text": "x", "created_at": now(), "not_before": now()},
    "delivery": {"id": 1, "broadcast_id": 1, "registration_id": 1, "state": "accepted", "due_at": now(), "attempts": 1,
                 "failed_attempt": 0},
}  # fmt: skip
COUNTS = text("SELECT (SELECT count(*) FROM delivery), (SELECT count(*) FROM broadcast)")


def test_deliveries_survive_the_way_up_and_down(empty_database_url: str) -> None:
    database = Database(empty_database_url)
    migrating.upgrade(database, "0005")
    with database.writing() as session:
        for table, row in ROWS.items():
            names, values = ", ".join(row), ", ".join(f":{name}" for name in row)
            session.execute(text(f"INSERT INTO {table} ({names}) VALUES ({values})"), row)
    migrating.upgrade(database, "0006")
    with database.writing() as session:  # the farewell is of no notice
        session.execute(text("UPDATE broadcast SET notice_id = NULL"))
    with database.reading() as session:
        assert session.execute(COUNTS).one() == (1, 1)
        assert database.is_sqlite is False or session.execute(text("PRAGMA foreign_key_check")).all() == []
    migrating.downgrade(database, "0005")
    with database.reading() as session:
        assert session.execute(COUNTS).one() == (0, 0)
    database.close()
