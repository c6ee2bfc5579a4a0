"""The settings: read from the environment once, typed, and refused by name when wrong."""

import secrets
from datetime import date
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from notices.errors import ConfigurationError

ROOT = Path(__file__).resolve().parent.parent
SHORTEST_KEY = 16  # characters
_LOOPBACK = ("localhost", "127.0.0.1", "::1")


class Settings(BaseSettings):
    """What differs from one installation to another. The names in capitals are the variables."""

    # What may hold a secret, or somebody's number, has repr=False: it is shown nowhere, not even when it is wrong.
    model_config = SettingsConfigDict(env_file=".env", extra="ignore", frozen=True, hide_input_in_errors=True)

    port: int = Field(8000, ge=1, le=65535)
    public_url: str = ""
    database_url: str = Field("", repr=False)
    secret_key: str = Field("", repr=False)
    var_dir: Path = Path("var")
    service_file: Path = ROOT / "service.toml"
    websub_hub: str = Field("", repr=False)
    log_level: str = Field("INFO", pattern="^(DEBUG|INFO|WARNING|ERROR)$")
    sms_provider: Literal["console", "twilio"] = "console"
    twilio_account_sid: str = ""
    twilio_auth_token: str = Field("", repr=False)
    twilio_api_url: str = Field("https://api.twilio.com", repr=False)
    twilio_messaging_service_sid: str = ""
    sms_from: str = ""
    # Whom a system may text: numbers between commas, or * for all. Empty: nobody.
    sms_recipients: str = Field("", repr=False)
    sms_rate: float = Field(100.0, ge=1)  # messages a second, all workers together
    sms_concurrency: int = Field(64, ge=1, le=1000)  # messages under way at once, all workers together
    sms_foreign: bool = False
    retention_days: int = Field(90, ge=0)
    smtp_host: str = ""  # empty: no mail
    smtp_port: int | None = Field(None, ge=1, le=65535)
    smtp_user: str = ""
    smtp_password: str = Field("", repr=False)
    smtp_tls: Literal["starttls", "tls", "none"] = "starttls"
    mail_from: str = ""
    mail_recipients: str = Field("", repr=False)  # as sms_recipients
    mail_rate: float = Field(10.0, gt=0)
    mail_concurrency: int = Field(4, ge=1, le=100)
    email_until: date | None = None
    webhook_recipients: str = Field("", repr=False)  # as sms_recipients; empty: no webhooks
    # Who is told of alarms (numbers and mail addresses), and the number of our own that gets each broadcast.
    on_call: str = Field("", repr=False)
    sms_canary: str = Field("", repr=False)
    engine_health_url: str = Field("", repr=False)  # where an engine that cannot tell us is asked
    engine_health_seconds: float = Field(60.0, ge=1)
    engine_health_timeout: float = Field(10.0, gt=0, le=60)
    desk_idle_minutes: int = Field(60, ge=1)
    desk_hours: int = Field(12, ge=1)
    proxies: int = Field(1, ge=0)
    oidc_issuer: str = ""
    oidc_client_id: str = ""
    oidc_client_secret: str = Field("", repr=False)
    oidc_scope: str = "openid profile"
    oidc_role_claim: str = "groups"
    oidc_roles: str = ""

    @field_validator("smtp_port", "email_until", mode="before")
    @classmethod
    def _is_unset_when_empty(cls, value: object) -> object:
        return value or None

    @field_validator("public_url", "websub_hub", "twilio_api_url")
    @classmethod
    def _is_web_address(cls, value: str) -> str:
        parts = urlsplit(value)
        if value and (parts.scheme not in ("http", "https") or not parts.netloc or parts.query or parts.fragment):
            raise ValueError("ska vara en adress som börjar med http:// eller https://")
        return value.rstrip("/")

    @field_validator("engine_health_url")
    @classmethod
    def _can_be_fetched(cls, value: str) -> str:
        parts = urlsplit(value)
        if value and (parts.scheme not in ("http", "https") or not parts.hostname):
            raise ValueError("ska vara en adress som börjar med http:// eller https://")
        return value

    @field_validator("database_url")
    @classmethod
    def _is_database_address(cls, value: str) -> str:
        value = value.replace("postgres://", "postgresql://", 1)
        if value and not value.startswith(("sqlite:///", "postgresql://", "postgresql+psycopg://")):
            raise ValueError("ska börja med sqlite:/// eller postgresql://")
        try:
            value and make_url(value)
        except (ArgumentError, ValueError):  # its words may repeat the password
            raise ValueError("går inte att läsa. Skriv postgresql://user:password@host/name") from None
        return value

    @property
    def address(self) -> str:
        """The public address, without a slash at the end."""
        return self.public_url or f"http://localhost:{self.port}"

    @property
    def database(self) -> str:
        return self.database_url or f"sqlite:///{self.var_dir}/driftinformation.db"

    @property
    def host(self) -> str:
        """The name of the machine in the public address."""
        return urlsplit(self.address).hostname or ""

    @property
    def is_local(self) -> bool:
        """Whether only this machine can reach the service by its public address."""
        return self.host in _LOOPBACK

    @property
    def secret(self) -> str:
        """The secret key; on a local installation without one, a key made once and kept in `var_dir`."""
        return self.secret_key or _kept_key(self.var_dir / "secret-key")


