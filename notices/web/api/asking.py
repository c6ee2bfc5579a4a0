"""What a request asks, read once and checked against its operation."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from flask import request
from pydantic import BaseModel
from werkzeug.exceptions import UnsupportedMediaType

from notices.errors import InvalidNotice
from notices.tokens import Holder
from notices.web.api.operation import Operation
from notices.web.api.refusing import Unmatched

M = TypeVar("M", bound=BaseModel)
_KEY = re.compile(r"[\x21-\x7e]{1,255}")


@dataclass(frozen=True, slots=True)
class Call:
    """One request. `holder` is None where a receiver, or anybody, asks."""

    holder: Holder | None
    now: datetime
    body: BaseModel | None
    query: BaseModel | None
    match: str | None
    key: str | None
    digest: str
    source: str

    def taken(self, kind: type[M]) -> M:
        """The body, of the kind that the operation takes."""
        return _of(kind, self.body)

    def asked(self, kind: type[M]) -> M:
        """The query, of the kind that the operation asks."""
        return _of(kind, self.query)

    @property
    def actor(self) -> str:
        """Who acts, as the audit names it."""
        if self.holder is None:
            raise TypeError("nobody who holds a token asks here")
        return self.holder.actor

    def require(self, version: int) -> None:
        """Raise Unmatched unless the caller has read that very version (`*`: whichever there is)."""
        tags = [tag.strip() for tag in (self.match or "").split(",")]
        if "*" not in tags and etag(version) not in tags:
            raise Unmatched("changed")


def etag(version: int) -> str:
    return f'"{version}"'


def read_call(operation: Operation, holder: Holder | None, source: str, now: datetime) -> Call:
    """Raises ValidationError, UnsupportedMediaType, Unmatched or InvalidNotice where it is not as declared."""
    match = request.headers.get("If-Match")
    body = _body(operation) if operation.takes else None
    query = operation.asks.model_validate(_query(request.args.to_dict())) if operation.asks else None
    if operation.matches and not match:
        raise Unmatched("match-needed")
    return Call(holder, now, body, query, match, _key() if operation.repeats else None, _digest(), source)


def _body(operation: Operation) -> BaseModel | None:
    data = request.get_data()  # also where it is not read: what is too large is refused
    if request.mimetype != "application/json":
        raise UnsupportedMediaType
    return operation.takes.model_validate_json(data) if operation.takes else None


def _query(given: Mapping[str, str]) -> dict[str, object]:
    return {name: int(value) if re.fullmatch(r"\d{1,9}", value, re.ASCII) else value for name, value in given.items()}


def _key() -> str | None:
    key = request.headers.get("Idempotency-Key")
    if key is not None and not _KEY.fullmatch(key):
        raise InvalidNotice("Idempotency-Key ska ha 1 till 255 synliga tecken ur ASCII.")
    return key


def _digest() -> str:
    """Of all that is asked: the same key with anything else is another request."""
    asked = (request.method, request.full_path, request.headers.get("If-Match", ""))
    return hashlib.sha256("\n".join(asked).encode() + b"\n" + request.get_data()).hexdigest()


def _of(kind: type[M], found: BaseModel | None) -> M:
    if not isinstance(found, kind):
        raise TypeError(f"the operation does not take {kind.__name__}")
    return found
