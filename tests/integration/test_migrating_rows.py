"""A database that is in use: what it holds is there after the way up, and after the way down."""

from typing import Any

from sqlalchemy import text

from notices import migrating
from notices.clock import now
from notices.database import Database

NOW = now()
NOTICE: dict[str, Any] = {"id": 1, "slug": "a", "short": "b", "dated": False, "published_at": NOW, "version": 1}
BROADCAST: dict[str, Any] = {
    "position": 1, "notice_id": 1, "version": 1, "act": "publish", "text": "x", "created_at": NOW, "not_before": NOW,
}  # fmt: skip
ROWS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("notice", NOTICE),
    ("change", {"position": 1, "notice_id": 1, "version": 1, "act": "publish", "at": NOW}),
    *(("registration", {"id": n, "channel": "sms", "address_hash": f"h{n}", "source": "keyword", "started_at": NOW})
      for n in (1, 2, 3)),
    ("broadcast", {"id": 1, "channel": "sms", **BROADCAST}),
    ("broadcast", {"id": 2, "channel": "mail", **BROADCAST}),
    *(("delivery", {"id": n, "broadcast_id": 1, "registration_id": n, "state": "accepted", "due_at": NOW, "attempts": 1,
                    "failed_attempt": 0, "provider_id": f"SM{n}", "provider_status": "delivered"})
      for n in (1, 2, 3)),
    ("inbound_message", {"provider_id": "SM4", "received_at": NOW, "address_hash": "h1", "body": "LEFIP",
                         '"order"': "register"}),
    ("console_message", {"id": 1, "address_hash": "h1", "body": "x", "at": NOW}),
)  # fmt: skip
ALL = {"notice": 1, "change": 1, "registration": 3, "broadcast": 2, "delivery": 3, "inbound_message": 1,
       "console_message": 1}  # fmt: skip


def insert(database: Database, *rows: tuple[str, dict[str, Any]]) -> None:
    with database.writing() as session:
        for table, row in rows:
            values = ", ".join(f":{name.strip(chr(34))}" for name in row)
            named = {name.strip('"'): value for name, value in row.items()}
            session.execute(text(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({values})"), named)


def count(database: Database) -> dict[str, int]:
    """How many rows there are, each of them whole."""
    with database.reading() as session:
        assert not database.is_sqlite or session.execute(text("PRAGMA foreign_key_check")).all() == []
        return {table: session.scalars(text(f"SELECT count(*) FROM {table}")).one() for table in ALL}


def test_what_a_database_holds_survives_the_way_up_and_down(empty_database_url: str) -> None:
    database = Database(empty_database_url)
    migrating.upgrade(database, "0003")
    insert(database, *ROWS)
    migrating.upgrade(database)
    assert count(database) == ALL
    reminder = {"id": 3, "channel": "sms", "cause": "start", "moment": NOW, **BROADCAST}
    told = {"id": 4, "broadcast_id": 3, "registration_id": 1, "state": "accepted", "due_at": NOW, "attempts": 1,
            "failed_attempt": 0}  # fmt: skip
    insert(database, ("broadcast", reminder), ("delivery", told))
    migrating.downgrade(database, "0004")
    assert count(database) == {**ALL, "broadcast": 3, "delivery": 4}
    migrating.downgrade(database, "0003")  # where there is no word beside that of the act
    assert count(database) == ALL
    database.close()
