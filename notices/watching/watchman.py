"""The worker's watch: reads what is stored, lets the watches judge it, and keeps what came of it.

All of it can be done again: the same arrivals give the same incidents by the same keys, and what the tables have
already is left alone. So whoever is killed anywhere loses nothing, and tells nothing twice.
"""

from collections import Counter
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.draft import Draft as Written
from models.draft import DraftState
from models.run import Incident
from notices.database import Database
from notices.runs.plan import Plan
from notices.service import Service
from notices.watching.claiming import Claim
from notices.watching.closing import over_and_published, propose_closing
from notices.watching.day_rows import write_days
from notices.watching.days import days_of
from notices.watching.keeping import Keeper, document_of
from notices.watching.keys import key_of
from notices.watching.leaving_alone import due, let_leave
from notices.watching.plans import adopt
from notices.watching.post import Post
from notices.watching.reading import Reader
from notices.watching.settling import close_settled, settled

_AT_ONCE = 500


class Watchman:
    """Watches every environment that has been heard from. `address` is the service's public one."""

    def __init__(self, database: Database, service: Service, address: str) -> None:
        self.claim = Claim(database)
        self._database, self._service, self._address = database, service, address
        self._reader: Reader | None = None
        self._published: set[str] = set()

    @property
    def is_watching(self) -> bool:
        """Whether this worker is the one that watches."""
        return self._reader is not None

    @property
    def posts(self) -> tuple[Post, ...]:
        """The environments under watch."""
        return tuple(self._reader.posts.values()) if self._reader else ()

    def watch(self, now: datetime) -> Counter[str]:
        """One round: read, judge, keep. Counts what was kept. Nothing is done where another worker watches."""
        done: Counter[str] = Counter()
        try:
            if not self.claim.hold():
                return done
            reader = self._reader or self._begin(now)
            with self._database.reading() as session:
                reader.read(session, now, self._write_days)
                self._touch_published(session, reader)
            for post in reader.posts.values():
                done["incidents"] += self._keep_incidents(post, now)
                done["days"] += self._write_days(post, now)
            self._follow(reader, now, done)
        except BaseException:
            self._reader = None  # what was read is read again, and what was kept is found there
            raise
        return +done

    def _begin(self, now: datetime) -> Reader:
        """From the beginning; and a plan that has been changed in the file counts from now on."""
        with self._database.writing() as session:
            adopt(session, self._service, now)
        self._published.clear()
        self._reader = Reader(self._service)
        return self._reader

    def _touch_published(self, session: Session, reader: Reader) -> None:
        """What a person has published is said of the days, too."""
        told = select(Incident.key, Incident.environment, Incident.document["id"].as_string()).join(
            Written, Written.id == Incident.draft_id
        )
        for key, environment, id_ in session.execute(told.where(Written.state == DraftState.PUBLISHED)):
            if key not in self._published:
                self._published.add(key)
                for post in reader.posts.values():
                    if post.environment == environment:
                        post.touch(id_)

    def _keep_incidents(self, post: Post, now: datetime) -> int:
        """Each in a transaction of its own; what the tables have already costs one question for many."""
        known = self._known(post)
        news = [id_ for id_ in post.pending if id_ not in known]
        for id_ in news:
            with self._database.writing() as session:
                self._keeper(session, post.environment, post.plan, now).keep(post.pending[id_])
            del post.pending[id_]
        post.pending.clear()
        return len(news)

    def _known(self, post: Post) -> set[str]:
        """Those of the pending that stand in the tables as the watch has them."""
        keys = {key_of(post.environment, id_): id_ for id_ in post.pending}
        known: set[str] = set()
        with self._database.reading() as session:
            for start in range(0, len(keys), _AT_ONCE):
                some = select(Incident.key, Incident.document).where(
                    Incident.key.in_(list(keys)[start : start + _AT_ONCE])
                )
                known |= {
                    keys[key]
                    for key, document in session.execute(some)
                    if document == document_of(post.pending[keys[key]])
                }
        return known

    def _write_days(self, post: Post, moment: datetime) -> int:
        """The days that have been touched, as they are at a moment."""
        dates = post.take_touched() if post.of_runs else ()
        if not dates:
            return 0
        days = days_of(
            post.watch,
            dates,
            moment,
            plan_on=post.plan_on,
            drafts=post.drafts.values(),
            figures=post.figures,
            confirmed=[id_ for id_ in post.drafts if key_of(post.environment, id_) in self._published],
        )
        with self._database.writing() as session:
            return write_days(session, post.environment, list(days), dates, moment)

    def _follow(self, reader: Reader, now: datetime, done: Counter[str]) -> None:
        """What follows from what people, and time, have done to the drafts."""
        with self._database.reading() as session:
            over, leaving = over_and_published(session, now), due(session, self._service, now)
        for key, environment in over:
            plan = reader.posts[environment].plan if environment in reader.posts else Plan(jobs=())
            with self._database.writing() as session:
                done["closings"] += propose_closing(self._keeper(session, environment, plan, now), key)
        for key, rule in leaving:
            with self._database.writing() as session:
                done["left"] += let_leave(session, self._service, key, rule, now)
        with self._database.reading() as session:
            alarms = settled(session)
        if alarms:
            with self._database.writing() as session:
                close_settled(session, alarms, now)

    def _keeper(self, session: Session, environment: str, plan: Plan, now: datetime) -> Keeper:
        return Keeper(session, self._service, plan, environment, self._address, now)
