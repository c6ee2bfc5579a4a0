"""`/desk/korningar/volymer`: each benefit's volume in the last ninety days, beside what was expected of it."""

from datetime import timedelta

from flask import Blueprint, Response, request

from models.run import JobDay
from notices.clock import day_of
from notices.site.runs.days import SHOWN_DAYS, first_shown
from notices.site.runs.words import job_title
from notices.web.access import Caller, open_to
from notices.web.desk.desk import Desk
from notices.web.desk.run_chart import HEIGHT, WIDTH, VolumeChart, nights_of, volume_chart
from notices.web.desk.run_rows import PUBLIC, RUNS, days_between, path_of


def blueprint(desk: Desk) -> Blueprint:
    """The charts of one job: `jobb`, else the first that has figures."""
    pages = Blueprint("desk_run_volumes", __name__)

    @pages.get(f"{RUNS}/volymer")
    @open_to(Caller.EDITOR)
    def show_volumes() -> Response:
        now = desk.clock()
        with desk.reading() as session:
            days = days_between(session, PUBLIC, first_shown(now), day_of(now) + timedelta(days=1))
        jobs = sorted({day.job for day in days if day.figures})
        job = request.args.get("jobb", "") or next(iter(jobs), "")
        own = [day for day in reversed(days) if day.job == job]
        return desk.page(
            "desk/run_volumes.html",
            "Volymer",
            nav="runs",
            jobs=[(name, job_title(desk.published.runs, desk.service, name, desk.language)) for name in jobs],
            job=job,
            charts=_charts(desk, own),
            width=WIDTH,
            height=HEIGHT,
        )

    return pages


def _charts(desk: Desk, days: list[JobDay]) -> list[tuple[str, VolumeChart]]:
    """A chart for each benefit of which something was expected, in the order of `service.toml`."""
    codes = {code: desk.service.runs.benefits.get(code, code) for day in days for code in day.figures}
    order = [*desk.service.benefits, *codes.values()]
    charts = []
    for code in sorted(codes, key=lambda code: order.index(codes[code])):
        nights = nights_of([(day.nominal, path_of(day), day.figures.get(code, {})) for day in days])
        term = desk.service.benefits.get(codes[code])
        if nights:
            first = first_shown(desk.clock())
            chart = volume_chart(nights, first, SHOWN_DAYS + 1)
            charts.append((term.name.in_(desk.language) if term else code, chart))
    return charts
