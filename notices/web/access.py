"""Who may call a route. Every route says so where it is defined; one that does not stops the start."""

import ipaddress
from collections.abc import Callable
from enum import StrEnum
from typing import ParamSpec, Protocol, TypeVar

from flask import Flask, abort, g, request
from flask.typing import ResponseReturnValue

from models.operator import Role
from models.token import Scope
from notices.operators.person import Person
from notices.tokens import Holder

REFUSED = "driftinformation.refused"  # in WSGI's environment: why the layer before Flask has not taken it
P = ParamSpec("P")
R = TypeVar("R")


class Caller(StrEnum):
    """Who may call."""

    ANYONE = "anyone"
    INSIDE = "inside"  # this machine and its private network, not through the public proxy
    PROVIDER = "provider"  # the SMS provider, by its signature on the request
    EDITOR = "editor"  # whoever is signed in at the desk
    PUBLISHER = "publisher"  # an operator who publishes
    ADMINISTRATOR = "administrator"  # an operator who decides who may what
    TOKEN = "token"  # a program with a token that has a scope that the view needs
    RECEIVER = "receiver"  # a receiver of webhooks, by the token with which it looks after itself
    ENGINE = "engine"  # an engine, by its key or a job's secret address, both asked for before Flask (web.engine)


ROLES = {Caller.EDITOR: Role.EDITOR, Caller.PUBLISHER: Role.PUBLISHER, Caller.ADMINISTRATOR: Role.ADMINISTRATOR}
_DECLARED = "__may_call__"
_CONFIRMED = "__confirmed__"
_NEEDED = "__scopes__"


class Confirmation(StrEnum):
    """Whether whoever calls must lately have shown who they are."""

    NOT_NEEDED = "not needed"
    NEEDED = "needed"
    NEEDED_WHEN_POSSIBLE = "needed when possible"  # not of who has nothing yet to show it with


class Gate(Protocol):
    """The desk's door."""

    def admit(self, role: Role, confirmation: Confirmation) -> Person | ResponseReturnValue:
        """Who stands behind the request at hand; or, where they may not go on, what they are answered.

        `role` is the least that is needed.
        """


class Keys(Protocol):
    """The API's door. Both look at the request's Bearer header, and at nothing else."""

    def holder(self, scopes: frozenset[Scope]) -> Holder | ResponseReturnValue:
        """Who holds its token; or, where that has none of the scopes or is none, what they are answered."""

    def receiver(self) -> int | ResponseReturnValue:
        """The id of the receiver whose own token it is; or what they are answered."""


def open_to(caller: Caller) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Declare who may call the view."""

    def declare(view: Callable[P, R]) -> Callable[P, R]:
        setattr(view, _DECLARED, caller)
        return view

    return declare


def recently_confirmed(view: Callable[P, R]) -> Callable[P, R]:
    """Let only those in who have shown who they are in the last minutes: for the acts that harm if a thief does them.

    Guard the page with the form as well as what the form posts to: then nobody is asked with a filled form in hand.
    """
    setattr(view, _CONFIRMED, Confirmation.NEEDED)
    return view


def confirmed_when_possible(view: Callable[P, R]) -> Callable[P, R]:
    """The same, but also whoever has nothing to sign in with yet may choose something."""
    setattr(view, _CONFIRMED, Confirmation.NEEDED_WHEN_POSSIBLE)
    return view


def needs(*scopes: Scope) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Declare which scopes let a token in, any one of them. For the views that are open to tokens."""

    def declare(view: Callable[P, R]) -> Callable[P, R]:
        setattr(view, _NEEDED, frozenset(scopes))
        return view

    return declare


def current_holder() -> Holder:
    """Whose token it is. Only for the views that are open to tokens."""
    holder: Holder = g.holder
    return holder


def current_receiver() -> int:
    """Which receiver asks. Only for the views that are open to receivers."""
    receiver: int = g.receiver
    return receiver


def current_operator() -> Person:
    """Who is signed in. Only for the views of the desk, whose `open_to` names a role."""
    person: Person = g.operator
    return person


def declared(app: Flask) -> dict[str, Caller]:
    """Who may call each endpoint. Raises LookupError where a view has not said."""
    views = app.view_functions.items()
    missing = [endpoint for endpoint, view in views if not _has_declared(view)]
    if missing:
        raise LookupError(f"who may call is not declared: {', '.join(missing)}")
    return {endpoint: getattr(view, _DECLARED) for endpoint, view in views}


def _has_declared(view: Callable[..., object]) -> bool:
    """One that is open to tokens has to say to which, too."""
    caller = getattr(view, _DECLARED, None)
    return caller is not None and (caller is not Caller.TOKEN or hasattr(view, _NEEDED))


def guard(app: Flask, gate: Gate, keys: Keys, is_provider: Callable[[], bool] = lambda: False) -> None:
    """Hold every request to what its route declares. To be called when all routes are there.

    `gate` guards the desk, `keys` the API. `is_provider` says whether the request at hand is the provider's own; unless
    it is given, none is.
    """
    callers = declared(app)
    checks = {Caller.ANYONE: lambda: True, Caller.INSIDE: _is_inside, Caller.PROVIDER: is_provider}
    checks[Caller.ENGINE] = lambda: REFUSED in request.environ  # it says why; nothing else comes so far

    @app.before_request
    def _check() -> ResponseReturnValue | None:
        caller = callers.get(request.endpoint or "", Caller.ANYONE)
        if caller in ROLES:
            return _at_the_desk(caller)
        if caller is Caller.TOKEN:
            return _keep_holder(keys.holder(getattr(app.view_functions[request.endpoint or ""], _NEEDED)))
        if caller is Caller.RECEIVER:
            return _keep_receiver(keys.receiver())
        if not checks[caller]():
            abort(403)
        return None

    def _at_the_desk(caller: Caller) -> ResponseReturnValue | None:
        confirmation = getattr(app.view_functions[request.endpoint or ""], _CONFIRMED, Confirmation.NOT_NEEDED)
        admitted = gate.admit(ROLES[caller], confirmation)
        if isinstance(admitted, Person):
            g.operator = admitted
            return None
        return admitted


def _keep_holder(admitted: Holder | ResponseReturnValue) -> ResponseReturnValue | None:
    if isinstance(admitted, Holder):
        g.holder = admitted
        return None
    return admitted


def _keep_receiver(admitted: int | ResponseReturnValue) -> ResponseReturnValue | None:
    if isinstance(admitted, int):
        g.receiver = admitted
        return None
    return admitted


def _is_inside() -> bool:
    # A request that a proxy passed on comes from outside, whatever the proxy's own address.
    if "X-Forwarded-For" in request.headers or "Forwarded" in request.headers or not request.remote_addr:
        return False
    return ipaddress.ip_address(request.remote_addr).is_private
