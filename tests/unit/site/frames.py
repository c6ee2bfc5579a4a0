"""Notices as the site knows them, and frames to draw them in, made without a database."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from models.content import Content, Update
from models.terms import Status
from notices.addresses import short_for, slug_for
from notices.clock import STOCKHOLM, day_of
from notices.service import Language, read_service
from notices.site.board import board
from notices.site.frame import Frame
from notices.site.published import Published, Snapshot, Story
from tests.paths import ROOT

SERVICE = read_service(ROOT / "service.toml")
ADDRESS = "https://drift.example"
TAG = SERVICE.service.tag


def at(text: str) -> datetime:
    """A moment as Stockholm's clocks show it: "2026-03-02 08.10"."""
    return datetime.strptime(text, "%Y-%m-%d %H.%M").replace(tzinfo=STOCKHOLM)


def a_notice(title: str = "Filerna är sena", published: str = "2026-03-02 08.10", **fields: Any) -> Published:
    """A notice published at a moment. Fields of `Published` go there, all others are the content's."""
    own = {name: fields.pop(name) for name in list(fields) if name in Published.__dataclass_fields__}
    content = Content(**({"title": title, "body": "Nattens filer dröjer.", "section": "operations"} | fields))
    moment = at(published)
    slug = slug_for("Filerna är sena", day_of(moment))
    said = [moment, *(update.at for update in content.updates), own.get("withdrawn_at"), own.get("corrected_at")]
    standard = {
        "id": 1,
        "slug": slug,
        "short": short_for(slug),
        "published_at": moment,
        "dated": False,
        "changed_at": max(filter(None, said)),
        "version": 1 + len(content.updates) + bool(own.get("withdrawn_at")) + bool(own.get("corrected_at")),
    }
    return Published(content=content, **(standard | own))


def an_update(
    number: int = 1, moment: str = "2026-03-02 11.30", body: str = "", status: Status | None = None
) -> Update:
    return Update(number, at(moment), dated=False, body=body or f"Det nya är nummer {number}.", status=status)


def a_frame(
    *notices: Published, address: str = ADDRESS, stories: Iterable[Story] = (), language: Language = "sv"
) -> Frame:
    now = at("2026-11-24 12.00")
    changed_at = max((notice.changed_at for notice in notices), default=now)
    known = {notice.id: notice for notice in notices}
    snapshot = Snapshot(1, changed_at, known, {story.id: story for story in stories}, {})
    return Frame(SERVICE, address, snapshot, board(snapshot, now), language)
