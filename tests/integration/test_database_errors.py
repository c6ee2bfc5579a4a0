"""What the database says when it refuses something goes to the log, so nothing of what was written may stand in it."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from notices.database import Database


def test_an_error_does_not_repeat_what_was_to_be_written(database_url: str) -> None:
    database = Database(database_url)
    database.create()
    with pytest.raises(DBAPIError, match="missing") as refused, database.writing() as session:
        session.execute(text("INSERT INTO missing (body) VALUES (:body)"), {"body": "Jag heter Britta"})
    database.close()
    assert "Britta" not in str(refused.value)
