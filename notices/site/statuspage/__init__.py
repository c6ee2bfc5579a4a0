"""The Statuspage public API v2, as finished documents: what people already read Statuspage with reads this site too.

Production only, as its clients know of no test environment. An incident without a status, of which nobody has said
that it goes on or is over, is not among them: Statuspage has no word for that. Releases and information are not
either; `/api/v1` has all of it.
"""

from notices.site.document import Document, json_document
from notices.site.frame import Frame
from notices.site.statuspage import shapes
from notices.site.statuspage.components import children, grouped
from notices.site.statuspage.incidents import Incidents
from notices.site.statuspage.maintenances import Maintenances
from notices.site.statuspage.page import page_of, status_of

_ROOT = "/api/v2"


def statuspage(frame: Frame) -> tuple[Document, ...]:
    """All eight documents as of the board's moment."""
    parts = children(frame)
    page, status = page_of(frame, parts), status_of(frame)
    components = grouped(frame, parts)
    incidents, maintenances = Incidents(frame, parts), Maintenances(frame, parts)
    upcoming, active = maintenances.upcoming, maintenances.active
    unresolved = incidents.unresolved
    answers: dict[str, shapes.Answer] = {
        "summary": shapes.Summary(
            page=page,
            status=status,
            components=components,
            incidents=unresolved,
            scheduled_maintenances=(*active, *upcoming),
        ),
        "status": shapes.StatusAnswer(page=page, status=status),
        "components": shapes.ComponentsAnswer(page=page, components=components),
        "incidents": shapes.IncidentsAnswer(page=page, incidents=incidents.latest),
        "incidents/unresolved": shapes.IncidentsAnswer(page=page, incidents=unresolved),
        "scheduled-maintenances": shapes.MaintenancesAnswer(page=page, scheduled_maintenances=maintenances.latest),
        "scheduled-maintenances/upcoming": shapes.MaintenancesAnswer(page=page, scheduled_maintenances=upcoming),
        "scheduled-maintenances/active": shapes.MaintenancesAnswer(page=page, scheduled_maintenances=active),
    }
    return tuple(json_document(f"{_ROOT}/{name}.json", answer, page.updated_at) for name, answer in answers.items())
