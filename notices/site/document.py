"""One finished public answer, before it is compressed and stored."""

from dataclasses import dataclass
from datetime import UTC, datetime

from pydantic import BaseModel

HTML = "text/html; charset=utf-8"
JSON = "application/json"
# The age of what nothing that was published has changed.
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Document:
    """The bytes of one public address. `modified` is when what it says last changed (UTC).

    `location` makes it a redirection to that address (a path on this site); `status` is 200 unless it is.
    """

    path: str
    content_type: str
    body: bytes
    modified: datetime
    location: str | None = None


def json_document(path: str, answer: BaseModel, modified: datetime) -> Document:
    """An answer for programs."""
    return Document(path, JSON, answer.model_dump_json().encode(), modified)
