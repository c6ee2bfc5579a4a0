"""A web process without its server, that publishes until it is killed: `python -m … DATABASE_URL DIRECTORY KEY`."""

import sys
from itertools import count
from pathlib import Path

from notices.database import Database
from tests.integration.api.programs import LATE, Program
from tests.people_at_the_desk import desk_application


def main() -> None:
    """Say each title that was answered as published."""
    url, directory, key = sys.argv[1:]
    app = desk_application(Database(url), Path(directory), log_level="ERROR")
    robot = Program(app.test_client(), key)
    for number in count():
        answer = robot.post("/api/v1/notices", {**LATE, "title": f"Krasch {number}"}, Idempotency_Key=str(number))
        if answer.status_code != 201:
            raise RuntimeError(answer.text)
        sys.stdout.write(f"Krasch {number}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
