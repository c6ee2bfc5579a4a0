"""`engine`: who reports of the engine's runs, and how."""

from datetime import timedelta

import click

from models.engine import Engine
from models.terms import Environment
from notices import clock
from notices.cli.edge import PlainGroup, person
from notices.clock import day_of
from notices.engine.pings.addresses import make_address
from notices.engine.roster import EngineRoster, all_engines
from notices.parts import Parts

NAME = click.argument("name", metavar="NAMN")
_JOBS = click.option("--job", "jobs", multiple=True, help="Ett jobb som motorn får berätta om. Utan: alla.")
_ENVIRONMENT = click.option(
    "--environment",
    default=Environment.PRODUCTION.value,
    show_default=True,
    type=click.Choice([one.value for one in Environment]),
    help="Motorns miljö.",
)
_OVERLAP = click.option(
    "--overlap", default=24, show_default=True, type=click.IntRange(0, 24 * 30), help="Timmar som den förra gäller än."
)


def command(parts: Parts) -> click.Group:
    """The group of commands."""

    @click.group(cls=PlainGroup)
    def engine() -> None:
        """Motorer som rapporterar sina körningar (se docs/engine.md)."""

    for add in (_add, _list, _rotate, _ping, _end):
        add(engine, parts)
    return engine


def _add(group: click.Group, parts: Parts) -> None:
    @group.command(name="add")
    @NAME
    @_JOBS
    @_ENVIRONMENT
    def add_engine(name: str, jobs: tuple[str, ...], environment: str) -> None:
        """Lägg till motorn NAMN och skriv dess nyckel. Den visas bara nu."""
        with parts.database.writing() as session:
            key = EngineRoster(session, person(), clock.now()).add(name, jobs, Environment(environment))
        _show(key)


def _list(group: click.Group, parts: Parts) -> None:
    @group.command(name="list")
    def list_engines() -> None:
        """Skriv alla motorer, deras miljö och vad de får berätta om."""
        with parts.database.reading() as session:
            for one in all_engines(session):
                click.echo(f"{one.name}  {one.environment}, {', '.join(one.jobs) or 'alla jobb'}{_ended(one)}")


def _rotate(group: click.Group, parts: Parts) -> None:
    @group.command(name="rotate")
    @NAME
    @_OVERLAP
    def rotate(name: str, overlap: int) -> None:
        """Ge NAMN en ny nyckel. Den förra gäller en tid till."""
        with parts.database.writing() as session:
            key = EngineRoster(session, person(), clock.now()).rotate(name, timedelta(hours=overlap))
        _show(key)


def _ping(group: click.Group, parts: Parts) -> None:
    @group.command(name="ping")
    @NAME
    @click.argument("job", metavar="JOBB")
    def make(name: str, job: str) -> None:
        """Skriv en adress som JOBB hos NAMN kan pinga. Den visas bara nu, och en tidigare slutar gälla."""
        with parts.database.writing() as session:
            code, slug = make_address(EngineRoster(session, person(), clock.now()), name, job)
        click.echo("Adressen är lika hemlig som en nyckel och visas bara den här gången:", err=True)
        click.echo(f"{parts.settings.address}/ping/{code}")
        click.echo(f"Med motorns nyckel går det också på {parts.settings.address}/ping/<nyckel>/{slug}", err=True)


def _end(group: click.Group, parts: Parts) -> None:
    @group.command(name="end")
    @NAME
    def end(name: str) -> None:
        """Avsluta NAMN: inget tas längre emot därifrån."""
        with parts.database.writing() as session:
            EngineRoster(session, person(), clock.now()).end(name)
        click.echo(f"{name} är avslutad.")


def _show(key: str) -> None:
    click.echo("Nyckeln visas bara den här gången. Lägg den där motorns hemligheter ligger:", err=True)
    click.echo(key)


def _ended(one: Engine) -> str:
    return f", avslutad {day_of(one.ended_at)}" if one.ended_at else ""
