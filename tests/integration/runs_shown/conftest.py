"""The desk, with somebody at it, on the evening of a quiet day."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine
from flask import Flask

from tests.factories import Desk
from tests.people_at_the_desk import Browser, desk_application, let_in


@pytest.fixture
def _evening() -> Iterator[None]:
    with time_machine.travel("2026-03-10 17:20:00+01:00", tick=False):
        yield


@pytest.fixture
def app(anna: Desk, tmp_path: Path, _evening: None) -> Iterator[Flask]:
    made = desk_application(anna.database, tmp_path / "var", drawn=True)
    yield made
    made.extensions["site"].database.close()


@pytest.fixture
def browser(app: Flask) -> Browser:
    return let_in(app)
