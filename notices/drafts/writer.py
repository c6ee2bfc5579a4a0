"""Somebody at a draft: who, when, from where, in which transaction."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from models.base import LARGEST_ID
from models.draft import Draft
from notices import audit
from notices.errors import NotFound
from notices.service import Service


@dataclass(frozen=True, slots=True)
class Writer:
    """Who writes, asks or decides, as `Publisher` is for the acts on notices. `who` is the operator's name.

    `may_publish` says whether they are a publisher; `source_address` is their IP address, None for a program.
    """

    session: Session
    service: Service
    who: str
    now: datetime
    may_publish: bool = False
    source_address: str | None = None

    def record(self, act: str, draft: Draft, after: Mapping[str, object] | None = None) -> None:
        """Enter in the audit what was done to a draft."""
        audit.record(
            self.session,
            actor=self.who,
            act=act,
            subject=f"draft:{draft.id}",
            before=None,
            after={"act": draft.act, "notice": draft.notice_id, "version": draft.version, **(after or {})},
            source_address=self.source_address,
            now=self.now,
        )


def find_draft(session: Session, number: int) -> Draft:
    """The draft of that number. Raises NotFound."""
    draft = session.get(Draft, number) if number <= LARGEST_ID else None
    if draft is None:
        raise NotFound(f"Inget utkast har nummer {number}.")
    return draft


def address_of(draft: Draft, address: str) -> str:
    """Where the desk shows a draft; `address` is the service's public one."""
    return f"{address}/desk/utkast/{draft.id}"


def alarm_key(draft: Draft) -> str:
    """The alarm that a draft has come back, instead of being published."""
    return f"draft:{draft.id}"


def lock(session: Session, draft: Draft) -> Draft:
    """The draft as it is now, held until the transaction is over: two who press at once come one after the other."""
    session.refresh(draft, with_for_update=True)
    return draft
