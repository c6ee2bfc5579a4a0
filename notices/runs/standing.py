"""What is no run: queues, announced windows, sources, certificates."""

from datetime import date, datetime
from functools import partial

from models.terms import Expect
from notices.runs import words
from notices.runs.drafts import Change
from notices.runs.events import QueueEvent
from notices.runs.judgement import certificates, intake, silence
from notices.runs.judgement.verdict import Rule, Verdict
from notices.runs.plan import Certificate, Window
from notices.runs.queue import Queue
from notices.runs.slots import slot_for
from notices.runs.source import Source
from notices.runs.state import State


class Standing:
    """What is known of them, and when to look at each."""

    def __init__(self, state: State) -> None:
        self._state = state
        self.queues: dict[str, Queue] = {}
        self.sources: dict[str, Source] = {}
        self._expires: dict[str, date] = {}
        self._listening: set[str] = set()

    def arm(self, now: datetime) -> None:
        """Wait for the ends of windows, and for the certificates."""
        self._listening.clear()
        for window in self._state.plan.announced:
            slot = slot_for(self._state.plan, window.job, window.last, None)
            if window.expect is Expect.SURGE and slot and slot.deadline >= now:
                self._state.timers.set(slot.deadline, partial(self._look_at_window, window))
        for certificate in self._state.plan.certificates:
            expires = self._expires.get(certificate.name, certificate.expires)
            if expires:
                self._expires[certificate.name] = expires
                look = partial(self._look_at_certificate, certificate, expires)
                self._state.timers.set(max(certificates.due(certificate, expires), now), look)

    # -- queues -------------------------------------------------------------------------------------------------

    def feed(self, event: QueueEvent, now: datetime) -> list[Change]:
        """Take in an event of a queue."""
        before = self.queues.get(event.queue, Queue(event.queue))
        queue = self.queues[event.queue] = before.after(event)
        if queue == before:
            return []
        if before.closed and queue.closed is None:
            waiting = f"; {words.number(queue.waiting)} filer väntar" if queue.waiting else ""
            return self._close(Rule.INTAKE_CLOSED, event.queue, f"öppnat kl {words.at(event.time)}{waiting}", now)
        return self._fold(intake.judge(queue, self._state.plan, now), now)

    # -- announced windows --------------------------------------------------------------------------------------

    def _look_at_window(self, window: Window, now: datetime) -> list[Change]:
        slot = slot_for(self._state.plan, window.job, window.last, None)
        if slot and now < slot.gone and window.last not in self._state.history.of(window.job).nights:
            self._state.timers.set(slot.gone, partial(self._look_at_window, window))  # its last run may still bring it
            return []
        return self._fold(self._state.windows.judge(window, now), now)

    # -- sources ------------------------------------------------------------------------------------------------

    def hear(self, name: str, now: datetime) -> list[Change]:
        """Something came from a source."""
        source = self.sources.setdefault(name, Source(name))
        source.hear(now)
        if name not in self._listening and source.silent_from:
            self._listen(source, source.silent_from)
        return self._close(Rule.SOURCE_SILENT, name, f"hördes igen kl {words.at(now)}", now)

    def _listen(self, source: Source, until: datetime) -> None:
        self._listening.add(source.name)
        self._state.timers.set(until, partial(self._look_at_source, source))

    def _look_at_source(self, source: Source, now: datetime) -> list[Change]:
        if source.silent_from and now < source.silent_from:
            self._listen(source, source.silent_from)
            return []
        self._listening.discard(source.name)
        return self._fold(silence.judge(source, now), now)

    # -- certificates -------------------------------------------------------------------------------------------

    def note_certificate(self, certificate: Certificate, expires: date, now: datetime) -> list[Change]:
        """A certificate's last day is known, or known anew."""
        self._expires[certificate.name] = expires
        due = certificates.due(certificate, expires)
        if due <= now:
            return self._look_at_certificate(certificate, expires, now)
        self._state.timers.set(due, partial(self._look_at_certificate, certificate, expires))
        renewed = f"ersatt av ett som gäller till {expires.isoformat()}"
        return self._close(Rule.CERTIFICATE_EXPIRING, certificate.name, renewed, now)

    def _look_at_certificate(self, certificate: Certificate, expires: date, now: datetime) -> list[Change]:
        if self._expires[certificate.name] != expires:
            return []
        return self._fold(certificates.judge(certificate, expires, now), now)

    def _fold(self, verdict: Verdict | None, now: datetime) -> list[Change]:
        return self._state.incidents.fold(verdict, now) if verdict else []

    def _close(self, rule: Rule, subject: str, closing: str, now: datetime) -> list[Change]:
        return self._state.incidents.close_about(rule, subject, closing, now)
