"""`/desk/notiser/<id>`: one notice: how it stands, what can be done with it, whom it reached, and all its versions."""

from flask import Blueprint, Response, request
from werkzeug.wrappers import Response as AnyResponse

from models.base import LARGEST_ID
from models.draft import Draft, DraftState
from models.terms import Act
from notices.delivery.figures import figures
from notices.drafts import drafts_of
from notices.publishing import Publisher
from notices.site.pages.history import steps
from notices.site.reading import read_versions
from notices.web.access import Caller, current_operator, open_to
from notices.web.desk.desk import Desk
from notices.web.desk.form_page import TITLES
from notices.web.desk.notice_acts import allowed, offered
from notices.web.desk.shown import find_notice, show, threads
from notices.web.desk.waiting import waiting
from notices.web.desk.writing import NOTICE, notice_address
from notices.web.signing_in.hall import go

# No number is larger than the databases have.
ONE = f"{NOTICE}/<int(max={LARGEST_ID}):number>"
_UNDER_WAY = (DraftState.OPEN, DraftState.AWAITING_APPROVAL, DraftState.LEAVING)


def blueprint(desk: Desk) -> Blueprint:
    """The page, and joining the notice to a story, which needs no form of its own."""
    pages = Blueprint("notice_page", __name__)

    @pages.get(ONE)
    @open_to(Caller.EDITOR)
    def show_notice(number: int) -> Response:
        with desk.reading() as session:
            shown = show(desk, session, number)
            versions = steps(shown.frame, read_versions(session, number))
            actors = {revision.number: revision.actor for revision in shown.row.revisions}
            told = figures(session, number)
            drafts = [draft for draft in drafts_of(session, number) if _is_under_way(draft)]
            known = [thread.title for thread in threads(session) if thread not in shown.row.threads]
        return desk.page(
            "desk/notis.html",
            shown.one.title,
            nav="notices",
            row=shown.row,
            one=shown.one,
            stories=shown.stories,
            steps=versions,
            actors=actors,
            told=told,
            drafts=waiting(drafts, shown.frame.snapshot),
            acts=offered(shown.row),
            act_words=TITLES,
            may_withdraw=allowed(Act.WITHDRAW, shown.row),
            may_join=desk.may_publish and allowed(Act.JOIN, shown.row),
            known=known,
        )

    @pages.post(f"{ONE}/trad")
    @open_to(Caller.PUBLISHER)
    def join(number: int) -> AnyResponse:
        with desk.parts.database.writing() as session:
            publisher = Publisher(
                session, desk.service, current_operator().name, desk.clock(), desk.address, False, desk.source()
            )
            notice = find_notice(session, number)
            publisher.join(notice, publisher.thread(request.form.get("trad", "").strip()))
        return go(f"{notice_address(number)}#forlopp")

    return pages


def _is_under_way(draft: Draft) -> bool:
    return draft.state in _UNDER_WAY
