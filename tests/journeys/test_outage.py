"""While nothing of ours ran, somebody texted us. The worker asks for it when it starts, obeys and answers."""

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import select

from models.inbound import Listening
from models.registration import Registration
from notices.database import Database
from tests.factories import SERVICE
from tests.harness.server import Server
from tests.harness.waiting import wait_until
from tests.standins.fixtures import provider, running_provider
from tests.standins.running import Provider

__all__ = ["provider", "running_provider"]

BRITTA, CARL, OURS = "+46701740605", "+46701740606", "+46701740699"


def test_what_came_in_during_an_outage_is_obeyed_and_answered_once(
    server: Callable[..., Server], tmp_path: Path, provider: Provider
) -> None:
    url = f"sqlite:///{tmp_path}/driftinformation.db"
    installed = server(
        url,
        SMS_PROVIDER="twilio",
        TWILIO_ACCOUNT_SID=provider.account_sid,
        TWILIO_AUTH_TOKEN=provider.auth_token,
        TWILIO_API_URL=provider.address,
        SMS_FROM=OURS,
        SMS_RECIPIENTS=BRITTA,
    )
    database = Database(url)

    def listens() -> bool:
        with database.reading() as session:
            return session.scalar(select(Listening)) is not None

    installed.worker.start()
    wait_until(listens, "the worker to listen")
    installed.worker.stop()
    for number in (BRITTA, CARL):
        assert provider.inbound(number, OURS, "LEFIP STATUS").status is None
        provider.inbound(number, OURS, "LEFIP")
    installed.worker.start()
    wait_until(lambda: len(provider.sent.get(BRITTA, [])) == 2, "the replies")
    welcome, status = sorted(provider.sent[BRITTA])
    assert f"nu registrerad på tjänsten {SERVICE.service.keyword}" in welcome
    assert status == f"LEFI Prenumeration: Inga kända störningar just nu. {installed.address}"
    with database.reading() as session:
        assert len(session.scalars(select(Registration)).all()) == 1, "this system may text Britta alone"
    installed.worker.stop()
    assert CARL not in provider.sent
