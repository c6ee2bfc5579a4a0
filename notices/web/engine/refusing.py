"""Flask's side: what was refused before it is answered, as the API answers."""

from collections.abc import Callable
from typing import NoReturn

from flask import Blueprint, Response, request

from notices.web.access import REFUSED, Caller, open_to
from notices.web.api.gate import KeyGate
from notices.web.api.problems import problem
from notices.web.api.refusing import refuse_in
from notices.web.engine.refused import Refused, Stranger


@open_to(Caller.ENGINE)
def refuse_again(**_path: str) -> NoReturn:
    """The view of every route here: only what was refused comes so far."""
    raise request.environ[REFUSED]


def answer_refusals(blueprint: Blueprint, keys: KeyGate) -> None:
    """Errors to problems. `keys` counts strangers, as those of the API."""
    refuse_in(blueprint)
    blueprint.register_error_handler(Refused, _refused)
    blueprint.register_error_handler(Stranger, _stranger(keys))


def _refused(error: Refused) -> Response:
    return problem(error.code, error.detail, error.errors, error.headers)


def _stranger(keys: KeyGate) -> Callable[[Stranger], Response]:
    return lambda _error: keys.stranger()
