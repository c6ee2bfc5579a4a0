"""`POST /api/v1/lineage` and `/batch`: OpenLineage's events, as its clients send them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from notices.engine.accepting import Row, accept
from notices.engine.grouping import Group
from notices.engine.lineage import told
from notices.engine.reporter import Reporter
from notices.runs.events import InvalidEvent
from notices.web.engine.answer import Answer, as_json, nothing
from notices.web.engine.asked import Environ, json_body
from notices.web.engine.door import Door
from notices.web.engine.refused import Refused, reason, refused

# What is wrong, as OpenLineage calls it.
_FIELDS = {"time": "eventTime", "data.job": "job.name", "data.run": "run.runId", "source": "job.namespace"}


@dataclass(frozen=True, slots=True)
class Lineage:
    """Takes them. What says nothing of a run's state is answered well, and not kept."""

    door: Door
    rows: Group[list[Row]]
    clock: Callable[[], datetime]

    def one(self, environ: Environ) -> Answer:
        """Raises Stranger, Refused, and what the database raises."""
        reporter = self.door.admit(environ)
        try:
            row = self._row(json_body(environ), reporter)
        except InvalidEvent as error:
            raise refused(_renamed(error)) from error
        if row:
            self.rows.add([row])
        return nothing("201 Created")

    def batch(self, environ: Environ) -> Answer:
        """The good ones are stored; the summary is as OpenLineage's own service gives it. Raises as `one`."""
        reporter = self.door.admit(environ)
        events = json_body(environ)
        if not isinstance(events, list):
            raise Refused("malformed")
        rows, failed = [], []
        for index, event in enumerate(events):
            try:
                rows.append(self._row(event, reporter))
            except InvalidEvent as error:
                wrong = _renamed(error)
                failed.append({"index": index, "field": wrong.field, "reason": reason(wrong), "retriable": False})
        if kept := [row for row in rows if row]:
            self.rows.add(kept)
        summary = {"received": len(events), "successful": len(rows), "failed": len(failed), "retriable": 0}
        status = "success" if not failed else "partial_success" if rows else "failure"
        return as_json("200 OK", {"status": status, "summary": summary, "failed_events": failed})

    def _row(self, event: object, reporter: Reporter) -> Row | None:
        if not isinstance(event, dict):
            raise InvalidEvent("", "ska vara ett objekt, en händelse som OpenLineage skriver den.")
        said = told(event, reporter.environment or "production")
        return accept(said, reporter, self.clock()) if said else None


def _renamed(error: InvalidEvent) -> InvalidEvent:
    name = _FIELDS.get(error.field, error.field)
    return type(error)(name, reason(error))
