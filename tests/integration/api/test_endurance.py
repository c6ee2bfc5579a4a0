"""The short form of what `make bench-api` does at length."""

import random
import subprocess
import sys
import time
from pathlib import Path

from flask import Flask

from models.token import Scope
from notices import clock
from tests.factories import desk
from tests.integration.api.colliding import collide
from tests.integration.api.programs import key_of
from tests.integration.api.torn import check_whole
from tests.paths import ROOT


def test_two_at_the_same_notice_at_once_lose_nothing(app: Flask) -> None:
    app.extensions["site"].open(clock.now())
    happened = collide(app, rounds=2)
    assert happened["acts"] >= 2 * 3


def test_a_process_that_is_killed_leaves_nothing_half_done(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/driftinformation.db"
    database = desk(url).database
    key = key_of(database, Scope.PUBLISH)
    command = [sys.executable, "-m", "tests.integration.api.endless", url, str(tmp_path / "var"), key]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        answered = {process.stdout.readline().strip()}
        time.sleep(random.uniform(0.1, 0.15))
        process.kill()
        answered |= {line.strip() for line in process.stdout if line.endswith("\n")}
    published = check_whole(database)
    assert "Krasch 0" in answered
    assert answered <= published
    assert len(published - answered) <= 1
    database.close()
