"""`notice`: the acts on a notice, from the command line."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import IO

import click
from sqlalchemy import select

from models.content import Content
from models.notice import Notice
from models.terms import Status
from notices.cli.edge import PlainGroup, address_of, find_notice, publisher
from notices.clock import STOCKHOLM, day_of
from notices.errors import InvalidNotice, InvalidTime
from notices.notice_file import read_notice, read_time, split
from notices.parts import Parts
from notices.publishing import Publisher
from notices.timing import describe, parse
from notices.vocabulary import label, read_enum

FILE = click.argument("file", type=click.File(encoding="utf-8"))
NOTICE = click.argument("name", metavar="NOTIS")
SMS = click.option(
    "--sms/--no-sms", "tell", default=None, help="Sänd som sms, eller inte. Utan valet gäller reglerna i service.toml."
)
REASON = click.option("--reason", required=True, help="Varför.")


def command(parts: Parts) -> click.Group:
    """The group of commands."""

    @click.group(cls=PlainGroup)
    def notice() -> None:
        """Publicera, uppdatera, rätta, flytta, ställ in, avsluta eller dra in en notis.

        NOTIS är notisens adress, dess sista del, dess kortform eller dess nummer.
        """

    for add in (_publish, _update, _correct, _reschedule, _cancel, _end, _withdraw, _join, _list):
        add(notice, parts)
    return notice


def _publish(notice: click.Group, parts: Parts) -> None:
    @notice.command()
    @FILE
    @click.option("--at", help="När den ska publiceras, till exempel 2026-11-25 06:00 (svensk tid).")
    @SMS
    def publish(file: IO[str], at: str | None, tell: bool | None) -> None:
        """Publicera FILE (- för standard in): Markdown under ett huvud där bara title krävs."""
        text = _text(file)
        with publisher(parts, tell=tell) as act:
            content = read_notice(text, parts.service, day_of(act.now))
            _warn_of_the_past(content, act.now)
            published = act.publish(content, at=_moment(at, act) if at else None)
        click.echo(address_of(parts, published))


def _update(notice: click.Group, parts: Parts) -> None:
    @notice.command()
    @NOTICE
    @FILE
    @click.option("--status", help="Notisens nya status, till exempel Felsökning.")
    @click.option("--expected-end", help="När det nu väntas vara klart.")
    @click.option("--next-word", help="När nästa besked kommer.")
    @SMS
    def update(name: str, file: IO[str], tell: bool | None, **options: str | None) -> None:
        """Lägg till en daterad uppdatering under notisen. Huvudet får ha status, expected_end och next_word."""
        front, body = split(_text(file))
        unknown = sorted(set(front) - {"status", "expected_end", "next_word"})
        if unknown:
            raise InvalidNotice(f"En uppdatering kan inte ändra: {', '.join(unknown)}. Använd: notice correct")
        facts = front | {key: value for key, value in options.items() if value}
        with _acting_on(parts, name, tell) as (act, found):
            day = day_of(act.now)
            act.update(
                found,
                body,
                status=read_enum(Status, facts["status"], "status") if facts.get("status") else None,
                expected_end=read_time("expected_end", facts.get("expected_end", ""), day),
                next_word=read_time("next_word", facts.get("next_word", ""), day),
            )
            _warn_of_the_past(found.current.content, act.now)


def _correct(notice: click.Group, parts: Parts) -> None:
    @notice.command()
    @NOTICE
    @FILE
    @click.option("--reason", help="Vad som var fel.")
    @SMS
    def correct(name: str, file: IO[str], reason: str | None, tell: bool | None) -> None:
        """Rätta ord som redan är publicerade. Nycklar som FILE inte nämner blir som de var."""
        text = _text(file)
        with _acting_on(parts, name, tell) as (act, found):
            written_on = day_of(found.published_at or act.now)
            act.correct(found, read_notice(text, parts.service, written_on, found.current.content), reason)


def _reschedule(notice: click.Group, parts: Parts) -> None:
    @notice.command()
    @NOTICE
    @click.argument("time", metavar="TID")
    @click.option("--reason", help="Varför.")
    @SMS
    def reschedule(name: str, time: str, reason: str | None, tell: bool | None) -> None:
        """Flytta något planerat till TID, till exempel "helgen 5–6 december"."""
        with _acting_on(parts, name, tell) as (act, found):
            act.reschedule(found, parse(time, day_of(act.now)), reason)


def _cancel(notice: click.Group, parts: Parts) -> None:
    @notice.command()
    @NOTICE
    @REASON
    @SMS
    def cancel(name: str, reason: str, tell: bool | None) -> None:
        """Ställ in något planerat. Notisen står kvar och säger det."""
        with _acting_on(parts, name, tell) as (act, found):
            act.cancel(found, reason)


def _end(notice: click.Group, parts: Parts) -> None:
    @notice.command()
    @NOTICE
    @click.argument("file", type=click.File(encoding="utf-8"), required=False)
    @SMS
    def end(name: str, file: IO[str] | None, tell: bool | None) -> None:
        """Säg att felet är åtgärdat eller att det planerade är klart, med orden i FILE om det finns några."""
        body = _text(file) if file else ""
        with _acting_on(parts, name, tell) as (act, found):
            act.end(found, body)


def _withdraw(notice: click.Group, parts: Parts) -> None:
    @notice.command()
    @NOTICE
    @REASON
    @SMS
    def withdraw(name: str, reason: str, tell: bool | None) -> None:
        """Dra in en notis. Texten kan fortfarande läsas bland dess versioner."""
        with _acting_on(parts, name, tell) as (act, found):
            act.withdraw(found, reason)


def _join(notice: click.Group, parts: Parts) -> None:
    @notice.command()
    @NOTICE
    @click.argument("title", metavar="TRÅD")
    def join(name: str, title: str) -> None:
        """Låt notisen höra till tråden med den rubriken; den börjas om den inte finns."""
        with _acting_on(parts, name) as (act, found):
            act.join(found, act.thread(title))


@contextmanager
def _acting_on(parts: Parts, name: str, tell: bool | None = None) -> Iterator[tuple[Publisher, Notice]]:
    """A publisher and the notice of that name; its address is printed once the act is committed."""
    with publisher(parts, tell=tell) as act:
        found = find_notice(act.session, name)
        yield act, found
    click.echo(address_of(parts, found))


def _warn_of_the_past(content: Content, now: datetime) -> None:
    """Say that a promise has passed already. It is not refused: it may be just that which is told."""
    for name, promise in (("expected_end", content.expected_end), ("next_word", content.next_word)):
        if promise and promise.end and promise.end <= now:
            words = describe(promise, "sv")
            click.echo(f"Obs: {name} är {words}, som redan har varit. Sidan säger att det inte hölls.", err=True)


def _list(notice: click.Group, parts: Parts) -> None:
    @notice.command(name="list")
    @click.option("--limit", default=50, show_default=True, help="Hur många.")
    def list_notices(limit: int) -> None:
        """Skriv notiserna, nyast först: datum, status, kortform och rubrik."""
        newest = select(Notice).order_by(
            Notice.published_at.is_(None).desc(), Notice.published_at.desc(), Notice.id.desc()
        )
        with parts.database.reading() as session:
            for row in session.scalars(newest.limit(limit)):
                content = row.current.content
                state = _state(row) or (label(content.status) if content.status else "–")
                day = day_of(row.published_at or row.publish_at or row.current.at)
                click.echo(f"{day}  {state:<18}  {row.short}  {content.title}")


def _state(notice: Notice) -> str | None:
    if notice.withdrawn_at:
        return "Indragen"
    return "Väntar" if notice.published_at is None else None


def _text(file: IO[str]) -> str:
    try:
        return file.read()
    except UnicodeDecodeError as error:
        raise InvalidNotice(f"Filen är inte UTF-8 (byte {error.start}). Spara den som UTF-8.") from error


def _moment(text: str, act: Publisher) -> datetime:
    time = parse(text, act.now.astimezone(STOCKHOLM).date())
    if time.start is None or time.start != time.end:
        raise InvalidTime(f"--at: {text!r} är inget klockslag. Skriv till exempel 2026-11-25 06:00.")
    if time.start <= act.now:
        raise InvalidTime(f"--at: {text!r} har redan varit. Utelämna --at för att publicera nu.")
    return time.start
