"""Who may call a route. Every route says so where it is defined; one that does not stops the start."""

import ipaddress
from collections.abc import Callable
from enum import StrEnum
from typing import ParamSpec, TypeVar

from flask import Flask, abort, request

P = ParamSpec("P")
R = TypeVar("R")


class Caller(StrEnum):
    """Who may call."""

    ANYONE = "anyone"
    INSIDE = "inside"  # this machine and its private network, not through the public proxy
    PROVIDER = "provider"  # the SMS provider, by its signature on the request


_DECLARED = "__may_call__"


def open_to(caller: Caller) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Declare who may call the view."""

    def declare(view: Callable[P, R]) -> Callable[P, R]:
        setattr(view, _DECLARED, caller)
        return view

    return declare


def declared(app: Flask) -> dict[str, Caller]:
    """Who may call each endpoint. Raises LookupError where a view has not said."""
    views = app.view_functions.items()
    missing = [endpoint for endpoint, view in views if not hasattr(view, _DECLARED)]
    if missing:
        raise LookupError(f"who may call is not declared: {', '.join(missing)}")
    return {endpoint: getattr(view, _DECLARED) for endpoint, view in views}


def guard(app: Flask, is_provider: Callable[[], bool] = lambda: False) -> None:
    """Hold every request to what its route declares. To be called when all routes are there.

    `is_provider` says whether the request at hand is the provider's own; unless it is given, none is.
    """
    callers = declared(app)
    checks = {Caller.ANYONE: lambda: True, Caller.INSIDE: _is_inside, Caller.PROVIDER: is_provider}

    @app.before_request
    def _check() -> None:
        if request.endpoint and not checks[callers[request.endpoint]]():
            abort(403)


def _is_inside() -> bool:
    # A request that a proxy passed on comes from outside, whatever the proxy's own address.
    if "X-Forwarded-For" in request.headers or "Forwarded" in request.headers or not request.remote_addr:
        return False
    return ipaddress.ip_address(request.remote_addr).is_private
