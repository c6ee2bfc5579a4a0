"""The drafts that wait, as the overview shows them."""

from dataclasses import dataclass

from models.draft import Draft, DraftState
from models.terms import Act
from notices.site.published import Snapshot
from notices.web.desk.form_page import TITLES

_FIRST = (DraftState.AWAITING_APPROVAL, DraftState.LEAVING, DraftState.OPEN)


@dataclass(frozen=True, slots=True)
class Waiting:
    """One draft. `act` is Swedish, and empty of a new notice; `title` is that of its notice, as far as it has one."""

    draft: Draft
    act: str
    title: str

    @property
    def is_from_run(self) -> bool:
        return self.draft.origin.startswith("run:")


def waiting(drafts: list[Draft], known: Snapshot) -> list[Waiting]:
    """Those that a run has begun first, then those that wait for somebody else."""
    shown = [
        Waiting(draft, "" if draft.act is Act.PUBLISH else TITLES[draft.act], _title(draft, known)) for draft in drafts
    ]
    return sorted(shown, key=lambda one: (not one.is_from_run, _FIRST.index(one.draft.state)))


def _title(draft: Draft, known: Snapshot) -> str:
    notice = known.notices.get(draft.notice_id or 0)
    return str(draft.fields.get("title") or "") or (notice.content.title if notice else "")
