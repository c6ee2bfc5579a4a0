"""What every page of the desk is made of."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Blueprint, Response, g
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from models.terms import Act
from notices.adjustments import adjusted
from notices.drafts import Writer
from notices.errors import DriftinformationError, NotFound
from notices.parts import Parts
from notices.service import Language, Service
from notices.site.frame import Frame
from notices.site.published import Snapshot
from notices.web.access import ROLES, Caller, current_operator
from notices.web.desk_frame import language_of
from notices.web.desk_gate import DeskGate
from notices.web.source import source_address


@dataclass(frozen=True, slots=True)
class Desk:
    """The parts, the gate that says who is signed in, and the time; acts are done by whoever is signed in."""

    parts: Parts
    gate: DeskGate
    clock: Callable[[], datetime]

    @property
    def service(self) -> Service:
        """What the service is, with what administrators have changed of it; the same throughout a request."""
        if "service" not in g:
            with self.reading():
                pass  # it is read in every transaction
        service: Service = g.service
        return service

    @property
    def address(self) -> str:
        """The service's public address."""
        return self.parts.settings.address

    @property
    def language(self) -> Language:
        """That of whoever is signed in."""
        return language_of(current_operator())

    @property
    def published(self) -> Snapshot:
        """All that is published, as this process knows it: at most a second old."""
        return self.parts.site.snapshot

    @property
    def may_publish(self) -> bool:
        """Whether whoever is signed in is a publisher."""
        return current_operator().role.includes(ROLES[Caller.PUBLISHER])

    def confirm_first(self, act: Act) -> AnyResponse | None:
        """What whoever would take back a notice is answered, until they have shown who they are; None lets them on."""
        return self.gate.confirm_first(current_operator()) if act is Act.WITHDRAW else None

    def frame(self, now: datetime) -> Frame:
        """The site as whoever is signed in reads it."""
        return self.parts.site.drawer.builder.frames(self.published, now)[self.language == "en"]

    def source(self) -> str:
        """The address from which whoever is signed in asks."""
        return source_address(self.parts.settings.proxies)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A transaction that only reads."""
        with self.parts.database.reading() as session:
            self._settle(session)
            yield session

    @contextmanager
    def writing(self) -> Iterator[Writer]:
        """A transaction, in the hand of whoever is signed in."""
        with self.parts.database.writing() as session:
            yield self.writer(session)

    def _settle(self, session: Session) -> None:
        if "service" not in g:
            g.service = adjusted(session, self.parts.service)

    def writer(self, session: Session) -> Writer:
        self._settle(session)
        who, now = current_operator().name, self.clock()
        return Writer(session, self.service, who, now, self.may_publish, self.source())

    def page(self, template: str, title: str, *, nav: str = "", status: int = 200, **values: Any) -> Response:
        """A page of the desk (see `DeskFrame.page`)."""
        return self.gate.frame.page(template, title, nav=nav, status=status, **values)

    def explain_errors_of(self, pages: Blueprint) -> None:
        """What cannot be done is said in plain words, and nothing was changed."""

        def explain(error: DriftinformationError) -> Response:
            status = 404 if isinstance(error, NotFound) else 409
            title = "Det finns inte" if status == 404 else "Det gick inte att göra"  # noqa: PLR2004
            return self.gate.refusal(current_operator(), title, str(error), status=status)

        pages.register_error_handler(DriftinformationError, explain)
