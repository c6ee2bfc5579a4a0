"""The rows of planned runs as the desk's pages read them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.run import DayState, Incident, JobDay
from models.terms import Environment
from notices.errors import NotFound
from notices.runs.plan import Plan
from notices.service import Language, Service
from notices.site.published import Snapshot
from notices.site.runs.words import STATE_WORDS, job_title
from notices.watching.plan_history import PlanHistory

RUNS = "/desk/korningar"
PUBLIC = Environment.PRODUCTION.value
_STAMP = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True, slots=True)
class Row:
    """A planned run, in the words of whoever reads. `path` is its page."""

    day: JobDay
    title: str
    word: str

    @property
    def path(self) -> str:
        return path_of(self.day)


def path_of(day: JobDay) -> str:
    """The page of a planned run."""
    return f"{RUNS}/{day.environment}/{day.job}/{day.due_at.astimezone(UTC).strftime(_STAMP)}"


def row_of(day: JobDay, known: Snapshot, service: Service, language: Language) -> Row:
    return Row(day, job_title(known.runs, service, day.job, language), STATE_WORDS[day.state].in_(language))


def find_day(session: Session, environment: str, job: str, stamp: str) -> JobDay:
    """The planned run at a page's address. Raises NotFound."""
    try:
        due_at = datetime.strptime(stamp, _STAMP).replace(tzinfo=UTC)
    except ValueError:
        due_at = None
    found = session.get(JobDay, (environment, job, due_at)) if due_at else None
    if found is None:
        raise NotFound("Körningen finns inte.")
    return found


def days_between(session: Session, environment: str, first: date, last: date) -> Sequence[JobDay]:
    """The planned runs of these dates, newest first."""
    chosen = (JobDay.environment == environment, JobDay.nominal.between(first, last))
    return session.scalars(select(JobDay).where(*chosen).order_by(JobDay.due_at.desc(), JobDay.job)).all()


def last_of_each_job(session: Session, now: datetime) -> list[JobDay]:
    """The last run of each job whose time has come, the latest first."""
    days = select(JobDay).where(JobDay.environment == PUBLIC, JobDay.due_at <= now, JobDay.state != DayState.PLANNED)
    last: dict[str, JobDay] = {}
    for day in session.scalars(days.order_by(JobDay.due_at.desc()).limit(200)):
        last.setdefault(day.job, day)
    return list(last.values())


def incidents_of(session: Session, day: JobDay) -> Sequence[Incident]:
    """What run health has seen in a run, the gravest first."""
    return session.scalars(
        select(Incident).where(Incident.key.in_(day.incidents)).order_by(Incident.severity.desc(), Incident.opened_at)
    ).all()


def plan_now(session: Session, service: Service) -> Plan | None:
    """The plan that counts for the production environment, with what notices have announced; None where none is set."""
    history = PlanHistory(service)
    history.read(session)
    plans = history.over_time(PUBLIC)
    return plans[-1][1] if plans else None
