"""How soon the first of many is told: the worker as it is run, asked from outside."""

import time
from pathlib import Path

from benchmarks.outbox import end_all, publish
from benchmarks.sending import OURS, SECRET
from notices.database import Database
from tests.harness.server import Server
from tests.harness.waiting import wait_until
from tests.standins.provider.config import Config
from tests.standins.running import Provider


def first_message_s(directory: Path, database: Database, provider: Provider) -> float:
    """Seconds from the publication until the provider has taken a message."""
    provider.reset()
    worker = _server(directory, database, provider).worker
    worker.start()
    try:
        wait_until(lambda: '"jobs"' in worker.log, "the worker to run its timetable")
        publish(database)
        begun = time.perf_counter()
        while not provider.summary["accepted"]:
            time.sleep(0.01)
        return time.perf_counter() - begun
    finally:
        end_all(database)
        worker.stop()


def _server(directory: Path, database: Database, provider: Provider) -> Server:
    account = Config()
    return Server(
        directory,
        database.url.render_as_string(hide_password=False),
        SECRET_KEY=SECRET,
        SMS_PROVIDER="twilio",
        TWILIO_ACCOUNT_SID=account.account_sid,
        TWILIO_AUTH_TOKEN=account.auth_token,
        TWILIO_API_URL=provider.address,
        SMS_FROM=OURS,
        SMS_RECIPIENTS="*",
    )
