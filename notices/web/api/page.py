"""`/api`: the document, for people; and `/api/v1/openapi.json`, the same for programs."""

from collections.abc import Callable
from datetime import datetime
from functools import cache

from flask import Blueprint, Response

from notices.parts import Parts
from notices.service import Language, Text
from notices.site.frame import Frame
from notices.site.pages.layout import Head, draw
from notices.web.access import Caller, open_to
from notices.web.api.operation import Operation
from notices.web.api.reading import READ
from notices.web.api.routes import ROOT
from notices.web.api.trouble import TROUBLES
from notices.web.public import frame_of, html

_TITLE = Text(sv="API för program", en="API for programs")
_ABOUT = Text(sv="Läs, skriv och få besked från ett program.", en="Read, write and be told from a program.")
_AN_HOUR = "public, max-age=3600"


def blueprint(parts: Parts, operations: list[Operation], clock: Callable[[], datetime]) -> Blueprint:
    """Both, of the operations that there are."""
    pages = Blueprint("api_page", __name__)

    @cache
    def document() -> str:
        from notices.web.api.document import describe  # noqa: PLC0415  (heavy, and seldom asked for)

        made = describe(parts.service, parts.settings.address, operations)
        return made.model_dump_json(by_alias=True, exclude_none=True)

    def show(language: Language) -> Response:
        frame = frame_of(parts.site, language, clock())
        return html(
            draw(frame, "api.html", _head(frame), read=READ, operations=operations, troubles=TROUBLES, root=ROOT)
        )

    @pages.get(f"{ROOT}/openapi.json")
    @open_to(Caller.ANYONE)
    def openapi() -> Response:
        headers = {"Cache-Control": _AN_HOUR, "Access-Control-Allow-Origin": "*"}
        return Response(document(), content_type="application/json", headers=headers)

    @pages.get("/api")
    @open_to(Caller.ANYONE)
    def swedish() -> Response:
        return show("sv")

    @pages.get("/en/api")
    @open_to(Caller.ANYONE)
    def english() -> Response:
        return show("en")

    return pages


def _head(frame: Frame) -> Head:
    return Head(
        path="/api",
        title=_TITLE.in_(frame.language),
        description=_ABOUT.in_(frame.language),
        modified=frame.snapshot.changed_at,
    )
