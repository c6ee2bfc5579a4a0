"""`/desk/korningar`: the planned runs by day, newest first."""

from datetime import date, timedelta
from itertools import groupby

from flask import Blueprint, Response, request
from sqlalchemy import select

from models.run import JobDay
from notices.clock import day_of
from notices.web.access import Caller, open_to
from notices.web.desk.desk import Desk
from notices.web.desk.run_rows import PUBLIC, RUNS, days_between, row_of

_A_PAGE = timedelta(days=30)


def blueprint(desk: Desk) -> Blueprint:
    """The list. `till` is its last date, `miljo` the environment."""
    pages = Blueprint("desk_runs", __name__)

    @pages.get(RUNS)
    @open_to(Caller.EDITOR)
    def show_runs() -> Response:
        today = day_of(desk.clock())
        last = _date(request.args.get("till", "")) or today + timedelta(days=1)
        environment = request.args.get("miljo", PUBLIC)
        with desk.reading() as session:
            days = days_between(session, environment, last - _A_PAGE, last)
            environments = session.scalars(select(JobDay.environment).distinct().order_by(JobDay.environment)).all()
        rows = [row_of(day, desk.published, desk.service, desk.language) for day in days]
        return desk.page(
            "desk/run_list.html",
            "Körningar",
            nav="runs",
            days=[(day, list(some)) for day, some in groupby(rows, lambda row: row.day.nominal)],
            environment=environment,
            environments=environments,
            older=last - _A_PAGE - timedelta(days=1),
            newer=min(last + _A_PAGE + timedelta(days=1), today + timedelta(days=1)) if last <= today else None,
        )

    return pages


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
