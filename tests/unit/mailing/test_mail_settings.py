"""Wrong settings of mail stop the start with a sentence that names the variable."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from app import put_together
from models.registration import Channel
from notices.config import Settings, read_settings
from notices.errors import ConfigurationError

SERVER = {"SMTP_HOST": "mail.example", "MAIL_FROM": "drift@lefi.example"}


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)  # away from a developer's own .env
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.mark.parametrize(
    ("variables", "says"),
    [
        ({"SMTP_HOST": "mail.example"}, "MAIL_FROM saknas"),
        (SERVER | {"SMTP_PORT": "post"}, "SMTP_PORT ska vara ett heltal"),
        (SERVER | {"SMTP_TLS": "ssl"}, "SMTP_TLS ska vara starttls, tls eller none"),
        (SERVER | {"SMTP_TLS": "none", "SMTP_USER": "drift"}, "SMTP_TLS är none, så SMTP_PASSWORD"),
        (SERVER | {"MAIL_RATE": "0"}, "MAIL_RATE ska vara"),
        (SERVER | {"MAIL_CONCURRENCY": "0"}, "MAIL_CONCURRENCY ska vara"),
        (SERVER | {"EMAIL_UNTIL": "31 mars"}, "EMAIL_UNTIL ska vara ett datum"),
    ],
)
def test_a_wrong_setting_is_named(monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], says: str) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(ConfigurationError, match=says):
        read_settings()


def test_what_is_empty_is_unset_and_a_password_is_shown_to_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in SERVER.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("SMTP_PORT", "")
    monkeypatch.setenv("EMAIL_UNTIL", "")
    monkeypatch.setenv("SMTP_PASSWORD", "a password")
    settings = read_settings()
    assert (settings.smtp_port, settings.email_until) == (None, None)
    assert "a password" not in repr(settings)
    monkeypatch.setenv("EMAIL_UNTIL", "2027-03-31")
    assert read_settings().email_until == date(2027, 3, 31)


@pytest.mark.parametrize(("name", "value"), [("sms_recipients", "070-174 06"), ("mail_recipients", "anna")])
def test_whom_it_may_tell_is_read_before_anything_starts(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(ConfigurationError, match=f"{name.upper()}: adress 1"):
        put_together(Settings(var_dir=tmp_path, **{name: value}))  # type: ignore[arg-type]


def test_a_mail_that_nobody_knows_of_is_settled_within_two_minutes(tmp_path: Path) -> None:
    settings = Settings(var_dir=tmp_path, smtp_host="mail.example", mail_from="drift@lefi.example")
    parts = put_together(settings)
    mail = next(outbox for outbox in parts.outboxes() if outbox.channel is Channel.MAIL)
    parts.database.close()
    looked_for_every = timedelta(seconds=15)
    assert mail.longest < mail.times.lease
    assert mail.times.lease + mail.times.grace + looked_for_every <= timedelta(minutes=2)
