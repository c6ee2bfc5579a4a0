"""`delivery show`: how what was told of a notice stands."""

from collections.abc import Iterator
from datetime import datetime

import click
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.delivery import Broadcast, Cause, Delivery
from notices import clock
from notices.cli.acting import NOTICE
from notices.cli.edge import address_of, find_notice
from notices.clock import STOCKHOLM
from notices.delivery.figures import CANARIES, Standing, figures
from notices.delivery.wording import said
from notices.parts import Parts
from notices.vocabulary import label


def add_show(group: click.Group, parts: Parts) -> None:
    """Put the command in the group."""

    @group.command()
    @NOTICE
    def show(name: str) -> None:
        """Skriv hur utskicken om NOTIS står: i varje kanal, och utskick för utskick."""
        now = clock.now()
        with parts.database.reading() as session:
            notice = find_notice(session, name)
            click.echo(f"{notice.current.content.title}\n{address_of(parts, notice)}")
            for channel, standing in sorted(figures(session, notice.id).items()):
                click.echo(f"{said(channel)}: {_standing(standing, now)}")
            lines = list(_broadcasts(session, notice.id))
        click.echo("\n".join(lines) if lines else "Inget har sänts om notisen.")


def _standing(standing: Standing, now: datetime) -> str:
    counts = (
        f"{standing.pending} väntar, {standing.accepted} mottagna av leverantören, {standing.delivered} framme, "
        f"{standing.failed} misslyckade, {standing.unknown} okända"
    )
    if standing.oldest is None:
        return f"{counts}. Inget väntar."
    if standing.oldest > now:
        return f"{counts}. Sänds från {minute(standing.oldest)}."
    return f"{counts}. Den äldsta har väntat i {int(standing.age(now).total_seconds())} s."


def _broadcasts(session: Session, notice_id: int) -> Iterator[str]:
    told = func.count(Delivery.id).filter(Delivery.registration_id.not_in(CANARIES))
    found = (
        select(Broadcast, told)
        .outerjoin(Delivery, Delivery.broadcast_id == Broadcast.id)
        .where(Broadcast.notice_id == notice_id)
        .group_by(Broadcast.id)
        .order_by(Broadcast.id)
    )
    for broadcast, count in session.execute(found):
        why = label(broadcast.act) if broadcast.cause is Cause.ACT else said(broadcast.cause)
        yield f"{minute(broadcast.created_at)}  {said(broadcast.channel)}  {why}, {count} mottagare. {_end(broadcast)}"


def _end(broadcast: Broadcast) -> str:
    if broadcast.ended_reason is None or broadcast.ended_at is None:
        return "Pågår." if broadcast.expanded_at else f"Väntar till {minute(broadcast.not_before)}."
    return f"{said(broadcast.ended_reason)} {minute(broadcast.ended_at)}."


def minute(moment: datetime) -> str:
    """A moment in Stockholm, as operators read it."""
    return f"{moment.astimezone(STOCKHOLM):%Y-%m-%d %H.%M}"
