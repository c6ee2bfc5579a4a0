"""Telling the WebSub hub that the feeds have moved, so that readers have them at once."""

from datetime import timedelta

import requests
import structlog
from sqlalchemy import func, select

from models.notice import Change, Position
from notices import clock
from notices.database import Database
from notices.site.building import Builder

log = structlog.get_logger(__name__)

TOLD = "websub"
# The hub fetches the feed when told, so every web process must have drawn it first.
SETTLED = timedelta(seconds=3)


def tell(database: Database, builder: Builder) -> None:
    """Tell the hub of what has changed since it was last told. Where it does not answer, the next round tries again.

    It may be told twice (two workers, or a crash after the telling); that only makes it fetch the feed once more.
    """
    with database.reading() as session:
        told = session.get(Position, TOLD)
        settled = session.scalar(select(func.max(Change.position)).where(Change.at <= clock.now() - SETTLED)) or 0
    if settled > (told.value if told else 0) and _ping(builder):
        with database.writing() as session:
            session.merge(Position(name=TOLD, value=settled))


def _ping(builder: Builder) -> bool:
    topics = [f"{builder.address}{path}" for path in topic_paths(builder)]
    try:
        answer = requests.post(
            builder.hub, data={"hub.mode": "publish", "hub.url": topics, "hub.topic": topics}, timeout=10
        )
        answer.raise_for_status()
    except requests.RequestException as error:
        log.warning("hub_not_told", hub=builder.hub, error=str(error))
        return False
    log.info("hub_told", hub=builder.hub, topics=len(topics))
    return True


def topic_paths(builder: Builder) -> list[str]:
    """The feeds that a hub can be asked for."""
    places = ["", *(f"/{section.path}" for section in builder.service.section)]
    return [f"{place}/flode.{kind}" for place in places for kind in ("rss", "atom", "json")]
