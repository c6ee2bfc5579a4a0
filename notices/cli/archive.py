"""`archive`: the old page, in and out."""

from pathlib import Path

import click

from notices.archive import propose, read_page, threads, write_page
from notices.archive.exporting import export_page
from notices.archive.importing import Report, import_page
from notices.archive.page import ArchivedPage
from notices.archive.proposals import Proposal, ProposedThread
from notices.cli.edge import PlainGroup, publisher
from notices.parts import Parts
from notices.vocabulary import label


def command(parts: Parts) -> click.Group:
    """The group of commands."""

    @click.group(cls=PlainGroup)
    def archive() -> None:
        """Den gamla sidan, in och ut."""

    @archive.command(name="import")
    @click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
    @click.option("--dry-run", is_flag=True, help="Visa vad som skulle läsas in, och ändra ingenting.")
    def import_file(file: Path, dry_run: bool) -> None:
        """Läs in en sida som FILE, som text eller sparad HTML. Att läsa in den igen lägger inte till något."""
        page = read_page(file.read_bytes())
        proposals = propose(page, parts.service)
        proposed = threads(page, proposals)
        if dry_run:
            _show(page, proposals, proposed)
            return
        with publisher(parts, actor="import") as act:
            report = import_page(act, page, proposals, proposed)
        _tell(report, page, proposals)

    @archive.command()
    @click.option("--section", default=parts.service.section[0].code, help="Vilken sida som ska skrivas.")
    @click.option("--output", type=click.Path(path_type=Path, dir_okay=False), help="Filen att skriva till.")
    def export(section: str, output: Path | None) -> None:
        """Skriv sidan som text, så som den skulle läsas in igen."""
        if section not in parts.service.sections:
            raise click.BadParameter(f"{section!r} finns inte. Välj bland: {', '.join(parts.service.sections)}.")
        with parts.database.reading() as session:
            text = write_page(export_page(session, parts.service.sections[section]))
        if output:
            output.write_text(text, encoding="utf-8")
        else:
            click.echo(text, nl=False)

    return archive


def _show(page: ArchivedPage, proposals: tuple[Proposal, ...], proposed: tuple[ProposedThread, ...]) -> None:
    """What an import would bring, and what it is unsure of."""
    for notice, proposal in zip(page.notices, proposals, strict=True):
        click.echo(f"{notice.published}  {notice.title}")
        facts = {
            "typ": label(proposal.kind) if proposal.kind else "",
            "tid": proposal.time.text if proposal.time else "",
            "förmåner": ", ".join(proposal.benefits),
            "funktioner": ", ".join(proposal.operations),
            "uppdateringar": str(len(notice.updates) or ""),
        }
        for name, value in facts.items():
            if value:
                click.echo(f"            {name}: {value}")
        for doubt in proposal.unsure:
            click.echo(f"            osäkert: {doubt}")
    for thread in proposed:
        click.echo(f"Tråd: {thread.title} ({len(thread.members)} notiser; {thread.reason})")
    counted = (
        _count(len(page.notices), "notis", "notiser"),
        _count(sum(len(notice.updates) for notice in page.notices), "uppdatering", "uppdateringar"),
        _count(len(proposed), "tråd", "trådar"),
    )
    click.echo(f"{', '.join(counted)}. Inget har ändrats.")


def _tell(report: Report, page: ArchivedPage, proposals: tuple[Proposal, ...]) -> None:
    """What an import did, and what it was unsure of in the notices that are new."""
    for title in report.updated:
        click.echo(f"Uppdaterad: {title}")
    for title in report.corrected:
        click.echo(f"Rättad: {title}")
    for notice, proposal in zip(page.notices, proposals, strict=True):
        for doubt in proposal.unsure if notice.title in report.added else ():
            click.echo(f"Osäkert i {notice.title!r} ({notice.published}): {doubt}")
    click.echo(
        f"{_count(len(report.added), 'ny notis', 'nya notiser')} "
        f"med {_count(report.updates, 'uppdatering', 'uppdateringar')}, "
        f"{_count(report.threads, 'ny tråd', 'nya trådar')}; "
        f"{len(report.updated)} uppdaterade, {len(report.corrected)} rättade, {report.unchanged} oförändrade."
    )


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
