"""An incident's time line for the authority's report: within 24 hours, 72 hours and a month (SFS 2025:1506).

`incident_of` gathers it, `as_markdown` and `as_html` write it. It is in Swedish, as the report is.
"""

from notices.incident_export.gathering import Incident, incident_of
from notices.incident_export.writing import as_html, as_markdown

__all__ = ["Incident", "as_html", "as_markdown", "incident_of"]
