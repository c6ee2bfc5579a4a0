"""`POST /engine/events`: CloudEvents, one or many, each answered for itself."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any

from notices.engine.accepting import Row, accept
from notices.engine.grouping import Group
from notices.engine.reporter import NotAllowed, Reporter
from notices.runs.events import InvalidEvent
from notices.web.api.problems import FieldProblem
from notices.web.engine import modes
from notices.web.engine.answer import Answer, as_json
from notices.web.engine.asked import Environ
from notices.web.engine.door import Door
from notices.web.engine.refused import Refused, reason, refused

Outcome = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Events:
    """Takes them; `rows` stores those of many requests at once."""

    door: Door
    rows: Group[list[Row]]
    clock: Callable[[], datetime]

    def __call__(self, environ: Environ) -> Answer:
        """Raises Stranger, Refused, and what the database raises."""
        reporter = self.door.admit(environ)
        sent = modes.read(environ)
        return self._batch(sent.events, reporter) if sent.is_batch else self._single(sent.events[0], reporter)

    def _single(self, event: object, reporter: Reporter) -> Answer:
        try:
            row = _accept(event, reporter, self.clock())
        except InvalidEvent as error:
            raise refused(error) from error
        self.rows.add([row])
        return as_json("202 Accepted", {"id": row["event_id"], "ok": True})

    def _batch(self, events: Sequence[object], reporter: Reporter) -> Answer:
        """The good ones are stored, also beside others: 200 where all are good, 207 where some are, 422 for none."""
        rows: list[Row] = []
        outcomes: list[Outcome] = []
        now = self.clock()
        for index, event in enumerate(events):
            try:
                rows.append(_accept(event, reporter, now))
            except InvalidEvent as error:
                outcomes.append(_wrong(index, event, error))
            else:
                outcomes.append({"index": index, "id": rows[-1]["event_id"], "ok": True})
        if events and not rows:
            raise Refused("invalid", errors=tuple(map(_problem, outcomes)))
        if rows:
            self.rows.add(rows)
        return as_json("200 OK" if len(rows) == len(events) else "207 Multi-Status", {"events": outcomes})


def _accept(event: object, reporter: Reporter, now: datetime) -> Row:
    if not isinstance(event, dict):
        raise InvalidEvent("", "ska vara ett objekt, en händelse som CloudEvents skriver den.")
    return accept(event, reporter, now)


def _wrong(index: int, event: object, error: InvalidEvent) -> Outcome:
    id = event.get("id") if isinstance(event, dict) else None
    status = HTTPStatus.FORBIDDEN if isinstance(error, NotAllowed) else HTTPStatus.UNPROCESSABLE_ENTITY
    return {
        "index": index,
        "id": id if isinstance(id, str) else None,
        "ok": False,
        "status": status.value,
        "field": error.field,
        "detail": reason(error),
    }


def _problem(wrong: Outcome) -> FieldProblem:
    return FieldProblem(field=f"{wrong['index']}.{wrong['field']}".rstrip("."), detail=wrong["detail"])
