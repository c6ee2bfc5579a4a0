"""CloudEvents over HTTP: structured, batched and binary (CloudEvents 1.0, HTTP protocol binding)."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import unquote

from notices.runs.events import Json
from notices.service import Text
from notices.web.engine.asked import Environ, json_body, media_type
from notices.web.engine.refused import Refused

STRUCTURED, BATCHED = "application/cloudevents+json", "application/cloudevents-batch+json"
_ATTRIBUTE = "HTTP_CE_"
_TAKEN = Text(
    sv=f"Skicka {STRUCTURED}, {BATCHED} eller huvuden ce-… med application/json.",
    en=f"Send {STRUCTURED}, {BATCHED}, or ce-… headers with application/json.",
)


@dataclass(frozen=True, slots=True)
class Sent:
    """The events in their JSON form; what stands in an event's place may be anything. `is_batch`: they came as one."""

    events: Sequence[object]
    is_batch: bool = False


def read(environ: Environ) -> Sent:
    """Raises Refused where the body is no JSON, or nothing that CloudEvents sends."""
    kind = media_type(environ)
    if kind == STRUCTURED:
        return Sent((json_body(environ),))
    if kind == BATCHED:
        events = json_body(environ)
        if not isinstance(events, list):
            raise Refused("malformed")
        return Sent(events, is_batch=True)
    if "HTTP_CE_SPECVERSION" in environ and (kind == "application/json" or kind.endswith("+json")):
        return Sent((_binary(environ, kind),))
    raise Refused("media-type", _TAKEN)


def _binary(environ: Environ, kind: str) -> Json:
    """What stands in the headers, which are written with % where they are not plain."""
    attributes = {
        name.removeprefix(_ATTRIBUTE).lower(): unquote(value)
        for name, value in environ.items()
        if name.startswith(_ATTRIBUTE)
    }
    return {**attributes, "datacontenttype": kind, "data": json_body(environ)}
