"""What is answered when something is wrong: a problem (RFC 9457), in Swedish, or in English for who prefers that."""

from collections.abc import Mapping, Sequence

from flask import Response, request
from pydantic import BaseModel, ConfigDict, Field

from notices.service import Language, Text
from notices.site.page import API
from notices.web.api.trouble import TROUBLES

MEDIA_TYPE = "application/problem+json"


class FieldProblem(BaseModel):
    """What is wrong in one field; an empty `field` is the whole."""

    model_config = ConfigDict(frozen=True)

    field: str
    detail: str


class Problem(BaseModel):
    """What is wrong and what to do (RFC 9457). `type` is an address at which that is explained."""

    model_config = ConfigDict(frozen=True)

    type: str
    title: str
    status: int
    detail: str
    errors: tuple[FieldProblem, ...] = Field((), description="What is wrong, field by field")


def problem(
    code: str,
    detail: Text | str | None = None,
    errors: Sequence[FieldProblem] = (),
    headers: Mapping[str, str] | None = None,
) -> Response:
    """The answer. `code` is one of `TROUBLES`; `detail` says more than its own words, where there is more to say."""
    trouble, language = TROUBLES[code], preferred()
    said = trouble.detail if detail is None else detail
    body = Problem(
        type=f"/api#{code}",
        title=trouble.title.in_(language),
        status=trouble.status,
        detail=said.in_(language) if isinstance(said, Text) else said,
        errors=tuple(errors),
    )
    response = Response(body.model_dump_json(), trouble.status, content_type=MEDIA_TYPE)
    response.headers.update({"Cache-Control": "no-store", "Content-Language": language, "Vary": "Accept-Language"})
    response.headers.update(headers or {})
    return response


def preferred() -> Language:
    """The caller's language: of those that they name, the first that is one of ours (en-GB is English)."""
    named = (tag.partition("-")[0].lower() for tag in request.accept_languages.values())
    return "en" if next((tag for tag in named if tag in ("sv", "en")), "sv") == "en" else "sv"


def is_for_programs() -> bool:
    """Whether what was asked for belongs to the API, or to the intake."""
    return request.path.startswith((API, "/engine/"))
