"""What every command shares: errors said plainly, and a publisher in a transaction of its own."""

import getpass
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click
from sqlalchemy import or_, select
from sqlalchemy.exc import OperationalError, ProgrammingError
from sqlalchemy.orm import Session

from models.notice import Notice
from notices import clock
from notices.errors import DriftinformationError, NotFound
from notices.parts import Parts
from notices.publishing import Publisher

_NUMBER = re.compile(r"[0-9]{1,9}")


class PlainGroup(click.Group):
    """A group whose commands say what is wrong in a sentence instead of a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except DriftinformationError as error:
            raise click.ClickException(str(error)) from error
        except (OperationalError, ProgrammingError) as error:
            cause = str(error.orig).strip().splitlines()[0]
            raise click.ClickException(
                f"Databasen kunde inte användas ({cause}). Inget ändrades. "
                "Kontrollera DATABASE_URL och kör: flask --app app db upgrade"
            ) from error


def person() -> str:
    """Who is at the command line, as the audit and the revisions name them."""
    return f"kommandorad:{getpass.getuser()}"


@contextmanager
def publisher(parts: Parts, actor: str | None = None, *, tell: bool | None = None) -> Iterator[Publisher]:
    """A publisher in a transaction, acting as the person at the command line. `tell`: whether to tell by SMS."""
    with parts.database.writing() as session:
        yield Publisher(session, parts.service, actor or person(), clock.now(), parts.settings.address, tell)


def find_notice(session: Session, name: str) -> Notice:
    """The notice of that address, slug, short form or id. Raises NotFound."""
    key = name.rstrip("/").rsplit("/", 1)[-1]
    by_id = [Notice.id == int(key)] if _NUMBER.fullmatch(key) else []
    found = session.scalars(select(Notice).where(or_(Notice.slug == key, Notice.short == key, *by_id))).all()
    if not found:
        raise NotFound(f"Ingen notis heter {name!r}. Se vilka som finns med: flask --app app notice list")
    return found[0]


def address_of(parts: Parts, notice: Notice) -> str:
    """The public address of a notice."""
    return f"{parts.settings.address}/notiser/{notice.slug}"
