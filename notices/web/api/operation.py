"""What a route says of itself. The same words check what is asked, and stand in the document."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto

from pydantic import BaseModel

from models.token import Scope
from notices.service import Text
from notices.web.access import Caller

ANY_SCOPE = tuple(Scope)
PLACE = re.compile(r"<(?:(?P<kind>int)(?:\([^)]*\))?:)?(?P<name>\w+)>")


class Edge(Enum):
    """In which transaction a view runs."""

    READING = auto()
    WRITING = auto()
    OWN = auto()  # it opens its own, as it waits for somebody else between them


@dataclass(frozen=True, slots=True)
class Reply:
    """What a view answers. `version` becomes the ETag, `location` a path of this service."""

    status: int
    body: BaseModel | None = None
    version: int | None = None
    location: str | None = None


@dataclass(frozen=True, slots=True)
class Operation:
    """One method of one address.

    `path` is as Flask writes it, under `/api/v1`. `takes` is the body, `asks` the query, `gives` the body of each good
    answer by its status. `matches`: it needs `If-Match`. `repeats`: it takes an `Idempotency-Key`.
    """

    method: str
    path: str
    name: str
    summary: Text
    view: Callable[..., Reply]
    caller: Caller = Caller.TOKEN
    scopes: tuple[Scope, ...] = ()
    takes: type[BaseModel] | None = None
    asks: type[BaseModel] | None = None
    gives: Mapping[int, type[BaseModel] | None] = field(default_factory=dict)
    matches: bool = False
    repeats: bool = False
    versioned: bool = False
    edge: Edge = Edge.WRITING

    @property
    def place(self) -> str:
        """The path as people and the document write it: /notices/{slug}/end."""
        return PLACE.sub(r"{\g<name>}", self.path)

    def check(self, reply: Reply) -> None:
        """Raise TypeError where a view answers what its declaration does not say."""
        declared = self.gives.get(reply.status, object)
        if declared is not (type(reply.body) if reply.body else None):
            raise TypeError(f"{self.name} answers {reply.status} with {type(reply.body).__name__}, undeclared")
        if self.versioned and reply.version is None:
            raise TypeError(f"{self.name} gives no version")
