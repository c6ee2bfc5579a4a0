"""What is answered before Flask."""

import json
from dataclasses import dataclass

from notices.site.page import SECURITY

_HEADERS = (*SECURITY, ("Cache-Control", "no-store"))


@dataclass(frozen=True, slots=True)
class Answer:
    """As WSGI wants it. `status` has its words: `202 Accepted`."""

    status: str
    headers: list[tuple[str, str]]
    body: bytes = b""


def as_json(status: str, content: object) -> Answer:
    body = json.dumps(content, ensure_ascii=False).encode()
    return Answer(status, [*_HEADERS, ("Content-Type", "application/json"), ("Content-Length", str(len(body)))], body)


def nothing(status: str) -> Answer:
    return Answer(status, list(_HEADERS))
