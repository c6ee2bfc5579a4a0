"""Public reading, which is answered by the site before any route: named here for the document."""

import re
from dataclasses import dataclass

from pydantic import BaseModel

from notices.service import Text
from notices.site.public_api import shapes
from notices.site.statuspage import shapes as statuspage


@dataclass(frozen=True, slots=True)
class Read:
    """One finished document, or one for each value of the names in its path."""

    path: str
    name: str
    summary: Text
    gives: type[BaseModel]

    @property
    def names(self) -> list[str]:
        return re.findall(r"\{(\w+)\}", self.path)


def _v1(path: str, name: str, sv: str, en: str, gives: type[BaseModel]) -> Read:
    return Read(f"/api/v1/{path}", name, Text(sv=sv, en=en), gives)


def _v2(path: str, gives: type[BaseModel]) -> Read:
    name = "statuspage_" + re.sub(r"\W", "_", path)
    return Read(f"/api/v2/{path}.json", name, Text(sv=f"Statuspage: {path}", en=f"Statuspage: {path}"), gives)


READ = (
    _v1("current", "read_current", "Läs hur läget är", "Read how things are", shapes.Current),
    _v1("notices", "read_notices", "Läs de nyaste notiserna", "Read the newest notices", shapes.Notices),
    _v1("notices/page/{number}", "read_older", "Läs äldre notiser", "Read older notices", shapes.Notices),
    _v1("notices/{slug}", "read_public_notice", "Läs en notis", "Read a notice", shapes.Notice),
    _v1("runs", "read_runs", "Läs hur körningarna har gått", "Read how the runs went", shapes.Runs),
    _v2("summary", statuspage.Summary),
    _v2("status", statuspage.StatusAnswer),
    _v2("components", statuspage.ComponentsAnswer),
    _v2("incidents", statuspage.IncidentsAnswer),
    _v2("incidents/unresolved", statuspage.IncidentsAnswer),
    _v2("scheduled-maintenances", statuspage.MaintenancesAnswer),
    _v2("scheduled-maintenances/upcoming", statuspage.MaintenancesAnswer),
    _v2("scheduled-maintenances/active", statuspage.MaintenancesAnswer),
)
