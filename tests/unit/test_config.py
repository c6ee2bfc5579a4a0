"""Wrong settings stop the start with a sentence that names the variable."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from notices.config import Settings, read_settings
from notices.errors import ConfigurationError
from notices.service import read_service
from tests.paths import ROOT


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)  # away from a developer's own .env
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("PORT", "åtta", "PORT ska vara ett heltal"),
        ("PORT", "70000", "PORT ska vara ett heltal"),
        ("PUBLIC_URL", "drift.example", "PUBLIC_URL ska vara en adress"),
        ("PUBLIC_URL", "https://drift.example/?a=1", "PUBLIC_URL ska vara en adress"),
        ("DATABASE_URL", "mysql://x", "DATABASE_URL ska börja med"),
        ("WEBSUB_HUB", "hub", "WEBSUB_HUB ska vara en adress"),
        ("LOG_LEVEL", "LOUD", "LOG_LEVEL ska vara DEBUG"),
        ("SECRET_KEY", "kort", "SECRET_KEY är för kort"),
        ("SMS_PROVIDER", "brevduva", "SMS_PROVIDER ska vara console eller twilio"),
        ("SMS_PROVIDER", "twilio", "TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN, SMS_FROM eller"),
        ("SMS_RATE", "0", "SMS_RATE ska vara"),
        ("TWILIO_API_URL", "twilio", "TWILIO_API_URL ska vara en adress"),
        ("DESK_HOURS", "0", "DESK_HOURS ska vara"),
        ("PROXIES", "-1", "PROXIES ska vara"),
        ("OIDC_ISSUER", "https://login.example", "OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, OIDC_ROLES saknas"),
    ],
)
def test_a_wrong_setting_is_named(monkeypatch: pytest.MonkeyPatch, name: str, value: str, says: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ConfigurationError, match=says):
        read_settings()


def test_every_wrong_setting_is_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "x")
    monkeypatch.setenv("DATABASE_URL", "y")
    with pytest.raises(ConfigurationError) as refused:
        read_settings()
    assert "PORT" in str(refused.value)
    assert "DATABASE_URL" in str(refused.value)


@pytest.mark.parametrize("issuer", ["login.example", "http://login.example", "ftp://login.example"])
def test_a_provider_is_reached_by_https(monkeypatch: pytest.MonkeyPatch, issuer: str) -> None:
    for name in ("CLIENT_ID", "CLIENT_SECRET", "ROLES"):
        monkeypatch.setenv(f"OIDC_{name}", "x")
    monkeypatch.setenv("OIDC_ISSUER", issuer)
    with pytest.raises(ConfigurationError, match="OIDC_ISSUER ska vara en adress som börjar med https"):
        read_settings()
    for good in ("https://login.example/", "http://localhost:4020"):
        monkeypatch.setenv("OIDC_ISSUER", good)
        assert read_settings().oidc_issuer == good


def test_a_public_service_must_have_a_key_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PUBLIC_URL", "https://drift.example")
    with pytest.raises(ConfigurationError, match="SECRET_KEY saknas"):
        read_settings()


def test_a_public_service_has_to_say_that_it_sends_no_sms(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PUBLIC_URL", "https://drift.example")
    monkeypatch.setenv("SECRET_KEY", "x" * 32)
    with pytest.raises(ConfigurationError, match="SMS_PROVIDER saknas"):
        read_settings()
    monkeypatch.setenv("SMS_PROVIDER", "console")
    assert read_settings().sms_provider == "console"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "mysql://drift:hemligt@db.example/drift"),
        ("DATABASE_URL", "postgresql://drift:hemligt@db.example:hemligt/drift"),
        ("WEBSUB_HUB", "https://hub.example/?token=hemligt"),
    ],
)
def test_a_wrong_setting_that_may_hold_a_secret_is_not_repeated(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ConfigurationError, match=name) as refused:
        read_settings()
    assert "hemligt" not in f"{refused.value} {refused.value.__cause__}"


def test_a_right_one_is_not_repeated_either(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://drift:hemligt@db.example/drift")
    assert "hemligt" not in repr(read_settings())


def test_a_local_one_makes_a_key_once_and_keeps_it_to_itself(tmp_path: Path) -> None:
    settings = read_settings()
    assert settings.secret == read_settings().secret
    assert len(settings.secret) >= 32
    assert (tmp_path / "var" / "secret-key").stat().st_mode & 0o077 == 0
    assert settings.secret not in repr(settings)


def test_the_start_stops_with_the_sentence_and_no_traceback(tmp_path: Path) -> None:
    program = "import app; app.create_app()"
    environment = {"PORT": "åtta", "PYTHONPATH": str(ROOT), "PATH": "/usr/bin", "VAR_DIR": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment, cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "PORT ska vara ett heltal" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "service: Field required"),
        ("[service", "inte giltig TOML"),
        ("[service]\nname = 'X'\nfärg = 'röd'", "TOML|Extra inputs|Field required"),
    ],
)
def test_a_wrong_service_file_is_named(tmp_path: Path, text: str, says: str) -> None:
    file = tmp_path / "service.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigurationError, match=says):
        read_service(file)
    with pytest.raises(ConfigurationError, match="går inte att läsa"):
        read_service(tmp_path / "missing.toml")


def test_every_setting_is_documented() -> None:
    for document in (".env.example", "docs/operations.md"):
        text = (ROOT / document).read_text(encoding="utf-8")
        missing = [name.upper() for name in Settings.model_fields if name.upper() not in text]
        assert missing == [], document


@pytest.mark.parametrize("tag", ["driftinformation.example", "driftinformation.example,14", "drift.example,2014-13"])
def test_a_tag_without_a_real_date_is_refused(tmp_path: Path, tag: str) -> None:
    text = (ROOT / "service.toml").read_text(encoding="utf-8")
    file = tmp_path / "service.toml"
    file.write_text(text.replace("driftinformation.example,2014", tag), encoding="utf-8")
    with pytest.raises(ConfigurationError, match=r"service\.tag"):
        read_service(file)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('sections = ["releases"]', 'sections = ["okänd"]', "four_eyes.sections: 'okänd' finns inte"),
        ('code = "wrong_run"', 'code = "wrong_files"', "har samma code"),
        ('operations = ["new_order", "cancellation", "full_refresh"]', 'operations = ["fly"]', "'fly' finns inte"),
        ("answers = { new_order =", "answers = { fly =", "template intake_reopened: operations: 'fly' finns inte"),
        ('acts = ["end", "publish"]', 'acts = ["join"]', "template intake_reopened: join har inget formulär"),
    ],
)
def test_four_eyes_and_templates_name_only_what_there_is(tmp_path: Path, old: str, new: str, says: str) -> None:
    text = (ROOT / "service.toml").read_text(encoding="utf-8")
    assert old in text
    file = tmp_path / "service.toml"
    file.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(ConfigurationError, match=re.escape(says)):
        read_service(file)
