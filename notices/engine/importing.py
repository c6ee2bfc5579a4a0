"""Reading a file of arrivals into the table, in its order."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from itertools import islice

from sqlalchemy.orm import Session

from notices.engine import strict_json
from notices.engine.accepting import Row, read
from notices.engine.arrivals import store_counted
from notices.runs.events import InvalidEvent

_AT_ONCE = 500


def import_arrivals(session: Session, lines: Iterable[str]) -> tuple[int, int]:
    """How many arrivals the file has, and how many of them are new.

    A line is `{"arrived": …, "event": CloudEvent}`. Raises InvalidEvent that names the line.
    """
    rows, read, new = _rows(lines), 0, 0
    while some := list(islice(rows, _AT_ONCE)):
        read += len(some)
        new += store_counted(session, some)
    return read, new


def _rows(lines: Iterable[str]) -> Iterator[Row]:
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _row(line, f"rad {number}")


def _row(line: str, where: str) -> Row:
    try:
        arrival = strict_json.loads(line)
        _, row = read(arrival["event"], datetime.fromisoformat(arrival["arrived"]).astimezone(UTC))
    except InvalidEvent as error:
        raise InvalidEvent(f"{where}: {error.field}", str(error).partition(": ")[2]) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InvalidEvent(where, "ska ha arrived och event, som JSON.") from error
    return row
