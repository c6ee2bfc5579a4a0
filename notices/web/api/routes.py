"""From the declared operations to Flask's routes: limited, read, done in one transaction, answered."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask import Blueprint, Response
from sqlalchemy.orm import Session

from models.token import Scope
from notices.database import Database
from notices.repeating import repeated
from notices.service import Text
from notices.tokens import Answer, keep, recall
from notices.web.access import Caller, current_holder, needs, open_to
from notices.web.api.asking import Call, etag, read_call
from notices.web.api.limits import BY_NEWCOMER, BY_TOKEN, Limits
from notices.web.api.operation import Edge, Operation, Reply
from notices.web.source import source_address

ROOT = "/api/v1"
View = Callable[..., Reply]


@dataclass(frozen=True, slots=True)
class Routes:
    """The operations of the API, declared one by one."""

    blueprint: Blueprint
    database: Database
    limits: Limits
    clock: Callable[[], datetime]
    proxies: int
    operations: list[Operation] = field(default_factory=list)

    def add(self, method: str, path: str, sv: str, en: str, *scopes: Scope, **declared: Any) -> Callable[[View], View]:
        """Declare a view: `view(session, call, **path)`, or `view(call, **path)` where it has its own transactions.

        `sv` and `en` say what it does; `declared` are the fields of `Operation`.
        """

        def declare(view: View) -> View:
            name = view.__name__.strip("_")
            operation = Operation(method, path, name, Text(sv=sv, en=en), view, scopes=scopes, **declared)
            self.operations.append(operation)
            answering = needs(*scopes)(open_to(operation.caller)(_Answering(self, operation)))
            self.blueprint.add_url_rule(
                f"{ROOT}{path}", name, answering, methods=[method], provide_automatic_options=False
            )
            return view

        return declare


class _Answering:
    """One operation as a view of Flask's."""

    def __init__(self, routes: Routes, operation: Operation) -> None:
        self.routes, self.operation = routes, operation
        self.__name__ = operation.name

    def __call__(self, **path: Any) -> Response:
        routes, operation = self.routes, self.operation
        holder = current_holder() if operation.caller is Caller.TOKEN else None
        source = source_address(routes.proxies)
        who, limit = (holder.actor, BY_TOKEN) if holder else (f"receiver:{source}", BY_NEWCOMER)
        if too_many := routes.limits.count(limit, who):
            return too_many
        answer = self._answer(read_call(operation, holder, source, routes.clock()), path)
        response = Response(answer.body or None, answer.status, content_type="application/json")
        if not answer.body:
            del response.headers["Content-Type"]
        response.headers.update({"Cache-Control": "no-store", **routes.limits.headers(limit, who), **answer.headers})
        return response

    def _answer(self, call: Call, path: dict[str, Any]) -> Answer:
        if self.operation.edge is Edge.OWN:
            return self._as_answer(self.operation.view(call, **path))
        if self.operation.edge is Edge.READING:
            with self.routes.database.reading() as session:
                return self._as_answer(self.operation.view(session, call, **path))
        return repeated(self.routes.database, lambda session: self._once(session, call, path))

    def _once(self, session: Session, call: Call, path: dict[str, Any]) -> Answer:
        """Do it; or, where it was asked before with the same key, answer as then."""
        if call.key is None or call.holder is None:
            return self._as_answer(self.operation.view(session, call, **path))
        known = recall(session, call.holder.token_id, call.key, call.digest, call.now)
        if known:
            return known
        answer = self._as_answer(self.operation.view(session, call, **path))
        keep(session, call.holder.token_id, call.key, call.digest, now=call.now, answer=answer)
        return answer

    def _as_answer(self, reply: Reply) -> Answer:
        self.operation.check(reply)
        headers = {"ETag": etag(reply.version)} if reply.version is not None else {}
        headers |= {"Location": reply.location} if reply.location else {}
        return Answer(reply.status, headers, reply.body.model_dump_json() if reply.body else "")
