"""schemathesis: asks what the document allows, and what it does not, and looks at every answer."""

import re
from collections import Counter
from collections.abc import Callable
from typing import Any, cast

import schemathesis
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi import checks

from models.token import Scope

SOUND = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
]
_ACTS = {Scope.DRAFT: "/drafts", Scope.PUBLISH: "/drafts|/notices", Scope.DELIVERIES: "nothing"}


def explore(app: Flask, key: str, scope: Scope | None, slug: str, examples: int) -> Counter[int]:
    """Ask each operation so many times with a token of that scope: how many answers of each status.

    AssertionError, or schemathesis' own, at the first answer that is not as the document says, or an act beyond the
    scope. Half of the acts are done to the notice `slug`.
    """
    document: dict[str, Any] = app.test_client().get("/api/v1/openapi.json").get_json()
    schema = schemathesis.openapi.from_dict(document)
    schema.app = app
    seen: Counter[int] = Counter()
    for found in schema.exclude(path_regex="/api/v2/|/receivers").get_all_operations():
        operation = cast("Ok[Any]", found).ok()  # the other is an operation that cannot be read
        modes = (operation.as_strategy(generation_mode=mode) for mode in _modes(operation))
        _examples(st.one_of(*modes), _asker(key, scope, slug, seen), examples)
    return seen


def _modes(operation: Any) -> tuple[GenerationMode, ...]:
    can_be_wrong = operation.body or operation.query or operation.headers
    return (GenerationMode.POSITIVE, GenerationMode.NEGATIVE) if can_be_wrong else (GenerationMode.POSITIVE,)


def _examples(cases: SearchStrategy[Case[Any]], ask: Callable[[Case[Any]], None], examples: int) -> None:
    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=cases)
    def run(case: Case[Any]) -> None:
        ask(case)

    run()


def _asker(key: str, scope: Scope | None, slug: str, seen: Counter[int]) -> Callable[[Case[Any]], None]:
    def ask(case: Case[Any]) -> None:
        if "slug" in (case.path_parameters or {}) and sum(seen.values()) % 2:
            case.path_parameters["slug"] = slug
        headers = {"Authorization": f"Bearer {key}", "Accept-Encoding": "identity"}
        if "If-Match" in (case.headers or {}) and sum(seen.values()) % 3:
            headers["If-Match"] = "*"
        answer = case.call_and_validate(headers=headers, checks=SOUND)
        seen[answer.status_code] += 1
        acted = case.method in ("POST", "PATCH") and answer.status_code < 300
        assert not acted or (scope and re.search(_ACTS[scope], case.path)), (scope, case.method, case.path)

    return ask
