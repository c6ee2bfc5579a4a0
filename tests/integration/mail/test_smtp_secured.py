"""TLS and signing in: what is wrong with them stops the channel, and no password goes unprotected."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from notices.channels.provider import Verdict
from tests.integration.mail.test_smtp import ANNA, refusal, send, smtp
from tests.standins.smtp.certificate import server_context
from tests.standins.smtp.server import MailServer

RIGHT = {"user": "drift", "password": "a password that only the tests know"}


def _authenticate(
    _server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, data: LoginPassword
) -> AuthResult:
    return AuthResult(success=data.password == RIGHT["password"].encode(), handled=False)


@pytest.fixture
def trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[MailServer]:
    """A server with STARTTLS, whose certificate this machine trusts, and at which one has to sign in."""
    context, file = server_context(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    with MailServer(
        tls_context=context, require_starttls=True, authenticator=_authenticate, auth_required=True
    ) as server:
        yield server


def test_with_the_right_password_mail_goes_out_encrypted(trusted: MailServer) -> None:
    send(smtp(trusted, tls="starttls", **RIGHT))
    assert len(trusted.inbox(ANNA)) == 1


def test_a_wrong_password_stops_the_channel(trusted: MailServer) -> None:
    verdict, code = refusal(smtp(trusted, tls="starttls", user="drift", password="wrong"))
    assert (verdict, code) == (Verdict.STOPPED, "535 5.7.8")


def test_a_certificate_that_nobody_vouches_for_stops_the_channel(
    trusted: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    assert refusal(smtp(trusted, tls="starttls", **RIGHT)) == (Verdict.STOPPED, "tls")
    assert trusted.taken == []


def test_a_server_without_tls_is_not_spoken_to_without(mail_server: MailServer) -> None:
    assert refusal(smtp(mail_server, tls="starttls")) == (Verdict.STOPPED, "not_supported")
    assert refusal(smtp(mail_server, **RIGHT)) == (Verdict.STOPPED, "not_supported")
    assert mail_server.taken == []


def test_tls_from_the_first_byte(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    context, file = server_context(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    with MailServer(ssl_context=context) as server:
        send(smtp(server, tls="tls"))
        assert len(server.inbox(ANNA)) == 1
