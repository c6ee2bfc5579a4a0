"""What an entry of the audit changed: field by field, with what is gone and what is new marked. Pure."""

import json
from collections.abc import Iterator
from typing import Any

from markupsafe import Markup

from models.audit import AuditEntry
from notices.site.diff import marked

# The Swedish word for a field that people know by one; the others are shown by their own names.
NAMES = {
    "title": "Rubrik",
    "body": "Text",
    "action": "Vad du behöver göra",
    "section": "Sida",
    "kind": "Typ",
    "impact": "Påverkan",
    "status": "Status",
    "environment": "Miljö",
    "benefits": "Berörda förmåner",
    "operations": "Berörda funktioner",
    "reason": "Skäl",
    "version": "Version",
    "threads": "Förlopp",
    "role": "Roll",
    "number": "Nummer",
    "legal_basis": "Rättslig grund",
    "new": "Nya",
    "time": "När",
    "expected_end": "Väntas klart",
    "next_word": "Nästa besked",
    "quiet_from": "Börjar",
    "quiet_until": "Slutar",
    "day_before": "Påminnelsen dagen före går",
    "scopes": "Öppnar",
    "expires_at": "Gäller till",
    "name": "Namn",
}


def changes(entry: AuditEntry) -> list[tuple[str, Markup]]:
    """Each field that differs before and after: its name, in Swedish where it has one, and the marked words."""
    before, after = _fields(entry.before), _fields(entry.after)
    names = list(dict.fromkeys((*after, *before)))
    pairs = ((name, before.get(name, ""), after.get(name, "")) for name in names)
    return [(_named(name), _marked(was, now, has_before=bool(before))) for name, was, now in pairs if was != now]


def _marked(was: str, now: str, *, has_before: bool) -> Markup:
    # Where nothing is said of before, all of it would be marked as new, which says nothing.
    return marked(was, now) if has_before else Markup("{}").format(now)


def _fields(text: str | None) -> dict[str, str]:
    return dict(_flat("", json.loads(text))) if text else {}


def _flat(path: str, value: Any) -> Iterator[tuple[str, str]]:
    """Each value by its path: `content.title`, `content.updates.1.body`. What is empty is left out."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _flat(f"{path}.{name}" if path else name, inner)
    elif isinstance(value, list) and any(isinstance(inner, dict | list) for inner in value):
        for number, inner in enumerate(value, start=1):
            yield from _flat(f"{path}.{number}", inner)
    elif value not in (None, "", []):
        yield path, ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _named(path: str) -> str:
    """The words for a path: its last part's, where the rest goes without saying."""
    short = path.removeprefix("content.")
    return NAMES.get(short, short)
