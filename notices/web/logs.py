"""Structured logs, each line with the request's id."""

import logging
import re
import sys
import time
import uuid

import structlog
from flask import Flask, Response, g, request

_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")
log = structlog.get_logger("request")


def configure(level: str) -> None:
    """Write JSON lines to standard error; on a terminal, lines for people."""
    people = sys.stderr.isatty()
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.dev.ConsoleRenderer() if people else structlog.processors.format_exc_info,
            *([] if people else [structlog.processors.JSONRenderer(ensure_ascii=False)]),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level]),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )


def _shown(path: str) -> str:
    """What is as good as a key is not logged."""
    return "/ping/…" if path.startswith("/ping/") else path


def attach(app: Flask) -> None:
    """Give each request an id (the proxy's, if it has one), log it and send it back."""

    @app.before_request
    def _begin() -> None:
        given = request.headers.get("X-Request-ID", "")
        g.request_id = given if _ID.fullmatch(given) else uuid.uuid4().hex
        g.began = time.perf_counter()
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=g.request_id)

    @app.after_request
    def _end(response: Response) -> Response:
        response.headers["X-Request-ID"] = g.request_id
        took = round((time.perf_counter() - g.began) * 1000, 1)
        log.info("answered", method=request.method, path=_shown(request.path), status=response.status_code, ms=took)
        return response
