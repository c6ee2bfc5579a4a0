"""`subscriber`: who is told by SMS. Numbers are shown masked."""

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import IO

import click

from models.registration import EndReason, Registration, Source
from notices import audit, clock
from notices.cli.edge import PlainGroup, person
from notices.cli.new_file import new_file
from notices.clock import day_of
from notices.errors import InvalidNotice, NotFound
from notices.forgetting import channel_of, forget
from notices.mailing.addresses import read_address
from notices.number_file import read_numbers
from notices.numbers import Numbers
from notices.parts import Parts
from notices.registrations import Registry
from notices.secrecy import Secrecy, mask

NUMBER = click.argument("number", metavar="NUMMER")
_SOURCES = {Source.KEYWORD: "sms", Source.IMPORT: "import", Source.FORM: "formulär", Source.CANARY: "kontrollnummer"}
_REASONS = {
    EndReason.STOPP: "STOPP",
    EndReason.OPTED_OUT: "avregistrerad hos leverantören",
    EndReason.INVALID: "numret finns inte",
    EndReason.NOT_MOBILE: "numret kan inte ta emot sms",
    EndReason.OPERATOR: "avslutad av oss",
    EndReason.CHANNEL_CLOSED: "kanalen är stängd",
}


@dataclass(frozen=True, slots=True)
class Subscribers:
    """What every command here needs: the registrations in a transaction, and how numbers are read."""

    parts: Parts
    secrecy: Secrecy
    numbers: Numbers

    @contextmanager
    def writing(self, address: str = "") -> Iterator[Registry]:
        with self.parts.database.writing() as session:
            yield Registry(session, self.secrecy, channel_of(address), clock.now())

    @contextmanager
    def reading(self, address: str = "") -> Iterator[Registry]:
        with self.parts.database.reading() as session:
            yield Registry(session, self.secrecy, channel_of(address), clock.now())

    def read(self, number: str) -> str:
        """A number in its one form; also a foreign one, which may be registered from when those were told. So is a
        mail address.
        """
        return read_address(number) if "@" in number else replace(self.numbers, foreign=True).read(number)

    def number_of(self, registration: Registration) -> str:
        """The whole number. Raises ConfigurationError where it was encrypted with another key."""
        return self.secrecy.read(registration.address) if registration.address else ""


def command(parts: Parts) -> click.Group:
    """The group of commands."""

    @click.group(cls=PlainGroup)
    def subscriber() -> None:
        """De som får driftinformation som sms. Nummer visas maskerade: +4670…05."""

    subscribers = Subscribers(parts, Secrecy.of(parts.settings.secret), Numbers(parts.settings.sms_foreign))
    for add in (_list, _find, _end, _erase, _import, _export):
        add(subscriber, subscribers)
    return subscriber


def _list(group: click.Group, subscribers: Subscribers) -> None:
    @group.command(name="list")
    def list_subscribers() -> None:
        """Skriv alla som är registrerade nu, äldst först."""
        with subscribers.reading() as registry:
            active = list(registry.all_active())
        for one in active:
            click.echo(f"{mask(subscribers.number_of(one))}  {_period(one)}")
        click.echo(f"{len(active)} registrerade.")


def _find(group: click.Group, subscribers: Subscribers) -> None:
    @group.command()
    @NUMBER
    def find(number: str) -> None:
        """Skriv vad som är känt om NUMMER, eller om en e-postadress, nyast först."""
        number = subscribers.read(number)
        with subscribers.reading(number) as registry:
            known = registry.history(number)
            if not known:
                raise NotFound(f"{mask(number)} har inte varit registrerat, eller är bortglömt.")
            for one in known:
                click.echo(f"{mask(number)}  {_period(one)}")


def _end(group: click.Group, subscribers: Subscribers) -> None:
    @group.command()
    @NUMBER
    def end(number: str) -> None:
        """Avregistrera NUMMER, eller en e-postadress. Inget skickas om det."""
        number = subscribers.read(number)
        with subscribers.writing(number) as registry:
            known = registry.active(number)
            ended = registry.end(number, EndReason.OPERATOR)
            if known:
                _record(registry, "end", f"registration:{known.id}", {"number": mask(number)})
        click.echo(f"{mask(number)} är {'nu avregistrerat' if ended else 'inte registrerat; inget ändrades'}.")


