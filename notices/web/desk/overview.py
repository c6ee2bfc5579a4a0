"""`/desk`: what is overdue, what goes on, what waits, what is planned, what was told."""

from flask import Blueprint, Response

from models.terms import Act
from notices.checks import PLANNED_KINDS
from notices.drafts import open_drafts
from notices.site.board import Board
from notices.site.pages.entries import entry
from notices.site.published import Published
from notices.timing import describe
from notices.web.access import Caller, open_to
from notices.web.desk.desk import Desk
from notices.web.desk.form_page import TITLES
from notices.web.desk.overdue import overdue
from notices.web.desk.run_rows import last_of_each_job, row_of
from notices.web.desk.timeline import line
from notices.web.desk.told import told_last
from notices.web.desk.waiting import waiting
from notices.web.desk.writing import templates_for

_AT_HAND = 5  # templates


def blueprint(desk: Desk) -> Blueprint:
    """The first page of the desk."""
    pages = Blueprint("overview", __name__)

    @pages.get("/desk")
    @open_to(Caller.EDITOR)
    def show_overview() -> Response:
        now = desk.clock()
        frame = desk.frame(now)
        late = list(overdue(frame.snapshot, now, desk.language))
        shown = {one.notice.id for one in late}
        with desk.reading() as session:
            drafts, told = list(open_drafts(session)), list(told_last(session))
            runs = last_of_each_job(session, now)
        return desk.page(
            "desk/nulage.html",
            "Nuläge",
            nav="overview",
            late=[(one, entry(frame, one.notice)) for one in late],
            ongoing=[entry(frame, notice) for notice in frame.board.ongoing if notice.id not in shown],
            drafts=waiting(drafts, frame.snapshot),
            line=line(_planned(frame.board), now),
            told=told,
            runs=[row_of(day, desk.published, desk.service, desk.language) for day in runs],
            templates=templates_for(desk.service, Act.PUBLISH)[:_AT_HAND],
            act_words=TITLES,
            describe=describe,
        )

    return pages


def _planned(facts: Board) -> list[Published]:
    return [notice for notice in (*facts.ongoing, *facts.ahead) if notice.content.kind in PLANNED_KINDS]
