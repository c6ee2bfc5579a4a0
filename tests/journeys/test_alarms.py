"""An alarm from end to end: the worker sees that a promised word did not come, and a telephone is told."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from models.registration import Channel, Source
from models.when import Precision, When
from notices import clock
from notices.channels.console import shown
from notices.registrations import Registry
from notices.secrecy import Secrecy
from tests.factories import desk, incident
from tests.harness.server import Server
from tests.harness.waiting import wait_until

BRITTA, CANARY = "+46701740690", "+46701740692"


def test_who_is_on_call_is_texted_when_a_promised_word_does_not_come(
    server: Callable[..., Server], tmp_path: Path
) -> None:
    installed = server(f"sqlite:///{tmp_path}/driftinformation.db", ON_CALL=BRITTA, SMS_CANARY=CANARY)
    anna = desk(installed.environment["DATABASE_URL"])
    secrecy = Secrecy.of(installed.environment["SECRET_KEY"])
    promised = clock.now() - timedelta(minutes=1)
    anna.publish(
        incident(next_word=When("nyss", promised, promised, Precision.MINUTE)), clock.now() - timedelta(hours=1)
    )

    def texts() -> list[str]:
        with anna.database.reading() as session:
            return [message.body for message in shown(session, secrecy.digest(BRITTA), 9)]

    def canary() -> Source | None:
        with anna.database.reading() as session:
            kept = Registry(session, secrecy, Channel.SMS, clock.now()).active(CANARY)
            return kept.source if kept else None

    installed.worker.start()
    wait_until(lambda: bool(texts()) and canary() is not None, "the alarm and the canary")
    anna.database.close()
    [text] = texts()
    assert 'Nästa besked om "Filerna är sena" skulle ha kommit' in text
    assert f" {installed.address}/desk/notiser/1" in text
    assert canary() is Source.CANARY
    wait_until(lambda: "on_call_told" in installed.worker.log, "the worker to say whom it told")
    assert "+4670…90" in installed.worker.log
    assert BRITTA not in installed.worker.log
