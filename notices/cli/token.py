"""`token`: keys for programs."""

import click

from models.token import Scope, Token
from notices import clock
from notices.cli.edge import PlainGroup, person
from notices.clock import day_of
from notices.parts import Parts
from notices.tokens import DAYS, all_tokens, create, revoke

NAME = click.argument("name", metavar="NAMN")
_SCOPE = click.option(
    "--scope",
    "scopes",
    required=True,
    multiple=True,
    type=click.Choice([scope.value for scope in Scope]),
    help="Vad nyckeln öppnar. Flera kan ges.",
)
_DAYS = click.option(
    "--days", default=DAYS, show_default=True, type=click.IntRange(1, 366), help="Dagar tills den går ut."
)


def command(parts: Parts) -> click.Group:
    """The group of commands."""

    @click.group(cls=PlainGroup)
    def token() -> None:
        """Nycklar för program (se docs/api.md)."""

    for add in (_create, _list, _revoke):
        add(token, parts)
    return token


def _create(group: click.Group, parts: Parts) -> None:
    @group.command(name="create")
    @NAME
    @_SCOPE
    @_DAYS
    def make(name: str, scopes: tuple[str, ...], days: int) -> None:
        """Skapa en nyckel och skriv den. Den visas bara nu."""
        with parts.database.writing() as session:
            key = create(session, name, frozenset(map(Scope, scopes)), person(), clock.now(), days=days)
        click.echo("Nyckeln visas bara den här gången. Lägg den där programmets hemligheter ligger:", err=True)
        click.echo(key)


def _list(group: click.Group, parts: Parts) -> None:
    @group.command(name="list")
    def list_tokens() -> None:
        """Skriv alla nycklar, vad de öppnar och hur länge."""
        with parts.database.reading() as session:
            for one in all_tokens(session):
                click.echo(f"{one.name}  {', '.join(one.scopes)}, {_standing(one)}")


def _revoke(group: click.Group, parts: Parts) -> None:
    @group.command(name="revoke")
    @NAME
    def take_back(name: str) -> None:
        """Återkalla NAMN. Det gäller genast."""
        with parts.database.writing() as session:
            revoke(session, name, person(), clock.now())
        click.echo(f"{name} är återkallad.")


def _standing(one: Token) -> str:
    if one.revoked_at:
        return f"återkallad {day_of(one.revoked_at)}"
    word = "gäller till" if one.expires_at > clock.now() else "gick ut"
    return f"{word} {day_of(one.expires_at)}"
