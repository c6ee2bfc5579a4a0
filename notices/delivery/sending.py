"""One round of the worker: claim, commit, send, record, until nothing is due."""

import asyncio
import math
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography.fernet import InvalidToken
from sqlalchemy.orm import Session

from models.delivery import Gateway
from notices.channels.provider import Attempt, Line, SendError, Verdict
from notices.delivery import gateways
from notices.delivery.claiming import claim, fallen
from notices.delivery.expanding import expand_next
from notices.delivery.outbox import Outbox
from notices.delivery.outcomes import Outcome, Parcel, failure, record
from notices.delivery.pacing import Pace
from notices.delivery.shares import share
from notices.delivery.transitions import Event

_BATCH = 500
_PER_SLOT = 8  # so much is claimed at once for each message under way
_TAIL_S = 0.02  # how long the last answers are gathered before they are recorded
_SILENT = frozenset({Verdict.UNKNOWN, Verdict.UNREACHED})
_EXPAND_EVERY = timedelta(seconds=1)

# Our own word for it, where the provider's codes stand: the numbers were encrypted with another key.
WRONG_KEY = "secret_key"
# And for this one: this system may not tell that address (see `recipients`).
NOT_ALLOWED = "not_allowed"

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class _Exchanged:
    """What an exchange with the database brought: new parcels, and which of those held are not to be sent after all."""

    claimed: list[Parcel]
    fallen: frozenset[int]


