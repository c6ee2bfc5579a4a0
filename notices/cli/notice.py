"""`notice`: the acts on a notice, from the command line."""

from dataclasses import replace
from datetime import datetime
from typing import IO

import click
from sqlalchemy import select

from models.content import Content
from models.notice import Notice
from models.terms import Status
from notices.cli.acting import FILE, NOTICE, SMS, acting_on, read_front, read_text
from notices.cli.edge import PlainGroup, address_of, publisher
from notices.cli.notice_endings import add_endings
from notices.clock import STOCKHOLM, day_of
from notices.errors import InvalidTime
from notices.notice_file import read_notice, read_reminders, read_time
from notices.parts import Parts
from notices.publishing import Publisher
from notices.timing import describe, parse
from notices.vocabulary import label, read_enum


def command(parts: Parts) -> click.Group:
    """The group of commands."""

    @click.group(cls=PlainGroup)
    def notice() -> None:
        """Publicera, uppdatera, rätta, flytta, ställ in, avsluta, bekräfta, öppna igen eller dra in en notis.

        NOTIS är notisens adress, dess sista del, dess kortform eller dess nummer.
        """

    for add in (_publish, _update, _correct, _reschedule, _join, _list):
        add(notice, parts)
    add_endings(notice, parts)
    return notice


def _publish(notice: click.Group, parts: Parts) -> None:
    @notice.command()
    @FILE
    @click.option("--at", help="När den ska publiceras, till exempel 2026-11-25 06:00 (svensk tid).")
    @click.option(
        "--remind", multiple=True, help="Påminn dem som får sms: dagen före, vid start eller vid slut. Kan upprepas."
    )
    @SMS
    def publish(file: IO[str], at: str | None, remind: tuple[str, ...], tell: bool | None) -> None:
        """Publicera FILE (- för standard in): Markdown under ett huvud där bara title krävs."""
        text = read_text(file)
        with publisher(parts, tell=tell) as act:
            content = read_notice(text, parts.service, day_of(act.now))
            if remind:
                content = replace(content, reminders=read_reminders(remind))
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
        front, body = read_front(file, ("status", "expected_end", "next_word"))
        facts = front | {key: value for key, value in options.items() if value}
        with acting_on(parts, name, tell) as (act, found):
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
        text = read_text(file)
        with acting_on(parts, name, tell) as (act, found):
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
        with acting_on(parts, name, tell) as (act, found):
            act.reschedule(found, parse(time, day_of(act.now)), reason)


def _join(notice: click.Group, parts: Parts) -> None:
    @notice.command()
    @NOTICE
    @click.argument("title", metavar="TRÅD")
    def join(name: str, title: str) -> None:
        """Låt notisen höra till tråden med den rubriken; den börjas om den inte finns."""
        with acting_on(parts, name) as (act, found):
            act.join(found, act.thread(title))


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


def _moment(text: str, act: Publisher) -> datetime:
    time = parse(text, act.now.astimezone(STOCKHOLM).date())
    if time.start is None or time.start != time.end:
        raise InvalidTime(f"--at: {text!r} är inget klockslag. Skriv till exempel 2026-11-25 06:00.")
    if time.start <= act.now:
        raise InvalidTime(f"--at: {text!r} har redan varit. Utelämna --at för att publicera nu.")
    return time.start
