"""From an error to the problem that is answered: the only place where one becomes a status."""

from collections.abc import Callable, Iterable

from flask import Blueprint, Flask, Response, request
from pydantic import ValidationError
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException

from notices.drafts import Unfinished
from notices.drafts.fields import ANSWER, UPDATE
from notices.errors import (
    Conflict,
    DriftinformationError,
    IllegalAct,
    InvalidNotice,
    InvalidReceiver,
    InvalidTime,
    NotFound,
)
from notices.site.site import Site
from notices.tokens import InvalidRepeat
from notices.web.api.field_words import field_words
from notices.web.api.problems import FieldProblem, is_for_programs, preferred, problem
from notices.web.api.trouble import BY_STATUS

_SOON_S = "5"
_CODES: dict[type[DriftinformationError], str] = {
    NotFound: "not-found",
    IllegalAct: "state",
    Conflict: "state",
    InvalidRepeat: "key-reused",
    InvalidNotice: "invalid",
    InvalidTime: "invalid",
}


class Unmatched(DriftinformationError):
    """What was read before has been changed, or nobody says that they have read it."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def refuse_in(blueprint: Blueprint) -> None:
    """Answer what goes wrong in the API's own routes."""
    for kind, code in _CODES.items():
        blueprint.register_error_handler(kind, _said(code))
    blueprint.register_error_handler(Unmatched, _unmatched)
    blueprint.register_error_handler(Unfinished, _unfinished)
    blueprint.register_error_handler(InvalidReceiver, _receiver)
    blueprint.register_error_handler(ValidationError, _invalid)
    for lost in (OperationalError, InterfaceError, PoolTimeout):
        blueprint.register_error_handler(lost, _unavailable)


def refuse_elsewhere(app: Flask, site: Site) -> None:
    """Answer what goes wrong under the API's addresses before one of its routes is found. Not 404 and 500: those are
    `public.handle_errors`'.
    """

    @app.errorhandler(405)
    def _method(error: HTTPException) -> Response | HTTPException:
        if not is_for_programs():
            return error
        refused = from_http(error)
        if site.page(request.path):  # it is read by GET, which comes no further than the site
            refused.headers["Allow"] = f"GET, HEAD, {refused.headers['Allow']}"
        return refused

    @app.errorhandler(HTTPException)
    def _other(error: HTTPException) -> Response | HTTPException:
        return from_http(error) if is_for_programs() else error


def from_http(error: HTTPException) -> Response:
    """The same answer as Werkzeug's, as a problem. Its other headers (Allow, Retry-After) stay."""
    kept = {name: value for name, value in error.get_headers() if name not in ("Content-Type", "Content-Length")}
    return problem(BY_STATUS.get(error.code or 500, "malformed"), headers=kept)


def _said(code: str) -> Callable[[DriftinformationError], Response]:
    return lambda error: problem(code, str(error))


def _unmatched(error: Unmatched) -> Response:
    return problem(error.code)


def _unfinished(error: Unfinished) -> Response:
    return problem("invalid", errors=tuple(field_problems(error.problems)))


def _receiver(error: InvalidReceiver) -> Response:
    return problem("invalid", errors=(FieldProblem(field=error.field, detail=str(error)),))


def field_problems(problems: dict[str, str]) -> Iterable[FieldProblem]:
    """What is wrong with a form, by the names that the API has for its fields."""
    for name, words in problems.items():
        yield FieldProblem(field=name.replace(ANSWER, "answers.").replace(UPDATE, "updates."), detail=words)


def _invalid(error: ValidationError) -> Response:
    language = preferred()
    found = error.errors(include_url=False, include_context=True, include_input=False)
    if any(one["type"] == "json_invalid" for one in found):
        return problem("malformed")
    errors = (FieldProblem(field=".".join(map(str, one["loc"])), detail=field_words(one, language)) for one in found)
    return problem("invalid", errors=tuple(errors))


def _unavailable(_error: Exception) -> Response:
    return problem("unavailable", headers={"Retry-After": _SOON_S})
