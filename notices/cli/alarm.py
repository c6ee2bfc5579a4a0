"""`alarm`: what those on call are told, and who they are. Addresses are shown masked."""

import getpass
from datetime import datetime

import click

from models.alarm import Alarm
from notices import clock
from notices.alarming.contacts import contacts, read_contact, set_contacts
from notices.alarms import find_alarm, open_alarms, take
from notices.cli.edge import PlainGroup
from notices.clock import STOCKHOLM
from notices.parts import Parts


def command(parts: Parts) -> click.Group:
    """The group of commands."""

    @click.group(cls=PlainGroup)
    def alarm() -> None:
        """Larm till dem som har jour. De upprepas tills någon tar dem."""

    _list(alarm, parts)
    _take(alarm, parts)
    alarm.add_command(_on_call(parts))
    return alarm


def _list(alarm: click.Group, parts: Parts) -> None:
    @alarm.command(name="list")
    def list_alarms() -> None:
        """Skriv de larm som pågår, äldst först."""
        with parts.database.reading() as session:
            going_on = open_alarms(session)
        for one in going_on:
            click.echo(f"{one.id}  {_at(one.raised_at)}  {_state(one)}  {one.what} {one.link}")
        if not going_on:
            click.echo("Inga larm pågår.")


def _take(alarm: click.Group, parts: Parts) -> None:
    @alarm.command(name="take")
    @click.argument("number", metavar="LARM", type=int)
    @click.option("--as", "who", help="Vem som tar det; annars den som är inloggad på datorn.")
    def take_alarm(number: int, who: str | None) -> None:
        """Ta larmet med numret LARM. Ingen får höra av det mer."""
        with parts.database.writing() as session:
            taken = find_alarm(session, number)
            take(session, taken, who or _somebody(), clock.now())
        click.echo(f"Larm {number} är nu taget av {taken.taken_by}.")


def _on_call(parts: Parts) -> click.Group:
    @click.group(name="on-call", cls=PlainGroup)
    def on_call() -> None:
        """De som har jour, och får larmen."""

    @on_call.command(name="list")
    def list_contacts() -> None:
        """Skriv vilka som har jour."""
        with parts.database.reading() as session:
            people = contacts(session, parts.settings)
        for one in people:
            click.echo(f"{one.masked}  {one.name}".rstrip())
        if not people:
            click.echo("Ingen har jour, så larm når ingen. Sätt ON_CALL eller kör: flask --app app alarm on-call set")

    @on_call.command(name="set")
    @click.argument("people", metavar="[NAMN=]ADRESS", nargs=-1)
    def set_list(people: tuple[str, ...]) -> None:
        """Låt de här ha jour och inga andra; utan argument de som ON_CALL nämner. Nummer eller e-postadresser."""
        chosen = [read_contact(text) for text in people]
        with parts.database.writing() as session:
            set_contacts(session, parts.settings, chosen, _somebody(), clock.now())
            on_call_now = contacts(session, parts.settings)
        click.echo(f"Nu har jour: {', '.join(one.masked for one in on_call_now) or 'ingen'}.")

    return on_call


def _somebody() -> str:
    return f"kommandorad:{getpass.getuser()}"


def _at(moment: datetime) -> str:
    return moment.astimezone(STOCKHOLM).strftime("%Y-%m-%d %H.%M")


def _state(alarm: Alarm) -> str:
    if alarm.taken_at:
        return f"taget av {alarm.taken_by}"
    return f"otaget, sagt {alarm.rounds} {'gång' if alarm.rounds == 1 else 'gånger'}"
