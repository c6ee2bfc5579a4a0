"""`delivery`: what became of what was told, and trying again what did not come through. Numbers are shown masked."""

from dataclasses import asdict
from pathlib import Path

import click
import structlog
from sqlalchemy.orm import Session

from notices import audit, clock
from notices.channels.code_meanings import meaning
from notices.cli.acting import NOTICE
from notices.cli.delivery_show import add_show, minute
from notices.cli.edge import PlainGroup, find_notice, person
from notices.cli.new_file import new_file
from notices.delivery.dead import DeadLetter, count_dead, dead_letters
from notices.delivery.proof import proof
from notices.delivery.proof_file import write_proof
from notices.delivery.retrying import Retried, retry_delivery, retry_notice
from notices.delivery.wording import said
from notices.errors import IllegalAct, InvalidNotice
from notices.parts import Parts

log = structlog.get_logger(__name__)


def command(parts: Parts) -> click.Group:
    """The group of commands."""

    @click.group(cls=PlainGroup)
    def delivery() -> None:
        """Vad som blev av utskicken, och att försöka igen. Mottagare visas maskerade: +4670…05."""

    for add in (add_show, _dead, _retry, _proof):
        add(delivery, parts)
    return delivery


def _dead(group: click.Group, parts: Parts) -> None:
    @group.command()
    @click.argument("name", metavar="[NOTIS]", required=False)
    @click.option("--limit", default=50, show_default=True, help="Hur många.")
    def dead(name: str | None, limit: int) -> None:
        """Skriv det som inte kom fram, om NOTIS eller om alla, nyast först: nummer, när, mottagare, kod, betydelse."""
        with parts.database.reading() as session:
            notice_id = find_notice(session, name).id if name else None
            letters = dead_letters(session, parts.receiver.secrecy, notice_id, limit)
            count = count_dead(session, notice_id)
        for letter in letters:
            click.echo(_letter(letter))
        click.echo(f"{count} kom inte fram." + (f" De {limit} nyaste visas." if count > limit else ""))


def _letter(letter: DeadLetter) -> str:
    at = minute(letter.at) if letter.at else "–"
    notice = f"notis {letter.notice_id}" if letter.notice_id else "ingen notis"
    state = letter.provider_status or said(letter.state)
    code = f"{letter.code}: {meaning(letter.code)}" if letter.code else meaning(None)
    return (
        f"{letter.delivery_id:>8}  {at}  {said(letter.channel)}  {letter.number or 'glömt'}  {notice}  {state}  {code}"
    )


def _retry(group: click.Group, parts: Parts) -> None:
    @group.command()
    @click.argument("name", metavar="[NOTIS]", required=False)
    @click.option("--delivery", "delivery_id", type=int, help="Bara det här utskicket; numret står i delivery dead.")
    def retry(name: str | None, delivery_id: int | None) -> None:
        """Försök igen med det som inte kom fram om NOTIS, eller med ett enda utskick.

        Den som har avregistrerat sig eller inte kan nås får inget, och det som inte längre gäller sänds inte.
        """
        if (name is None) is (delivery_id is None):
            raise InvalidNotice("Ange antingen NOTIS eller --delivery med utskickets nummer.")
        with parts.database.writing() as session:
            if delivery_id is not None:
                subject, retried = f"delivery:{delivery_id}", retry_delivery(session, delivery_id, clock.now())
            else:
                notice_id = find_notice(session, str(name)).id
                subject, retried = f"notice:{notice_id}", retry_notice(session, notice_id, clock.now())
            _record(session, subject, retried)
        log.info("deliveries_put_back", of=subject, by=person(), **asdict(retried))
        click.echo(_retried(retried))


def _record(session: Session, subject: str, retried: Retried) -> None:
    if not retried.dead:
        raise IllegalAct("Där finns inget som inte kom fram. Se vad som finns med: flask --app app delivery dead")
    audit.record(
        session,
        actor=person(),
        act="retry",
        subject=subject,
        before=None,
        after=retried,
        source_address=None,
        now=clock.now(),
    )


def _retried(retried: Retried) -> str:
    sentences = (
        (retried.put_back, "sänds igen, på begäran av {who}."),
        (retried.unreachable, "sänds inte: mottagaren har lämnat eller kan inte nås."),
        (retried.overtaken, "sänds inte: det gäller inte längre."),
    )
    return "\n".join(f"{count} {words.format(who=person())}" for count, words in sentences if count)


def _proof(group: click.Group, parts: Parts) -> None:
    @group.command(name="proof")
    @NOTICE
    @click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="En ny fil; annars standard ut.")
    def show_proof(name: str, out: Path | None) -> None:
        """Skriv vem som fick veta vad om NOTIS, när och med vilket kvitto: CSV i UTF-8, en rad för varje mottagare.

        Varje tid står två gånger: i UTC, och i svensk tid med avståndet till UTC efter. ”Sänt” är när det senaste
        försöket började, ”avgjort” när leverantören tog emot eller nekade, ”kvitto” när leverantörens senaste besked
        kom. Mottagaren är tom när numret är glömt. En cell som ett kalkylprogram skulle ta för en formel börjar med '.
        """
        with parts.database.reading() as session:
            rows = proof(session, parts.receiver.secrecy, find_notice(session, name).id)
            with new_file(out) if out else click.open_file("-", "w", encoding="utf-8") as file:
                count = write_proof(rows, file)
        click.echo(f"{count} rader skrevs till {out or 'standard ut'}.", err=out is None)
