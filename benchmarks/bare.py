"""The least that a WSGI server can be asked to do: the bytes of one file, whatever is asked for."""

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

_BODY = [Path(os.environ["BARE_FILE"]).read_bytes()] if "BARE_FILE" in os.environ else [b""]
_HEADERS = [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(_BODY[0])))]


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer."""
    start_response("200 OK", _HEADERS)
    return _BODY
