"""A worker in a process of its own, to be killed: `python -m tests.integration.delivery.worker DATABASE PROVIDER`."""

import sys
import time
from datetime import timedelta

from notices.channels.twilio import Twilio
from notices.database import Database
from notices.delivery.delivering import deliver
from notices.delivery.outbox import Outbox, Times
from notices.delivery.recipients import Recipients
from notices.delivery.recovery import recover
from tests.integration.delivery.office import OURS, SECRECY, clock
from tests.standins.provider.config import Config

TIMES = Times(lease=timedelta(seconds=3), grace=timedelta(seconds=1), margin=timedelta(seconds=0.5))
RECOVER_EVERY_S = 0.5


def outbox(database_url: str, provider_url: str) -> Outbox:
    config = Config()
    provider = Twilio(
        config.account_sid, config.auth_token, "http://127.0.0.1:9", sender=OURS, url=provider_url, timeout_s=1
    )
    return Outbox(
        database=Database(database_url),
        provider=provider,
        secrecy=SECRECY,
        recipients=Recipients.of("*"),
        rate=400,
        concurrency=16,
        times=TIMES,
    )


def main() -> None:
    """Deliver and recover, again and again, as the timetable does."""
    work = outbox(*sys.argv[1:])
    recover_at = 0.0
    while True:
        deliver(work, clock)
        if time.monotonic() > recover_at:
            recover(work, clock)
            recover_at = time.monotonic() + RECOVER_EVERY_S
        time.sleep(0.05)


if __name__ == "__main__":
    main()
