"""What is not taken, and why. Raised before Flask, answered in it as the API answers (`refusing.py`)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from notices.engine.reporter import NotAllowed
from notices.runs.events import InvalidEvent
from notices.service import Text
from notices.web.api.problems import FieldProblem


@dataclass
class Refused(Exception):
    """`code` is one of the API's `TROUBLES`; `extra` are further members of the problem."""

    code: str
    detail: Text | str | None = None
    errors: Sequence[FieldProblem] = ()
    headers: Mapping[str, str] = field(default_factory=dict)


class Stranger(Exception):
    """Whoever shows no key that counts."""


def reason(error: InvalidEvent) -> str:
    """What is wrong, without the field's name."""
    return str(error).removeprefix(f"{error.field}: ")


def refused(error: InvalidEvent) -> Refused:
    """For one event alone."""
    wrong = FieldProblem(field=error.field, detail=reason(error))
    if isinstance(error, NotAllowed):
        return Refused("scope", wrong.detail, (wrong,))
    return Refused("invalid", errors=(wrong,))
