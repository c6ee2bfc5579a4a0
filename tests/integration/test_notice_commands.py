"""A file that cannot be published is refused in words, and nothing of it is kept."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import Result
from flask.testing import FlaskCliRunner

from app import create_app
from notices.config import Settings
from tests.harness.migrated import copy_of_sqlite


@pytest.fixture
def runner(tmp_path: Path) -> Iterator[FlaskCliRunner]:
    copy_of_sqlite(tmp_path / "driftinformation.db")
    settings = Settings(
        _env_file=None,
        database_url=f"sqlite:///{tmp_path}/driftinformation.db",
        secret_key="a key that only the tests know of",
        var_dir=tmp_path,
    )
    app = create_app(settings)
    yield app.test_cli_runner()
    app.extensions["site"].database.close()


def run(runner: FlaskCliRunner, *arguments: str, text: str = "") -> Result:
    return runner.invoke(args=["notice", *arguments], input=text)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Bara text", "Rubrik saknas"),
        ("---\ntitle: X\nkind: okänd\n---\n", "kind: 'okänd' finns inte"),
        ("---\ntitle: X\nbenefits: XX\n---\n", "benefits: 'XX' finns inte"),
        ("---\ntitle: X\ntime: helgen 28–29 april 2017\n---\n", "helg"),
        ("---\ntitle: X\nfärg: röd\n---\n", "Okänd nyckel i huvudet: färg"),
        ("---\ntitle: X\n", "aldrig stängs"),
        ("---\n- a\n---\n", "Huvudet ska bestå av rader"),
    ],
)
def test_a_wrong_file_is_refused_in_words_and_nothing_is_published(
    runner: FlaskCliRunner, text: str, says: str
) -> None:
    refused = run(runner, "publish", "-", text=text)
    assert refused.exit_code == 1
    assert says in refused.stderr
    assert "Traceback" not in refused.stderr
    assert run(runner, "list").stdout == ""