def read_settings() -> Settings:
    """Read the environment. ConfigurationError names each variable that is wrong."""
    try:
        settings = Settings()
    except ValidationError as error:
        raise ConfigurationError("\n".join(_explain(e["loc"], e["msg"], e["input"]) for e in error.errors())) from error
    if not settings.secret_key and not settings.is_local:
        raise ConfigurationError("SECRET_KEY saknas. Sätt den till minst 32 slumpade tecken.")
    _check_sms(settings)
    _check_mail(settings)
    _check_oidc(settings)
    if settings.secret_key and len(settings.secret_key) < SHORTEST_KEY:
        raise ConfigurationError("SECRET_KEY är för kort. Sätt den till minst 32 slumpade tecken.")
    return settings


def _check_sms(settings: Settings) -> None:
    if not settings.is_local and "sms_provider" not in settings.model_fields_set:
        raise ConfigurationError(
            "SMS_PROVIDER saknas. Sätt den till twilio, eller till console om ingen ska få sms från den här tjänsten."
        )
    if settings.sms_provider != "twilio":
        return
    needed = {"TWILIO_ACCOUNT_SID": settings.twilio_account_sid, "TWILIO_AUTH_TOKEN": settings.twilio_auth_token}
    missing = [name for name, value in needed.items() if not value]
    if not (settings.sms_from or settings.twilio_messaging_service_sid):
        missing.append("SMS_FROM eller TWILIO_MESSAGING_SERVICE_SID")
    if missing:
        raise ConfigurationError(f"{', '.join(missing)} saknas. De behövs när SMS_PROVIDER är twilio.")


def _check_oidc(settings: Settings) -> None:
    needed = {
        "OIDC_ISSUER": settings.oidc_issuer,
        "OIDC_CLIENT_ID": settings.oidc_client_id,
        "OIDC_CLIENT_SECRET": settings.oidc_client_secret,
        "OIDC_ROLES": settings.oidc_roles,
    }
    missing = [name for name, value in needed.items() if not value]
    if missing and len(missing) < len(needed):
        raise ConfigurationError(f"{', '.join(missing)} saknas. Alla OIDC_… behövs, eller ingen.")
    issuer = urlsplit(settings.oidc_issuer)
    if not missing and not (issuer.scheme == "https" or (issuer.scheme == "http" and issuer.hostname in _LOOPBACK)):
        raise ConfigurationError("OIDC_ISSUER ska vara en adress som börjar med https://.")


def _check_mail(settings: Settings) -> None:
    if settings.smtp_host and not settings.mail_from:
        raise ConfigurationError("MAIL_FROM saknas. Den behövs när SMTP_HOST är satt.")
    if settings.smtp_user and settings.smtp_tls == "none" and settings.smtp_host not in _LOOPBACK:
        raise ConfigurationError("SMTP_TLS är none, så SMTP_PASSWORD skulle gå oskyddat. Sätt starttls eller tls.")


_REASONS = {
    "sms_provider": "ska vara console eller twilio",
    "sms_rate": "ska vara ett tal, 1 eller större",
    "sms_concurrency": "ska vara ett heltal från 1 till 1000",
    "sms_foreign": "ska vara true eller false",
    "retention_days": "ska vara ett heltal, 0 eller större",
    "smtp_port": "ska vara ett heltal från 1 till 65535",
    "smtp_tls": "ska vara starttls, tls eller none",
    "mail_rate": "ska vara ett tal större än 0",
    "mail_concurrency": "ska vara ett heltal från 1 till 100",
    "email_until": "ska vara ett datum, som 2027-03-31",
    "engine_health_seconds": "ska vara ett tal, 1 eller större",
    "engine_health_timeout": "ska vara ett tal större än 0 och högst 60",
    "desk_idle_minutes": "ska vara ett heltal, 1 eller större",
    "desk_hours": "ska vara ett heltal, 1 eller större",
    "proxies": "ska vara ett heltal, 0 eller större",
    "port": "ska vara ett heltal från 1 till 65535",
    "log_level": "ska vara DEBUG, INFO, WARNING eller ERROR",
}


def _explain(where: tuple[int | str, ...], message: str, value: object) -> str:
    name = str(where[0])
    reason = _REASONS.get(name, message.removeprefix("Value error, "))
    now = f" (nu: {value!r})" if Settings.model_fields[name].repr else ""
    return f"{name.upper()} {reason}{now}."


def _kept_key(path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x") as file:
            path.chmod(0o600)
            file.write(secrets.token_urlsafe(32))
    except FileExistsError:
        pass  # made by an earlier start, or by another process a moment ago
    return path.read_text()
