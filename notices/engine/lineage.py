"""OpenLineage's run events, told as our own. Pure."""

import hashlib
from collections.abc import Iterable
from datetime import datetime

from notices.clock import day_of
from notices.runs.events import InvalidEvent, Json

# RUNNING says that a run goes on: told as a later start, which changes nothing and is a sign of life.
_TYPES = {
    "START": "started",
    "RUNNING": "started",
    "COMPLETE": "completed",
    "FAIL": "failed",
    "ABORT": "failed",
}
_ABORTED = "Körningen avbröts."


def told(event: Json, environment: str) -> Json | None:
    """The CloudEvent of a run event; None for what says nothing of a run's state (of a dataset, a job, OTHER).

    Raises InvalidEvent that names the part which is wrong, as OpenLineage calls it.
    """
    kind = event.get("eventType")
    if "run" not in event or kind is None or kind == "OTHER":
        return None
    if not isinstance(kind, str) or kind not in _TYPES:
        raise InvalidEvent("eventType", f"{str(kind)[:40]!r} finns inte. Skriv något av: {', '.join(_TYPES)}, OTHER.")
    run, job = _object(event, "run"), _object(event, "job")
    facets, time = _facets(run), _text(event, "eventTime")
    run_id, name, namespace = _text(run, "runId", "run."), _text(job, "name", "job."), _text(job, "namespace", "job.")
    data: dict[str, object] = {"environment": environment, "job": name, "run": run_id}
    data |= {"nominal": _nominal(facets), "files": _files(event)}
    if _TYPES[kind] == "failed":
        data["error"] = _error(facets) or (_ABORTED if kind == "ABORT" else "")
    return {
        "specversion": "1.0",
        "id": _id(run_id, kind, time),
        "source": f"openlineage:{namespace}",
        "type": f"lefi.run.{_TYPES[kind]}",
        "time": time,
        "subject": run_id,
        "data": data,
    }


def _id(*parts: str) -> str:
    """An OpenLineage event has none; the same one sent again has the same run, type and time."""
    return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:40]


def _object(event: Json, name: str) -> Json:
    value = event.get(name)
    if not isinstance(value, dict):
        raise InvalidEvent(name, "ska vara ett objekt.")
    return value


def _text(event: Json, name: str, prefix: str = "") -> str:
    value = event.get(name)
    if not isinstance(value, str) or not value:
        raise InvalidEvent(prefix + name, "saknas eller är ingen text.")
    return value


def _facets(owner: Json, name: str = "facets") -> Json:
    facets = owner.get(name)
    return facets if isinstance(facets, dict) else {}


def _nominal(facets: Json) -> str | None:
    """The date in Stockholm for which the run is."""
    start = _facets(facets, "nominalTime").get("nominalStartTime")
    if start is None:
        return None
    try:
        moment = datetime.fromisoformat(start)  # type: ignore[arg-type]  # what is no text is caught below
        return (day_of(moment) if moment.tzinfo else moment.date()).isoformat()
    except (TypeError, ValueError, OverflowError) as error:
        where = "run.facets.nominalTime.nominalStartTime"
        raise InvalidEvent(where, f"{str(start)[:40]!r} är ingen tid. Skriv som 2024-03-05T01:00:00Z.") from error


def _files(event: Json) -> int | None:
    """How many files were written, where that is told."""
    counts = [statistics["fileCount"] for statistics in _statistics(event) if type(statistics.get("fileCount")) is int]
    return sum(counts) if counts else None


def _statistics(event: Json) -> Iterable[dict[str, int]]:
    outputs = event.get("outputs")
    for output in outputs if isinstance(outputs, list) else ():
        if isinstance(output, dict):
            yield dict(_facets(_facets(output, "outputFacets"), "outputStatistics"))  # type: ignore[arg-type]


def _error(facets: Json) -> str:
    message = _facets(facets, "errorMessage").get("message")
    return message if isinstance(message, str) else ""