class Round:
    """The state of one round. Everything but `_exchange` runs in one event loop."""

    def __init__(self, outbox: Outbox, line: Line, clock: Clock, stopping: Callable[[], bool]) -> None:
        self.tally: Counter[Event] = Counter()
        self.stopped_by: str | None = None
        self._outbox, self._line, self._clock, self._stopping = outbox, line, clock, stopping
        self._pace = Pace()
        self._under_way: set[asyncio.Task[None]] = set()
        self._landed = asyncio.Event()
        self._in_hand: deque[Parcel] = deque()  # claimed, and not begun
        self._outcomes: list[Outcome] = []
        self._crash: BaseException | None = None
        self._slots = self._failures = 0
        self._whole = 1
        self._trial = self._answered = self._halted = False
        self._expand_at = clock()

    async def run(self) -> None:
        """Go on until nothing is due, the provider fails, or the process is to stop."""
        exchange = self._exchanging()
        try:
            while self._takes_up(await exchange):
                await self._begin_some()
                exchange = self._exchanging()
                # What follows is claimed while these are sent, except of a provider that has yet to show that it works.
                while self._in_hand and not exchange.done() and not self._trial:
                    await self._start(self._in_hand.popleft())
        finally:
            await asyncio.wait([exchange])
            while self._under_way:
                await self._landing()
        if self._crash:
            raise self._crash

    def _takes_up(self, exchanged: "_Exchanged") -> bool:
        """Take what was claimed, and let go of what is no longer to be sent. False when there is no more to do."""
        for parcel in [parcel for parcel in self._in_hand if parcel.delivery_id in exchanged.fallen]:
            self._in_hand.remove(parcel)
            self._note(Outcome(parcel, Event.DROP, self._clock(), "fallen"))
        self._in_hand.extend(exchanged.claimed)
        return bool(self._in_hand or self._under_way or self._outcomes)

    async def _begin_some(self) -> None:
        """Begin half of what is in hand, or as much as can be begun before the others have to hear of this worker."""
        if not self._in_hand:
            return await self._landings()
        left, until = len(self._in_hand) // 2, self._clock() + self._outbox.longest / 4
        while len(self._in_hand) > (0 if self._trial else left) and self._clock() < until:
            await self._start(self._in_hand.popleft())
        if self._trial:
            await self._landings()
        return None

    async def _landings(self) -> None:
        """Wait for some of the last answers, so that they are recorded together."""
        if self._under_way:
            await self._landing()
            await asyncio.sleep(_TAIL_S)

    def _exchanging(self) -> "asyncio.Task[_Exchanged]":
        """Record and claim in one transaction, beside the loop."""
        outcomes, self._outcomes = self._outcomes, []
        held = [parcel.delivery_id for parcel in self._in_hand]
        return asyncio.create_task(asyncio.to_thread(self._exchange, outcomes, held, len(self._under_way)))

    def _exchange(self, outcomes: list[Outcome], held: list[int], under_way: int) -> "_Exchanged":
        now = self._clock()
        if now >= self._expand_at and not expand_next(self._outbox.database, self._outbox.channel, now):
            self._expand_at = now + _EXPAND_EVERY
        with self._outbox.database.writing() as session:
            gateway = gateways.lock(session, self._outbox.channel)
            record(session, outcomes)
            self._judge(gateway, now)
            over = self._is_over(gateway, now)
            parcels = [] if over else self._claim(session, gateway, len(held), under_way, now)
            fallen_now = fallen(session, held)
        self.tally.update(outcome.event for outcome in outcomes)
        return _Exchanged(parcels, fallen_now)

    def _judge(self, gateway: Gateway, now: datetime) -> None:
        """Tell all workers what this one has seen of the provider."""
        if self._halted and not gateways.is_closed(gateway, now):
            close = gateways.stopped if self.stopped_by else gateways.failed
            close(gateway, now)
        elif self._answered and not self._halted and gateways.on_trial(gateway):
            gateways.answered(gateway)
        self._answered = False
        self._trial = gateways.on_trial(gateway)

    def _is_over(self, gateway: Gateway, now: datetime) -> bool:
        return self._halted or self._crash is not None or gateways.is_closed(gateway, now) or self._stopping()

    def _claim(self, session: Session, gateway: Gateway, held: int, under_way: int, now: datetime) -> list[Parcel]:
        outbox = self._outbox
        self._whole = 1 if self._trial else outbox.concurrency
        self._slots = share(
            session,
            outbox.channel,
            outbox.worker,
            whole=self._whole,
            under_way=under_way,
            now=now,
            lasts=2 * outbox.longest,  # a slot may be waited for nearly as long as a message takes
        )
        most = min(_BATCH, self._slots * _PER_SLOT, math.ceil(self._rate)) - held
        if self._trial:
            most = min(most, 1 - under_way - held)
        if most <= 0:
            return []
        return claim(session, outbox.channel, most, now, outbox.times.lease, quiet=outbox.is_quiet(session, now))

    @property
    def _rate(self) -> float:
        """This worker's part of the messages a second."""
        return self._outbox.rate * self._slots / self._whole

    async def _start(self, parcel: Parcel) -> None:
        if parcel.address is None:
            return self._note(Outcome(parcel, Event.DROP, self._clock(), "left"))
        try:
            number = self._outbox.secrecy.decrypt(parcel.address)
        except InvalidToken:
            self._watch(SendError(Verdict.STOPPED, WRONG_KEY))
            return self._note(Outcome(parcel, Event.RELEASE, self._clock()))
        if not self._outbox.recipients.allow(number):
            return self._note(Outcome(parcel, Event.DROP, self._clock(), NOT_ALLOWED))
        await self._place()
        if not self._may_begin(parcel):
            return self._note(Outcome(parcel, Event.RELEASE, self._clock()))
        task = asyncio.get_running_loop().create_task(self._send(parcel, number))
        self._under_way.add(task)
        task.add_done_callback(self._land)
        return None

    async def _place(self) -> None:
        """Wait for a slot and for a turn; for neither where the others have all the slots."""
        while 0 < self._slots <= len(self._under_way) and not self._halted:
            await self._landing()
        if (rate := self._rate) and not self._halted:
            await self._pace.turn(rate)

    def _may_begin(self, parcel: Parcel) -> bool:
        late = self._clock() > parcel.lease_until - self._outbox.longest
        return self._slots > 0 and not (late or self._halted or self._stopping())

    async def _send(self, parcel: Parcel, number: str) -> None:
        attempt = Attempt(parcel.delivery_id, parcel.attempt)
        try:
            taken = await self._line.send(number, parcel.message, attempt)
        except SendError as error:
            self._watch(error)
            self._note(failure(parcel, error, self._clock()))
        else:
            self._failures, self._answered = 0, True
            self._note(Outcome(parcel, Event.ACCEPT, self._clock(), taken=taken))

    def _watch(self, error: SendError) -> None:
        """A provider that fails again and again is left in peace, by all workers."""
        if error.verdict is Verdict.STOPPED:
            self.stopped_by, self._halted = error.code, True
        elif error.verdict not in _SILENT:
            self._failures, self._answered = 0, True
        else:
            self._failures += 1
            self._halted = self._halted or self._trial or self._failures >= gateways.TRIALS

    def _note(self, outcome: Outcome) -> None:
        self._outcomes.append(outcome)

    def _land(self, task: asyncio.Task[None]) -> None:
        self._under_way.discard(task)
        self._crash = self._crash or task.exception()
        self._landed.set()

    async def _landing(self) -> None:
        """Wait until a message under way has come to an end."""
        self._landed.clear()
        await self._landed.wait()
