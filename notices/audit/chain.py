"""How an entry is written down and hashed. Pure: the same bytes on every machine and database."""

import hashlib
import json
import re
from dataclasses import dataclass
from datetime import UTC

from pydantic_core import to_jsonable_python

from models.audit import AuditEntry
from notices.errors import DriftinformationError

BEGINNING = "0" * 64  # what the first entry is chained to
_HEAD = re.compile(r"([0-9]{1,18}):([0-9a-f]{64})")


class InvalidHead(DriftinformationError):
    """A text that is no head."""


@dataclass(frozen=True, slots=True)
class Head:
    """The last entry at some moment: its position and its hash. Kept elsewhere, it proves all before it."""

    position: int
    hash: str

    def __str__(self) -> str:
        return f"{self.position}:{self.hash}"

    @classmethod
    def read(cls, text: str) -> "Head":
        """A head as `str` writes it. Raises InvalidHead."""
        match = _HEAD.fullmatch(text.strip().lower())
        if match is None:
            raise InvalidHead(f"{text!r} är inget huvud. Skriv det så som audit verify visar det: POSITION:HASH.")
        return cls(int(match[1]), match[2])


def canonical(value: object) -> str:
    """JSON in one form only: keys in order, no spaces, nothing but ASCII."""
    return json.dumps(to_jsonable_python(value), sort_keys=True, separators=(",", ":"), ensure_ascii=True)


def written(entry: AuditEntry) -> str:
    """The entry as canonical JSON, without its own hash: what the hash is taken over.

    `before` and `after` go in as the text that is kept, so that not a byte of them can change unseen.
    """
    members = {
        "position": canonical(entry.position),
        "at": canonical(entry.at.astimezone(UTC).isoformat(timespec="microseconds")),
        "actor": canonical(entry.actor),
        "source_address": canonical(entry.source_address),
        "act": canonical(entry.act),
        "subject": canonical(entry.subject),
        "before": entry.before or "null",
        "after": entry.after or "null",
        "previous": canonical(entry.previous),
    }
    return "{" + ",".join(f'"{name}":{members[name]}' for name in sorted(members)) + "}"


def hash_of(entry: AuditEntry) -> str:
    """SHA-256 over the entry and, through `previous`, over all before it; 64 hexadecimal digits."""
    return hashlib.sha256(written(entry).encode()).hexdigest()