def _erase(group: click.Group, subscribers: Subscribers) -> None:
    @group.command()
    @NUMBER
    def erase(number: str) -> None:
        """Glöm NUMMER, som ska vara avregistrerat, och allt som kommit därifrån. Går inte att ångra.

        Glömmer på samma sätt en e-postadress.
        """
        number = subscribers.read(number)
        with subscribers.writing(number) as registry:
            ids = ",".join(str(one.id) for one in registry.history(number))
            gone = forget(registry.session, subscribers.secrecy, number, registry.now)
            _record(registry, "erase", f"registration:{ids or 'none'}", asdict(gone))
        click.echo(f"{mask(number)} är glömt. Registreringar: {gone.registrations}. Sms: {gone.messages}.")


def _import(group: click.Group, subscribers: Subscribers) -> None:
    @group.command(name="import")
    @click.argument("file", type=click.File(encoding="utf-8-sig"))
    @click.option("--legal-basis", required=True, help="Den rättsliga grunden för att registrera numren.")
    @click.option("--also-stopped", is_flag=True, help="Registrera även dem som själva har avregistrerat sig.")
    def import_numbers(file: IO[str], legal_basis: str, also_stopped: bool) -> None:
        """Registrera numren i FILE: en CSV-fil (- för standard in) med ett nummer först på varje rad."""
        try:
            found = read_numbers(file, subscribers.numbers)
        except UnicodeDecodeError as error:
            raise InvalidNotice(f"Filen är inte UTF-8 (byte {error.start}). Spara den som UTF-8.") from error
        with subscribers.writing() as registry:
            begun = registry.begin_all(found.numbers, Source.IMPORT, legal_basis, also_stopped=also_stopped)
            after = {"new": begun.new, "legal_basis": legal_basis, "also_stopped": also_stopped}
            _record(registry, "import", "registrations", after)
        for bad in found.bad:
            click.echo(f"Rad {bad.line}, {bad.masked}: {bad.reason}", err=True)
        known = len(found.numbers) - begun.new - begun.left_out
        click.echo(f"{begun.new} nya, {known} redan registrerade, {len(found.bad)} ogiltiga.")
        if begun.left_out:
            click.echo(f"{begun.left_out} avregistrerade själva och registrerades inte. Se --also-stopped.")


def _export(group: click.Group, subscribers: Subscribers) -> None:
    @group.command()
    @click.option("--output", type=click.Path(path_type=Path, dir_okay=False), help="En ny fil; annars standard ut.")
    @click.option("--whole", is_flag=True, help="Skriv hela numren, för flytt till ett annat system.")
    @click.option("--yes", is_flag=True, help="Fråga inte.")
    def export(output: Path | None, whole: bool, yes: bool) -> None:
        """Skriv de registrerade som CSV, maskerade om inget annat sägs. Kan läsas in igen med import."""
        if whole and not yes:
            click.confirm("Hela telefonnummer skrivs ut. De är personuppgifter. Fortsätta?", abort=True, err=True)
        text, count = _csv(subscribers, whole)
        if whole:
            with subscribers.writing() as registry:
                _record(registry, "export", "registrations", {"whole_numbers": count})
        if output is None:
            click.echo(text, nl=False)
        else:
            with new_file(output) as file:
                file.write(text)
            click.echo(f"{count} registrerade skrevs till {output}.")


def _record(registry: Registry, act: str, subject: str, after: dict[str, object]) -> None:
    """Enter in the audit what somebody at the command line did. No whole number may stand in it."""
    audit.record(
        registry.session,
        actor=person(),
        act=act,
        subject=subject,
        before=None,
        after=after,
        source_address=None,
        now=registry.now,
    )


def _csv(subscribers: Subscribers, whole: bool) -> tuple[str, int]:
    """The registered as CSV with a heading, and how many they are."""
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(("nummer", "registrerad", "genom", "rättslig grund"))
    with subscribers.reading() as registry:
        active = list(registry.all_active())
    rows.writerows(_row(one, subscribers.number_of(one), whole) for one in active)
    return text.getvalue(), len(active)


def _row(one: Registration, number: str, whole: bool) -> tuple[str, ...]:
    shown = number if whole else mask(number)
    return shown, one.started_at.isoformat(), _SOURCES[one.source], one.legal_basis or ""


def _period(one: Registration) -> str:
    """When, by what, and how it ended."""
    begun = f"sedan {day_of(one.started_at)}, genom {_SOURCES[one.source]}"
    basis = f" ({one.legal_basis})" if one.legal_basis else ""
    if one.ended_at is None:
        return begun + basis
    reason = _REASONS[one.ended_reason] if one.ended_reason else "utan angivet skäl"
    return f"{begun}{basis}, till {day_of(one.ended_at)}: {reason}"
