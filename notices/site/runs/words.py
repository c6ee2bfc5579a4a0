"""How a run went, in words."""

from datetime import datetime, timedelta

from models.run import DayState
from notices.clock import STOCKHOLM, day_of
from notices.service import Language, Service, Text
from notices.site.rendering import clock, say, say_many, weekday
from notices.site.runs.days import RunDay, Runs

STATE_WORDS = {
    DayState.ON_TIME: Text(sv="I tid", en="On time"),
    DayState.LATE: Text(sv="Sen", en="Late"),
    DayState.DISTURBED: Text(sv="Störd", en="Disturbed"),
    DayState.NOT_DELIVERED: Text(sv="Inte levererad", en="Not delivered"),
    DayState.RUNNING: Text(sv="Pågår", en="Running"),
    DayState.PLANNED: Text(sv="Planerad", en="Planned"),
}
_EVENING, _MORNING = 18, 6
_HOURS = 120  # minutes, from which hours are said
_DAY = 24


def jobs(runs: Runs, service: Service) -> list[str]:
    """The jobs that are shown, the main one first: in the order of the plan, else of `service.toml`."""
    order = [*runs.titles, *service.runs.operations]
    return sorted(runs.by_job, key=lambda job: (order.index(job) if job in order else len(order), job))


def job_title(runs: Runs, service: Service, job: str, language: Language) -> str:
    """What a job is called: by the plan, which is Swedish, or by the operation that it serves."""
    serves = service.runs.operations.get(job, ())
    name = service.operations[serves[0]].name if len(serves) == 1 else None
    if language == "sv":
        return runs.titles.get(job) or (name.sv if name else job)
    return name.en if name else runs.titles.get(job, job)


def run_name(day: RunDay, now: datetime, language: Language) -> str:
    """How a sentence names the run: last night's is the one that was due by today."""
    is_of_night = not _MORNING <= day.due_at.astimezone(STOCKHOLM).hour < _EVENING
    if is_of_night and day_of(day.deadline_at) == day_of(now):
        return say(language, "nattens körning")
    return say(language, "körningen %(day)s", day=weekday(day.due_at, language))


def outcome(day: RunDay, language: Language) -> str:
    """What became of the run, as the rest of a sentence that begins with it."""
    deadline = clock(day.deadline_at, language)
    if day.delivered_at is None:
        return _UNDELIVERED[day.state](language, deadline)
    at = _moment(day.delivered_at, day.deadline_at, language)
    apart = day.delivered_at - day.deadline_at
    if abs(apart) < timedelta(minutes=1):
        return say(language, "levererades %(at)s", at=at)
    values = {"at": at, "length": duration(abs(apart), language), "deadline": deadline}
    if apart < timedelta(0):
        return say(language, "levererades %(at)s, %(length)s före %(deadline)s", **values)
    return say(language, "levererades %(at)s, %(length)s efter %(deadline)s", **values)


def _not_delivered(language: Language, deadline: str) -> str:
    return say(language, "är inte levererad. Den skulle ha levererats senast %(deadline)s", deadline=deadline)


def _running(language: Language, deadline: str) -> str:
    return say(language, "pågår och ska levereras senast %(deadline)s", deadline=deadline)


def _planned(language: Language, deadline: str) -> str:
    return say(language, "ska levereras senast %(deadline)s", deadline=deadline)


def _should_have_come(language: Language, deadline: str) -> str:
    return say(language, "skulle ha levererats senast %(deadline)s", deadline=deadline)


_UNDELIVERED = dict.fromkeys(DayState, _not_delivered) | {DayState.RUNNING: _running, DayState.PLANNED: _planned}


def beside_state(day: RunDay, language: Language) -> str:
    """The same beside the word for its state, which says already what did not come."""
    if day.state is DayState.NOT_DELIVERED:
        return _should_have_come(language, clock(day.deadline_at, language))
    return outcome(day, language)


def sentence(name: str, rest: str) -> str:
    """The name and what is said of it, as a sentence."""
    return f"{name[0].upper()}{name[1:]} {rest}."


def _moment(moment: datetime, beside: datetime, language: Language) -> str:
    """The clock; with its day, where that is another than that of the time beside it."""
    if day_of(moment) == day_of(beside):
        return clock(moment, language)
    return f"{weekday(moment, language)} {clock(moment, language)}"


def duration(length: timedelta, language: Language) -> str:
    """48 minuter; from two hours on 2 timmar and 5 minuter, and from a day on in days and hours."""
    minutes = round(length.total_seconds() / 60)
    if minutes < _HOURS:
        return say_many(language, "%(num)s minut", "%(num)s minuter", minutes)
    hours, minutes = divmod(minutes, 60)
    if hours < _DAY:
        return _both(_hours(hours, language), say_many(language, "%(num)s minut", "%(num)s minuter", minutes), minutes)
    days, hours = divmod(hours, _DAY)
    return _both(say_many(language, "%(num)s dygn", "%(num)s dygn", days), _hours(hours, language), hours)


def _hours(hours: int, language: Language) -> str:
    return say_many(language, "%(num)s timme", "%(num)s timmar", hours)


def _both(large: str, small: str, count: int) -> str:
    return f"{large} {small}" if count else large
