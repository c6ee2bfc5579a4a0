"""`operator`: who may work at the desk."""

import getpass
from collections.abc import Iterator
from contextlib import contextmanager

import click
from sqlalchemy.orm import Session

from models.operator import Operator
from notices import clock
from notices.cli.edge import PlainGroup
from notices.clock import day_of
from notices.operators.events import Doer
from notices.operators.roles import ROLE_NAMES, read_role
from notices.operators.roster import Roster, everybody, is_settled
from notices.parts import Parts
from notices.secrecy import Secrecy

NAME = click.argument("name", metavar="NAMN")
ROLE = click.option("--role", required=True, metavar="ROLL", help="redaktör, publicist eller administratör.")
_HOW = "Adressen gäller en gång, i 24 timmar. Ge den bara till {name}:"


def command(parts: Parts) -> click.Group:
    """The group of commands."""

    @click.group(cls=PlainGroup)
    def operator() -> None:
        """De som arbetar i redaktionen."""

    for add in (_add, _list, _role, _disable, _enable, _reset):
        add(operator, parts)
    return operator


@contextmanager
def _roster(parts: Parts) -> Iterator[Roster]:
    """The operators in a transaction, by the hand of the person at the command line."""
    doer = Doer(f"kommandorad:{getpass.getuser()}")
    with parts.database.writing() as session:
        yield Roster(session, Secrecy.of(parts.settings.secret), doer, clock.now())


def _add(group: click.Group, parts: Parts) -> None:
    @group.command()
    @NAME
    @ROLE
    def add(name: str, role: str) -> None:
        """Lägg till NAMN och skriv adressen som släpper in personen första gången."""
        with _roster(parts) as roster:
            path = roster.add(name, read_role(role))
        _say_address(parts, name, path)


def _list(group: click.Group, parts: Parts) -> None:
    @group.command(name="list")
    def list_operators() -> None:
        """Skriv alla, med roll och hur de loggar in."""
        with parts.database.reading() as session:
            for one in everybody(session):
                click.echo(f"{one.name}  {ROLE_NAMES[one.role]}, {_standing(session, one)}")


def _role(group: click.Group, parts: Parts) -> None:
    @group.command()
    @NAME
    @click.argument("role", metavar="ROLL")
    def role(name: str, role: str) -> None:
        """Gör NAMN till redaktör, publicist eller administratör. Det gäller genast."""
        with _roster(parts) as roster:
            one = roster.find(name)
            roster.set_role(one, read_role(role))
        click.echo(f"{one.name} är {ROLE_NAMES[one.role]}.")


def _disable(group: click.Group, parts: Parts) -> None:
    @group.command()
    @NAME
    def disable(name: str) -> None:
        """Stäng av NAMN och logga ut personen överallt."""
        with _roster(parts) as roster:
            one = roster.find(name)
            roster.disable(one)
        click.echo(f"{one.name} är avstängd och utloggad.")


def _enable(group: click.Group, parts: Parts) -> None:
    @group.command()
    @NAME
    def enable(name: str) -> None:
        """Släpp in NAMN igen, med det som personen loggade in med förut."""
        with _roster(parts) as roster:
            one = roster.find(name)
            roster.enable(one)
        click.echo(f"{one.name} kan logga in igen.")


def _reset(group: click.Group, parts: Parts) -> None:
    @group.command()
    @NAME
    def reset(name: str) -> None:
        """Glöm det som NAMN loggar in med, och skriv en ny adress som släpper in personen en gång."""
        with _roster(parts) as roster:
            one = roster.find(name)
            path = roster.reset(one)
        _say_address(parts, one.name, path)


def _say_address(parts: Parts, name: str, path: str) -> None:
    click.echo(_HOW.format(name=name))
    click.echo(f"{parts.settings.address}{path}")


def _standing(session: Session, one: Operator) -> str:
    if one.disabled_at:
        return f"avstängd sedan {day_of(one.disabled_at)}"
    if one.issuer:
        return "loggar in genom organisationen"
    return "kan logga in" if is_settled(session, one) else "har inget att logga in med"
