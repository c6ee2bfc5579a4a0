"""A notice written as a file: Markdown under a YAML front matter."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

import yaml

from models.content import Content
from models.terms import Environment, Expect, Impact, Kind, Reminder, Status
from models.when import When
from notices.errors import InvalidNotice, InvalidTime
from notices.service import Section, Service
from notices.timing import parse
from notices.vocabulary import read_enum, read_term

_FENCE = "---"
KEYS = (
    "title", "section", "kind", "impact", "status", "environment", "benefits", "operations",
    "action", "time", "expected_end", "next_word", "reminders", "expects",
)  # fmt: skip


def split(text: str) -> tuple[dict[str, Any], str]:
    """The front matter and the body. Raises InvalidNotice where the front matter cannot be read."""
    lines = text.lstrip("\ufeff").replace("\r\n", "\n").split("\n")
    if lines[0].strip() != _FENCE:
        return {}, text.strip()
    ends = [number for number, line in enumerate(lines) if number and line.strip() == _FENCE]
    if not ends:
        raise InvalidNotice("Rad 1: --- öppnar ett huvud som aldrig stängs. Skriv --- på en egen rad efter det.")
    try:
        # BaseLoader: everything is text, so that a date or a "ja" stays as it was written.
        front = yaml.load("\n".join(lines[1 : ends[0]]), Loader=yaml.BaseLoader)
    except yaml.YAMLError as error:
        raise InvalidNotice(f"Huvudet är inte giltig YAML: {error}") from error
    if not isinstance(front or {}, dict):
        raise InvalidNotice("Huvudet ska bestå av rader som: title: Filerna är sena")
    return front or {}, "\n".join(lines[ends[0] + 1 :]).strip()


def read_notice(text: str, service: Service, written_on: date, before: Content | None = None) -> Content:
    """The content that the file states; with `before`, keys that it leaves out stay as they were.

    Raises InvalidNotice or InvalidTime that says which key is wrong.
    """
    front, body = split(text)
    return fill(front, body, service, written_on, before)


def fill(
    front: dict[str, Any], body: str, service: Service, written_on: date, before: Content | None = None
) -> Content:
    """The content that the keys state, written as the page shows them or as the code names them."""
    unknown = sorted(set(map(str, front)) - set(KEYS))
    if unknown:
        raise InvalidNotice(f"Okänd nyckel i huvudet: {', '.join(unknown)}. Dessa finns: {', '.join(KEYS)}.")
    content = before or Content(title="", body="", section=service.section[0].code, environment=Environment.PRODUCTION)
    changes = {key: _value(key, value, service, written_on) for key, value in front.items()}
    return replace(content, body=body or content.body, **changes)


def _value(key: str, value: Any, service: Service, written_on: date) -> Any:
    if key in _TERMS:
        known = service.benefits if key == "benefits" else service.operations
        return tuple(dict.fromkeys(read_term(known, word, key) for word in _words(key, value)))
    if key == "reminders":
        return read_reminders(_words(key, value))
    if key == "expects":
        named = {read_enum(Expect, word, key) for word in _words(key, value)}
        return tuple(expect for expect in Expect if expect in named)
    return _one(key, _text(key, value), service, written_on)


def _one(key: str, text: str, service: Service, written_on: date) -> Any:
    """What a key states in one text."""
    if key == "title":
        return text
    if not text:
        return service.section[0].code if key == "section" else None
    if key in _ENUMS:
        return read_enum(_ENUMS[key], text, key)
    if key in _TIMES:
        return read_time(key, text, written_on)
    return _section(service.section, text) if key == "section" else text


_TERMS = ("benefits", "operations")
_TIMES = ("time", "expected_end", "next_word")
_ENUMS: dict[str, Any] = {"kind": Kind, "impact": Impact, "status": Status, "environment": Environment}


def read_time(key: str, text: str, written_on: date) -> When | None:
    """A time that a key states, or None where it states none. Raises InvalidTime that names the key."""
    try:
        return parse(text, written_on) if text else None
    except InvalidTime as error:
        raise InvalidTime(f"{key}: {error}") from error


def read_reminders(words: Iterable[str]) -> tuple[Reminder, ...]:
    """Which reminders are sent, each once, in the order of time. Raises InvalidNotice."""
    named = {read_enum(Reminder, word, "reminders") for word in words}
    return tuple(reminder for reminder in Reminder if reminder in named)


def _text(key: str, value: Any) -> str:
    if not isinstance(value, str):
        raise InvalidNotice(f"{key}: värdet ska vara en text. Sätt det inom citattecken om det innehåller kolon.")
    return value.strip()


def _words(key: str, value: Any) -> list[str]:
    """Several values: YAML's own list, or words between commas."""
    words = value if isinstance(value, list) else _text(key, value).split(",")
    return [text for word in words if (text := _text(key, word))]


def _section(sections: tuple[Section, ...], text: str) -> str:
    for section in sections:
        if text.casefold() in (section.code, section.path, section.title.sv.casefold(), section.title.en.casefold()):
            return section.code
    raise InvalidNotice(f"section: {text!r} finns inte. Skriv något av: {', '.join(s.title.sv for s in sections)}.")
