"""People at the desk: Anna and Bo are publishers, Eva writes."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from models.draft import Draft, DraftState, Fields
from models.notice import Notice
from models.terms import Act, Impact
from notices.drafts import Writer, begin, find_draft, release_next
from notices.service import FourEyes, Service
from tests.factories import A_MORNING, SERVICE, Desk

ADDRESS = "https://drift.example"
EVA = "Eva"
STRICT = SERVICE.model_copy(update={"four_eyes": FourEyes(sections=("releases",), impacts=(Impact.OUTAGE,))})
FORM: Fields = {"title": "Filerna är sena", "body": "Vi söker felet.", "kind": "incident", "action": "Vänta."}


def after(seconds: float) -> datetime:
    return A_MORNING + timedelta(seconds=seconds)


@contextmanager
def at_desk(desk: Desk, who: str = "Anna", seconds: float = 0, service: Service = SERVICE) -> Iterator[Writer]:
    """Somebody at the desk, so many seconds after the morning began, in a transaction of their own."""
    with desk.database.writing() as session:
        yield Writer(session, service, who, after(seconds), who != EVA, "192.0.2.7")


def a_draft(
    desk: Desk, fields: Fields = FORM, who: str = "Anna", notice: int | None = None, act: Act = Act.PUBLISH
) -> int:
    with at_desk(desk, who) as writer:
        done_to = writer.session.get_one(Notice, notice) if notice else None
        return begin(writer, act, done_to, fields=fields).id


def read(desk: Desk, number: int) -> Draft:
    with desk.database.reading() as session:
        return find_draft(session, number)


def released(desk: Desk, seconds: float, service: Service = SERVICE) -> list[tuple[int, DraftState]]:
    """What the worker lets out then."""
    done: list[tuple[int, DraftState]] = []
    while True:
        with desk.database.writing() as session:
            draft = release_next(session, service, ADDRESS, after(seconds))
        if draft is None:
            return done
        done.append((draft.id, draft.state))
