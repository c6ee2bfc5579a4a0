"""The report as Markdown, and as HTML that prints well."""

from collections.abc import Iterator

from notices.incident_export.gathering import Incident
from notices.incident_export.report import Row, Section, report_of
from notices.markdown.escape import escape
from notices.service import Service
from notices.site.rendering import render


def as_html(incident: Incident, service: Service) -> str:
    """A whole page that needs nothing beside it."""
    return render("sv", "incident.html", report=report_of(incident, service))


def as_markdown(incident: Incident, service: Service) -> str:
    """The same as text."""
    report = report_of(incident, service)
    parts = [f"# {escape(report.title)}", escape(report.made)]
    for section in report.sections:
        parts += (f"## {section.heading}", *_section(section))
    return "\n\n".join(parts) + "\n"


def _section(section: Section) -> Iterator[str]:
    if section.facts:
        yield "\n".join(f"- **{name}:** {_line(value)}" for name, value in section.facts)
    if section.columns:
        yield _table(section.columns, section.rows) if section.rows else "Inget."
    for words in section.words:
        yield f"### {escape(words.heading)}"
        yield "\n".join(f"> {line}".rstrip() for line in words.markdown.splitlines())


def _table(columns: Row, rows: tuple[Row, ...]) -> str:
    lines = (columns, tuple("---" for _ in columns), *(tuple(map(_cell, row)) for row in rows))
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _line(text: str) -> str:
    return escape(" ".join(text.split()))


def _cell(text: str) -> str:
    return _line(text).replace("|", "\\|")
