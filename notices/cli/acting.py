"""What the commands on a notice share: how one is named, how a file is read, whether to tell."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

import click

from models.notice import Notice
from notices.cli.edge import address_of, find_notice, publisher
from notices.errors import InvalidNotice
from notices.notice_file import split
from notices.parts import Parts
from notices.publishing import Publisher

FILE = click.argument("file", type=click.File(encoding="utf-8"))
NOTICE = click.argument("name", metavar="NOTIS")
SMS = click.option(
    "--sms/--no-sms", "tell", default=None, help="Sänd som sms, eller inte. Utan valet gäller reglerna i service.toml."
)


@contextmanager
def acting_on(parts: Parts, name: str, tell: bool | None = None) -> Iterator[tuple[Publisher, Notice]]:
    """A publisher and the notice of that name; its address is printed once the act is committed."""
    with publisher(parts, tell=tell) as act:
        found = find_notice(act.session, name)
        yield act, found
    click.echo(address_of(parts, found))


def read_front(file: IO[str], allowed: tuple[str, ...]) -> tuple[dict[str, str], str]:
    """What the file's front matter states, of what an update may state, and its body."""
    front, body = split(read_text(file))
    if unknown := sorted(set(front) - set(allowed)):
        raise InvalidNotice(f"En uppdatering kan inte ändra: {', '.join(unknown)}. Använd: notice correct")
    return front, body


def read_text(file: IO[str]) -> str:
    """All of the file. Raises InvalidNotice where it is not UTF-8."""
    try:
        return file.read()
    except UnicodeDecodeError as error:
        raise InvalidNotice(f"Filen är inte UTF-8 (byte {error.start}). Spara den som UTF-8.") from error
