"""A draft that nobody writes in: it waits for approval, is about to leave, was published or thrown away."""

from collections.abc import Callable
from typing import Any

from werkzeug.wrappers import Response as AnyResponse

from models.draft import Draft, DraftState
from models.registration import Channel
from notices.drafts import CALL_BACK
from notices.web.access import current_operator
from notices.web.desk.desk import Desk
from notices.web.desk.form_page import preview_values
from notices.web.desk.money import roughly
from notices.web.desk.reach import reaches
from notices.web.desk.sheet import read_sheet
from notices.web.desk.writing import notice_address
from notices.web.signing_in.hall import go


def standing_page(desk: Desk, draft: Draft) -> AnyResponse:
    """The page of a draft that is not open."""
    return _PAGES[draft.state](desk, draft)


def _waiting(desk: Desk, draft: Draft) -> AnyResponse:
    own = current_operator().name in {draft.created_by, draft.updated_by, draft.asked_by}
    may_approve = desk.may_publish and not own
    asked = desk.confirm_first(draft.act) if may_approve else None
    return asked or _shown(
        desk,
        draft,
        "desk/vantar.html",
        "Väntar på godkännande",
        may_approve=may_approve,
        may_publish=desk.may_publish,
    )


def _leaving(desk: Desk, draft: Draft) -> AnyResponse:
    now = desk.clock()
    leaves_at = draft.leaves_at or now
    seconds = max(0, round((leaves_at - now).total_seconds()))
    soon = leaves_at <= now + CALL_BACK
    title = "Strax publicerat" if soon else "Publiceras senare"
    return _shown(desk, draft, "desk/pa_vag.html", title, seconds=seconds, soon=soon, late=leaves_at < now - CALL_BACK)


def _published(desk: Desk, draft: Draft) -> AnyResponse:
    return go(notice_address(draft.notice_id or 0))


def _thrown_away(desk: Desk, draft: Draft) -> AnyResponse:
    return _shown(desk, draft, "desk/kastat.html", "Kastat utkast")


_PAGES: dict[DraftState, Callable[[Desk, Draft], AnyResponse]] = {
    DraftState.AWAITING_APPROVAL: _waiting,
    DraftState.LEAVING: _leaving,
    DraftState.PUBLISHED: _published,
    DraftState.DISCARDED: _thrown_away,
}


def _shown(desk: Desk, draft: Draft, template: str, title: str, **values: Any) -> AnyResponse:
    chosen = None if draft.tell is None else tuple(map(Channel, draft.tell))
    with desk.reading() as session:
        sheet = read_sheet(desk, session, draft, thorough=draft.state is DraftState.AWAITING_APPROVAL)
        reached = reaches(session, sheet, chosen)
    return desk.page(
        template, title, nav="writing", reached=reached, roughly=roughly, **preview_values(sheet), **values
    )
