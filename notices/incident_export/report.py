"""The report in Swedish, section by section, before it is Markdown or HTML. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from models.audit import AuditEntry
from models.notice import Revision
from models.terms import Act
from models.when import When
from notices.audit.wording import in_words
from notices.delivery.wording import said
from notices.drafts import UPDATE, fields_of
from notices.incident_export.gathering import Incident
from notices.service import Service
from notices.site.wording import written
from notices.timing import describe
from notices.vocabulary import label

NOT_STATED = "inte angivet"
_FIELDS = {
    "title": "Rubrik",
    "body": "Text",
    "action": "Vad ni behöver göra",
    "section": "Sida",
    "kind": "Typ",
    "impact": "Påverkan",
    "status": "Status",
    "environment": "Miljö",
    "benefits": "Förmåner",
    "operations": "Funktioner",
    "reminders": "Påminnelser",
    "expects": "Väntas i körningarna",
    "time": "Tid",
    "expected_end": "Väntas klart",
    "next_word": "Nästa besked",
}
Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """Something that was said: who and when as a heading, and the words as Markdown."""

    heading: str
    markdown: str


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the report: facts with their labels, a table under its columns, and what was said."""

    heading: str
    facts: tuple[tuple[str, str], ...] = ()
    columns: Row = ()
    rows: tuple[Row, ...] = ()
    words: tuple[Words, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """The whole of it. `made` says when, and what proves it."""

    title: str
    made: str
    sections: tuple[Section, ...]


def report_of(incident: Incident, service: Service) -> Report:
    """The report of an incident."""
    made = f"Sammanställd {written(incident.now)}. Revisionsloggens huvud: {incident.head}"
    sections = (_what(incident, service), _times(incident), _said(incident), _told(incident), _audit(incident))
    return Report(f"Tidslinje: {incident.content.title}", made, sections)


def _what(incident: Incident, service: Service) -> Section:
    content = incident.content
    facts = (
        ("Tjänst", f"{service.service.subject.sv}, {service.service.operator.sv}"),
        ("Notis", incident.address),
        ("Typ", label(content.kind) if content.kind else NOT_STATED),
        ("Påverkan", label(content.impact) if content.impact else NOT_STATED),
        ("Status", label(content.status) if content.status else NOT_STATED),
        ("Miljö", label(content.environment) if content.environment else NOT_STATED),
        ("Förmåner", ", ".join(service.benefits[code].name.sv for code in content.benefits) or NOT_STATED),
        ("Funktioner", ", ".join(service.operations[code].name.sv for code in content.operations) or NOT_STATED),
        ("Vad användarna behöver göra", content.action or NOT_STATED),
    )
    return Section("Vad det gäller", facts)


def _times(incident: Incident) -> Section:
    found = f" av {incident.discovered_by}" if incident.discovered_by else ""
    facts = (
        ("Hände", _stated(incident.happened)),
        ("Upptäcktes", f"{written(incident.discovered)}{found}" if incident.discovered else NOT_STATED),
        ("Publicerades", _at(incident.published)),
        ("Avhjälptes", _at(incident.over)),
        ("Bekräftades i första körningen", _at(incident.verified)),
        ("Ord rättades", "; ".join(map(written, incident.corrected)) or "inga rättelser"),
        *((("Drogs in", written(incident.withdrawn)),) if incident.withdrawn else ()),
        *((f"Frist: {deadline.what}", written(deadline.at)) for deadline in incident.deadlines),
    )
    return Section("När", facts)


def _stated(time: When | None) -> str:
    """As somebody wrote it, and what it means."""
    return f"{time.text} ({describe(time, 'sv')})" if time else NOT_STATED


def _at(moment: datetime | None) -> str:
    return written(moment) if moment else NOT_STATED


def _said(incident: Incident) -> Section:
    return Section("Vad som sades, av vem", words=tuple(_spoken(incident.revisions)))


def _spoken(revisions: tuple[Revision, ...]) -> Iterator[Words]:
    before: Revision | None = None
    for revision in revisions:
        heading = f"{revision.number}. {label(revision.act)} {written(revision.at)}, av {revision.actor}"
        yield Words(heading, _words(before, revision))
        before = revision


def _words(before: Revision | None, revision: Revision) -> str:
    content = revision.content
    reason = f"Skäl: {revision.reason}" if revision.reason else ""
    if before is None:
        updates = (update.body for update in content.updates)
        return "\n\n".join((f"**{content.title}**", content.body, *updates))
    if revision.act is Act.CORRECT:
        return "\n\n".join(filter(None, (reason, _changes(before, revision))))
    added = content.updates[len(before.content.updates) :]
    status = (
        [f"Status: {label(content.status)}."] if content.status is not before.content.status and content.status else []
    )
    return "\n\n".join(filter(None, (*(update.body for update in added), reason, *status)))


def _changes(before: Revision, after: Revision) -> str:
    """Each field that a correction changed: what stood there, and what does."""
    old, new = fields_of(before.content), fields_of(after.content)
    lines = (
        f"- {_field(name)}: ”{_one(old.get(name, ''))}” blev ”{_one(value)}”"
        for name, value in new.items()
        if value != old.get(name)
    )
    return "\n".join(lines)


def _field(name: str) -> str:
    return _FIELDS.get(name) or name.replace(UPDATE, "Uppdatering ")


def _one(value: str | list[str]) -> str:
    return " ".join((value if isinstance(value, str) else ", ".join(value)).split())


def _told(incident: Incident) -> Section:
    columns = ("Kanal", "Mottaget av leverantören", "Framme", "Kom inte fram", "Väntar", "Okänt")
    rows = tuple(
        (said(channel), *map(str, (s.accepted, s.delivered, s.failed, s.pending, s.unknown)))
        for channel, s in sorted(incident.deliveries.items())
    )
    return Section("Vilka som fick veta", columns=columns, rows=rows)


def _audit(incident: Incident) -> Section:
    columns = ("Nr", "Tid", "Vad", "Vem", "Varifrån", "Hash")
    return Section("Ur revisionsloggen", columns=columns, rows=tuple(map(_entry, incident.entries)))


def _entry(entry: AuditEntry) -> Row:
    what = f"{in_words(entry.act)} ({entry.subject})"
    return str(entry.position), written(entry.at), what, entry.actor, entry.source_address or "–", entry.hash[:16]
