"""Who is registered: begin, end, find, forget."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, insert, select
from sqlalchemy.orm import Session

from models.registration import Channel, EndReason, Registration, Source
from notices.errors import IllegalAct, InvalidNotice
from notices.secrecy import Secrecy

# The subscriber's own word, to us or to the provider.
_LEFT_THEMSELVES = (EndReason.STOPP, EndReason.OPTED_OUT)


@dataclass(frozen=True, slots=True)
class Begun:
    """Of many addresses: how many were new, and how many were left out since their subscribers have left."""

    new: int
    left_out: int


@dataclass(frozen=True, slots=True)
class Registry:
    """The registrations of one channel, in one transaction."""

    session: Session
    secrecy: Secrecy
    channel: Channel
    now: datetime

    def active(self, address: str) -> Registration | None:
        """The address's registration that goes on, if there is one."""
        return self.session.scalar(self._of(address).where(Registration.ended_at.is_(None)))

    def history(self, address: str) -> list[Registration]:
        """All that is known of an address, newest first."""
        return list(self.session.scalars(self._of(address).order_by(Registration.id.desc())))

    def begin(self, address: str, source: Source, legal_basis: str | None = None, *, shared: bool = False) -> bool:
        """Register an address; one that several read is `shared`. False where it already is."""
        if self.active(address):
            return False
        _check_basis(source, legal_basis)
        self.session.add(
            Registration(
                channel=self.channel,
                address_hash=self.secrecy.digest(address),
                address=self.secrecy.encrypt(address),
                source=source,
                shared=shared,
                legal_basis=legal_basis,
                started_at=self.now,
            )
        )
        self.session.flush()
        return True

    def end(self, address: str, reason: EndReason) -> bool:
        """End the address's registration. False where there is none."""
        registration = self.active(address)
        if registration:
            registration.end(reason, self.now)
            self.session.flush()
        return registration is not None

    def begin_all(
        self, addresses: Iterable[str], source: Source, legal_basis: str | None = None, *, also_stopped: bool = False
    ) -> Begun:
        """Register those of the addresses that are not; whoever said STOPP the last time only if `also_stopped`."""
        _check_basis(source, legal_basis)
        new, begun = self._sorted(addresses, also_stopped=also_stopped)
        rows = [
            {
                "channel": self.channel,
                "address_hash": digest,
                "address": self.secrecy.encrypt(address),
                "source": source,
                "legal_basis": legal_basis,
                "started_at": self.now,
            }
            for digest, address in new.items()
        ]
        if rows:
            self.session.execute(insert(Registration), rows)
        return begun

    def would_begin(self, addresses: Iterable[str]) -> Begun:
        """What `begin_all` would come to; nothing is done."""
        return self._sorted(addresses, also_stopped=False)[1]

    def _sorted(self, addresses: Iterable[str], *, also_stopped: bool) -> tuple[dict[str, str], Begun]:
        """The addresses that are to be registered, by their digests in the order given, and how many there are."""
        digests = [(self.secrecy.digest(address), address) for address in addresses]
        left = set() if also_stopped else self._left_themselves()
        known = self._active_digests() | left
        new = {digest: address for digest, address in digests if digest not in known}
        return new, Begun(len(new), sum(digest in left for digest, _ in digests))

    def erase(self, address: str) -> int:
        """Forget an address whose registrations have ended. Returns how many; raises IllegalAct while it is told."""
        if self.active(address):
            raise IllegalAct("Numret är registrerat. Avsluta först, med: flask --app app subscriber end NUMMER")
        registrations = self.history(address)
        for registration in registrations:
            registration.erase(self.now)
        self.session.flush()
        return len(registrations)

    def erase_ended_before(self, moment: datetime) -> int:
        """Forget the addresses of what ended before a moment. Returns how many."""
        due = select(Registration).where(
            Registration.channel == self.channel, Registration.ended_at < moment, Registration.erased_at.is_(None)
        )
        registrations = self.session.scalars(due).all()
        for registration in registrations:
            registration.erase(self.now)
        return len(registrations)

    def all_active(self) -> Iterator[Registration]:
        """Everybody who is registered now, oldest first; not the canary, which is no subscriber."""
        chosen = select(Registration).where(Registration.channel == self.channel, Registration.ended_at.is_(None))
        subscribers = chosen.where(Registration.source != Source.CANARY).order_by(Registration.id)
        yield from self.session.scalars(subscribers.execution_options(yield_per=1000))

    def _active_digests(self) -> set[str | None]:
        active = select(Registration.address_hash).where(
            Registration.channel == self.channel, Registration.ended_at.is_(None)
        )
        return set(self.session.scalars(active))

    def _left_themselves(self) -> set[str | None]:
        """Whose latest registration they ended themselves. What is erased is not known any more."""
        of_channel = Registration.channel == self.channel
        latest = select(func.max(Registration.id)).where(of_channel).group_by(Registration.address_hash)
        left = select(Registration.address_hash).where(
            of_channel,
            Registration.ended_reason.in_(_LEFT_THEMSELVES),
            Registration.address_hash.is_not(None),
            Registration.id.in_(latest),
        )
        return set(self.session.scalars(left))

    def _of(self, address: str) -> Select[Registration]:
        digest = self.secrecy.digest(address)
        return select(Registration).where(Registration.channel == self.channel, Registration.address_hash == digest)


def _check_basis(source: Source, legal_basis: str | None) -> None:
    if source is Source.IMPORT and not (legal_basis or "").strip():
        raise InvalidNotice("En import behöver en rättslig grund. Ange den med --legal-basis.")
