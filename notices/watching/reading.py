"""Reading what is stored into the watches: arrivals, plans, operators' words and certificates, in the order of time."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.run import CertificateReading, Incident
from models.terms import Environment
from notices.clock import day_of
from notices.runs.drafts import Change
from notices.runs.watching import Watch
from notices.service import Service
from notices.watching.arrivals import Arrivals
from notices.watching.plan_history import PlanHistory
from notices.watching.post import AHEAD, Post

# Time passes for the watch a little later than for others: what came before a deadline is to have been read by then.
LAG = timedelta(seconds=2)
_MONTH = timedelta(days=30)
_LONG = timedelta(days=40)
_PRODUCTION = Environment.PRODUCTION.value
_CERTIFICATES = "\N{LOCK}"  # no environment is called that

Keep = Callable[[Post, datetime], object]


class Reader:
    """The posts, one for each environment that has been heard from and one for the certificates, by name; and how far
    each table has been read.
    """

    def __init__(self, service: Service) -> None:
        self.posts: dict[str, Post] = {}
        self._plans = PlanHistory(service)
        self._arrivals = Arrivals()
        self._last_reading = 0
        self._dismissed: set[tuple[str, str]] = set()

    def read(self, session: Session, now: datetime, keep_days: Keep) -> None:
        """Read what is new, and let time pass. `keep_days` is called where much has passed, before it is forgotten."""
        is_replanned = self._plans.read(session)
        if not self._plans.over_time(_PRODUCTION):
            return  # without a plan there is nothing to judge by
        if is_replanned:
            self._replan()
        self._read_certificates(session)
        self._read_dismissals(session)
        for arrived, event in self._arrivals.read(session):
            post = self._post(session, event.environment, arrived)
            self._keep_up(post, arrived, keep_days)
            post.feed(event, arrived)
        for post in self.posts.values():
            self._keep_up(post, now, keep_days)
            if post.tick(now - LAG):
                post.touch_until(now)
            if post.dated_until < day_of(now) + AHEAD:
                post.touch_until(now + AHEAD)

    def _keep_up(self, post: Post, moment: datetime, keep_days: Keep) -> None:
        if day_of(moment) - post.dated_until > _LONG:
            post.touch_until(moment - _MONTH)
            keep_days(post, moment)

    def _replan(self) -> None:
        for post in self.posts.values():
            moment, plan = self._plans.over_time(post.environment)[-1]
            if plan != post.plan:
                post.plan_from(moment, plan)

    def _read_certificates(self, session: Session) -> None:
        new = select(CertificateReading).where(CertificateReading.id > self._last_reading)
        for reading in session.scalars(new.order_by(CertificateReading.id)):
            self._last_reading = reading.id
            post = self._post(session, _CERTIFICATES, reading.read_at)
            post.at(reading.read_at, partial(_note, reading))

    def _read_dismissals(self, session: Session) -> None:
        said = select(Incident.key, Incident.environment, Incident.document, Incident.dismissed_reason).add_columns(
            Incident.dismissed_at
        )
        for key, environment, document, reason, at in session.execute(said.where(Incident.dismissed_at.is_not(None))):
            for name, post in self.posts.items():
                if post.environment == environment and (name, key) not in self._dismissed:
                    self._dismissed.add((name, key))
                    post.at(at, partial(_dismiss, document["id"], reason, at))

    def _post(self, session: Session, name: str, moment: datetime) -> Post:
        """The post of an environment, or that of the certificates, which are those of production."""
        if name not in self.posts:
            environment = _PRODUCTION if name == _CERTIFICATES else name
            plans = self._plans.over_time(environment)
            begun = [plan for plan in plans if plan[0] <= moment] or plans[:1]
            later = [plan for plan in plans if plan[0] > max(moment, begun[-1][0])]
            self.posts[name] = Post(environment, [begun[-1], *later], moment, of_runs=name != _CERTIFICATES)
            self._read_dismissals(session)
        return self.posts[name]


def _note(reading: CertificateReading, watch: Watch) -> list[Change]:
    return watch.note_certificate(reading.name, reading.expires, reading.read_at)


def _dismiss(id_: str, reason: str, at: datetime, watch: Watch) -> list[Change]:
    """An operator's word, at the moment at which it was said."""
    return watch.dismiss(id_, reason, at)
