"""`/ping/<uuid>` and `/ping/<key>/<slug>`: pings, as Healthchecks answers them."""

import re
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import parse_qs

from notices.database import Database
from notices.engine.grouping import Group
from notices.engine.pings import addresses
from notices.engine.pings.ping import Ping, Signal, Target
from notices.engine.reporter import NotAllowed
from notices.web.engine.answer import Answer
from notices.web.engine.asked import Environ, body
from notices.web.engine.door import Door, Known

PLACE = "/ping/"
MOST = 10_000  # bytes of a body; the rest is dropped
_UUID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_PATH = re.compile(rf"(?:(?P<uuid>{_UUID})|(?P<key>[^/]+)/(?P<slug>[^/]+))(?:/(?P<signal>start|fail|log|\d+))?")
_RID = re.compile(_UUID, re.IGNORECASE)
_HIGHEST_EXIT = 255


def _text(status: str, words: str) -> Answer:
    headers = [
        ("Content-Type", "text/plain; charset=utf-8"),
        ("Content-Length", str(len(words))),
        ("Access-Control-Allow-Origin", "*"),
        ("Ping-Body-Limit", str(MOST)),
        ("Cache-Control", "no-store"),
    ]
    return Answer(status, headers, words.encode())


_OK, _CREATED = _text("200 OK", "OK"), _text("201 Created", "Created")
_NOT_FOUND = _text("404 Not Found", "not found")
_WRONG_URL = _text("400 Bad Request", "invalid url format")
_WRONG_RID = _text("400 Bad Request", "invalid uuid format")


@dataclass(frozen=True, slots=True)
class Pings:
    """Takes them; `group` stores those of many requests at once, `known` keeps whose address it was."""

    door: Door
    database: Database
    group: Group[Ping]
    known: Known[Target]
    clock: Callable[[], datetime]

    def __call__(self, environ: Environ) -> Answer:
        """Raises Refused where it is pinged too often, and what the database raises."""
        path = _PATH.fullmatch(environ["PATH_INFO"].removeprefix(PLACE))
        if path is None:
            return _NOT_FOUND
        slug, said = path["slug"], path["signal"] or ""
        if (slug and not addresses.SLUG.fullmatch(slug)) or (said.isdecimal() and int(said) > _HIGHEST_EXIT):
            return _WRONG_URL
        query = parse_qs(environ.get("QUERY_STRING") or "", keep_blank_values=True)
        target, is_new = self._target(path, may_create=bool(slug) and query.get("create") == ["1"])
        if target is None:
            return _NOT_FOUND
        rid = query.get("rid", [""])[-1]
        if "rid" in query and not _RID.fullmatch(rid):
            return _WRONG_RID
        self.door.count(target.source)
        self.group.add(self._ping(environ, target, said, rid.lower()))
        return _CREATED if is_new else _OK

    def _ping(self, environ: Environ, target: Target, said: str, rid: str) -> Ping:
        signal = _signal(said)
        words = body(environ, MOST).decode("utf-8", "replace").strip() if signal is Signal.FAIL else ""
        if said.isdecimal() and signal is Signal.FAIL:
            words = f"Avslutades med {int(said)}. {words}".strip()
        return Ping(str(uuid.uuid4()), self.clock(), target, signal, rid, words)

    def _target(self, path: "re.Match[str]", *, may_create: bool) -> tuple[Target | None, bool]:
        """Whose address it is, and whether it was made just now."""
        name = path["uuid"] or (path["key"], path["slug"])
        target = self.known.get(name, lambda: self._find(path))
        return (target, False) if target or not may_create else self._create(path["key"], path["slug"])

    def _find(self, path: "re.Match[str]") -> Target | None:
        with self.database.reading() as session:
            if path["uuid"]:
                return addresses.by_uuid(session, path["uuid"])
            return addresses.by_slug(session, path["key"], path["slug"], self.clock())

    def _create(self, key: str, slug: str) -> tuple[Target | None, bool]:
        try:
            with self.database.writing() as session:
                return addresses.created(session, key, slug, self.clock()) or (None, False)
        except NotAllowed:
            return None, False


def _signal(said: str) -> Signal:
    if said.isdecimal():
        return Signal.FAIL if int(said) else Signal.SUCCESS
    return Signal(said) if said else Signal.SUCCESS
