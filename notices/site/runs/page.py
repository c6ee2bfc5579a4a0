"""The page at `/korningar`: ninety days of each job, as bars, as what was out of the ordinary, and as tables."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from models.run import DayState
from notices.clock import STOCKHOLM, day_of, midnight
from notices.site.document import Document
from notices.site.frame import Frame
from notices.site.pages.changes import Said
from notices.site.pages.layout import Head, draw
from notices.site.published import Published
from notices.site.rendering import day_and_month, month, say, short_day, weekday
from notices.site.runs.bars import DAY, DAYS_IN_ROW, FLOOR, HEIGHT, LINE, Bar, Row, rows
from notices.site.runs.days import SHOWN_DAYS, RunDay, first_shown
from notices.site.runs.standing import last_run, notice_of
from notices.site.runs.words import STATE_WORDS, beside_state, job_title, jobs

PATH = "/korningar"
ORDER = tuple(STATE_WORDS)
_UNEVENTFUL = frozenset({DayState.ON_TIME, DayState.PLANNED, DayState.RUNNING})


@dataclass(frozen=True, slots=True)
class Shown:
    """One run, as the page shows it."""

    frame: Frame
    day: RunDay

    @property
    def word(self) -> str:
        return STATE_WORDS[self.day.state].in_(self.frame.language)

    @property
    def outcome(self) -> str:
        return beside_state(self.day, self.frame.language)

    @property
    def date(self) -> str:
        return weekday(midnight(self.day.nominal), self.frame.language)

    @property
    def short_date(self) -> str:
        return short_day(midnight(self.day.nominal), self.frame.language)

    @property
    def delivered(self) -> str:
        return self._in_table(self.day.delivered_at) if self.day.delivered_at else ""

    @property
    def deadline(self) -> str:
        return self._in_table(self.day.deadline_at)

    def _in_table(self, moment: datetime) -> str:
        """The time, with its day where that is not the run's own."""
        time = f"{moment.astimezone(STOCKHOLM):{'%H:%M' if self.frame.language == 'en' else '%H.%M'}}"
        is_own_day = day_of(moment) == self.day.nominal
        return time if is_own_day else f"{short_day(moment, self.frame.language)} {time}"

    @property
    def notice(self) -> Published | None:
        return notice_of(self.frame, self.day)


@dataclass(frozen=True, slots=True)
class Job:
    """One job and its runs of the days shown, oldest first."""

    frame: Frame
    name: str
    runs: list[Shown]
    ahead: RunDay | None

    @property
    def title(self) -> str:
        return job_title(self.frame.snapshot.runs, self.frame.service, self.name, self.frame.language)

    @property
    def is_swedish(self) -> bool:
        """Whether its title is in Swedish, whatever the page's language."""
        return self.title == self.frame.snapshot.runs.titles.get(self.name)

    @property
    def counts(self) -> Counter[DayState]:
        return Counter(one.day.state for one in self.runs)

    @property
    def settled(self) -> int:
        return sum(one.day.is_settled for one in self.runs)

    @property
    def share(self) -> int:
        """How many percent were on time, and no more than were."""
        return 100 * self.counts[DayState.ON_TIME] // self.settled

    @property
    def rows(self) -> list[Row]:
        return rows((one.day for one in self.runs), first_shown(self.frame.board.now))

    @property
    def eventful(self) -> list[Shown]:
        """Those that were not as they should, newest first."""
        return [one for one in reversed(self.runs) if one.day.state not in _UNEVENTFUL]

    @property
    def months(self) -> list[tuple[str, list[Shown]]]:
        """The runs by month, newest first."""
        grouped = groupby(reversed(self.runs), lambda one: one.day.nominal.replace(day=1))
        return [(month(first, self.frame.language), list(runs)) for first, runs in grouped]

    def span(self, row: Row) -> str:
        """27 augusti–25 september"""
        ends = (day_and_month(midnight(day), self.frame.language) for day in (row.first, row.last))
        return "–".join(ends)

    def told(self, row: Row) -> str:
        """What a row shows, in words: "27 augusti–25 september: 28 i tid, 1 sen"."""
        counts = Counter(run.state for bar in row.bars for run in bar.runs)
        words = ((counts[state], STATE_WORDS[state].in_(self.frame.language).lower()) for state in ORDER)
        said = ", ".join(f"{count} {word}" for count, word in words if count)
        nothing = say(self.frame.language, "inga körningar")
        return f"{self.span(row)}: {said or nothing}"

    def title_of(self, bar: Bar) -> str:
        """What a bar says to whoever points at it."""
        shown = [Shown(self.frame, run) for run in bar.runs]
        each = "; ".join(f"{one.word.lower()}, {one.outcome}" for one in shown)
        return f"{shown[0].date}: {each}"


def runs_page(frame: Frame) -> Document:
    """The page. Where nothing has been heard of any run, it says so."""
    language, runs = frame.language, frame.snapshot.runs
    changed_at = max((day.changed_at for day in runs.days), default=frame.snapshot.changed_at)
    head = Head(
        path=PATH,
        title=say(language, "Körningar"),
        description=say(language, "Hur körningarna har gått de senaste 90 dagarna: när filerna levererades."),
        modified=changed_at,
        changed=Said(changed_at) if runs.days else None,
        nav="runs",
        watched=True,
    )
    geometry = {"day": DAY, "width": DAY * DAYS_IN_ROW, "height": HEIGHT, "line": LINE, "floor": FLOOR}
    return draw(
        frame,
        "runs.html",
        head,
        jobs=[job for name in jobs(runs, frame.service) if (job := _job(frame, name)).runs],
        last=last_run(frame),
        states=[(state, STATE_WORDS[state].in_(language)) for state in ORDER],
        geometry=geometry,
        days=SHOWN_DAYS,
    )


def _job(frame: Frame, name: str) -> Job:
    first, now = first_shown(frame.board.now), frame.board.now
    days = frame.snapshot.runs.by_job[name]
    today = first.toordinal() + SHOWN_DAYS - 1
    shown = [Shown(frame, day) for day in days if first <= day.nominal and day.nominal.toordinal() <= today]
    return Job(frame, name, shown, next((day for day in days if day.due_at > now), None))
