"""The page as a whole: what it is, and how it stands."""

from models.terms import Kind
from notices.clock import STOCKHOLM
from notices.site.board import Phase, Sign, sign
from notices.site.frame import Frame
from notices.site.pages.states import calm, state
from notices.site.published import Published
from notices.site.runs.standing import unsaid
from notices.site.statuspage.components import Components
from notices.site.statuspage.ids import page_id
from notices.site.statuspage.shapes import Gravity, Page, Status
from notices.site.statuspage.sorting import gravity, is_fitting
from notices.site.wording import one_line

_GRAVEST_FIRST: tuple[Gravity, ...] = ("critical", "major", "minor", "none")


def page_of(frame: Frame, parts: Components) -> Page:
    """The page. `updated_at` is when anything was last said of a component, or turned by the clock."""
    about = frame.service.service
    return Page(
        id=page_id(about.tag),
        name=about.subject.sv,
        url=frame.address,
        time_zone=STOCKHOLM.key,
        updated_at=max(component.updated_at for component in parts.values()),
    )


def status_of(frame: Frame) -> Status:
    """The gravest of what goes on, in the words of the front page; what is planned where nothing is wrong."""
    ongoing = list(filter(is_fitting, frame.board.ongoing))
    lead = min(filter(_is_trouble, ongoing), key=lambda n: _GRAVEST_FIRST.index(gravity(n.content)), default=None)
    if lead:
        return Status(indicator=gravity(lead.content), description=_sentence(lead, sign(lead, frame.board.now)))
    if trouble := unsaid(frame):
        return Status(indicator="minor", description=f"{trouble.word}: {trouble.sentence}")
    work = next((notice for notice in ongoing if notice.content.kind is not Kind.INCIDENT), None)
    return Status(indicator="none", description=_sentence(work, Sign.PLANNED) if work else calm("sv"))


def _is_trouble(notice: Published) -> bool:
    return gravity(notice.content) != "none"


def _sentence(notice: Published, shown: Sign | None) -> str:
    """How it stands and what it is: "Försening, felsökning: Nattens filer är sena"."""
    return f"{state(notice, Phase.ONGOING, shown, 'sv')}: {one_line(notice.content.title)}"
