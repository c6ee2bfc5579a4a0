"""The acts by which something is over, or is not after all: cancel, end, verify, reopen, withdraw."""

from typing import IO

import click

from notices.cli.acting import FILE, NOTICE, SMS, acting_on, read_front, read_text
from notices.clock import day_of
from notices.notice_file import read_time
from notices.parts import Parts
from notices.vocabulary import read_term

REASON = click.option("--reason", required=True, help="Varför.")
ANSWER = click.option(
    "--answer",
    "answers",
    metavar="FUNKTION=ORD",
    multiple=True,
    help="Om ett driftstopp: vad som nu gäller för en funktion, en gång för var och en som notisen nämner.",
)
WORDS = click.argument("file", type=click.File(encoding="utf-8"), required=False)


def add_endings(notice: click.Group, parts: Parts) -> None:
    """Put the commands in the group."""
    for add in (_cancel, _end, _verify, _reopen, _withdraw):
        add(notice, parts)


def _cancel(notice: click.Group, parts: Parts) -> None:
    @notice.command()
    @NOTICE
    @REASON
    @SMS
    def cancel(name: str, reason: str, tell: bool | None) -> None:
        """Ställ in något planerat. Notisen står kvar och säger det."""
        with acting_on(parts, name, tell) as (act, found):
            act.cancel(found, reason)


def _end(notice: click.Group, parts: Parts) -> None:
    @notice.command()
    @NOTICE
    @WORDS
    @ANSWER
    @SMS
    def end(name: str, file: IO[str] | None, answers: tuple[str, ...], tell: bool | None) -> None:
        """Säg att felet är åtgärdat eller att det planerade är klart, med orden i FILE om det finns några."""
        body = read_text(file) if file else ""
        with acting_on(parts, name, tell) as (act, found):
            act.end(found, body, answers=_answers(answers, parts))


def _verify(notice: click.Group, parts: Parts) -> None:
    @notice.command()
    @NOTICE
    @WORDS
    @SMS
    def verify(name: str, file: IO[str] | None, tell: bool | None) -> None:
        """Bekräfta att den första körningen visade att allt fungerar, med orden i FILE om det finns några."""
        body = read_text(file) if file else ""
        with acting_on(parts, name, tell) as (act, found):
            act.verify(found, body)


def _reopen(notice: click.Group, parts: Parts) -> None:
    @notice.command()
    @NOTICE
    @FILE
    @ANSWER
    @SMS
    def reopen(name: str, file: IO[str], answers: tuple[str, ...], tell: bool | None) -> None:
        """Öppna ett avslutat fel igen, med orden i FILE. Huvudet får ha expected_end och next_word."""
        front, body = read_front(file, ("expected_end", "next_word"))
        with acting_on(parts, name, tell) as (act, found):
            times = {key: read_time(key, text, day_of(act.now)) for key, text in front.items()}
            act.reopen(found, body, answers=_answers(answers, parts), **times)


def _withdraw(notice: click.Group, parts: Parts) -> None:
    @notice.command()
    @NOTICE
    @REASON
    @SMS
    def withdraw(name: str, reason: str, tell: bool | None) -> None:
        """Dra in en notis. Texten kan fortfarande läsas bland dess versioner."""
        with acting_on(parts, name, tell) as (act, found):
            act.withdraw(found, reason)


def _answers(words: tuple[str, ...], parts: Parts) -> dict[str, str]:
    """What is said of each operation, by its code."""
    pairs = (word.partition("=") for word in words)
    return {read_term(parts.service.operations, name, "--answer"): answer for name, _, answer in pairs}
