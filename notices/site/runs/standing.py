"""How the main job stands: the line on the front page, and what it says where nobody has said anything yet."""

from dataclasses import dataclass

from models.run import DayState
from notices.site.board import Sign
from notices.site.frame import Frame
from notices.site.published import Published
from notices.site.rendering import clock, say
from notices.site.runs.days import RunDay, last_settled
from notices.site.runs.words import jobs, outcome, run_name, sentence


@dataclass(frozen=True, slots=True)
class LastRun:
    """The last run of the main job. `notice` is what was published of what was wrong with it."""

    day: RunDay
    sentence: str
    notice: Published | None


@dataclass(frozen=True, slots=True)
class Unsaid:
    """What the clock alone shows to be wrong, while no notice says it."""

    sign: Sign
    word: str
    sentence: str
    detail: str


def last_run(frame: Frame) -> LastRun | None:
    """The last run of the main job, or None where nothing is known of any."""
    runs = frame.snapshot.runs
    main = next(iter(jobs(runs, frame.service)), None)
    day = last_settled(runs.by_job[main]) if main else None
    if day is None:
        return None
    name = run_name(day, frame.board.now, frame.language)
    return LastRun(day, sentence(name, outcome(day, frame.language)), notice_of(frame, day))


def notice_of(frame: Frame, day: RunDay) -> Published | None:
    """The published notice of what was wrong with a run, unless it was taken back."""
    notice = frame.snapshot.notices.get(frame.snapshot.runs.notice_of(day) or 0)
    return notice if notice and not notice.withdrawn_at else None


def unsaid(frame: Frame) -> Unsaid | None:
    """That the last run is not delivered, where no notice says so: nobody is told that nothing is wrong."""
    last = last_run(frame)
    if last is None or last.notice or last.day.state is not DayState.NOT_DELIVERED:
        return None
    language = frame.language
    name = run_name(last.day, frame.board.now, language)
    return Unsaid(
        Sign.LATE,
        say(language, "Försening"),
        sentence(name, say(language, "är inte levererad")),
        say(
            language,
            "Den skulle ha levererats senast %(deadline)s. Vi undersöker varför.",
            deadline=clock(last.day.deadline_at, language),
        ),
    )
