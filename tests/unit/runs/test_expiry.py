"""Reading a certificate's last day, from a file and from a server."""

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from notices.runs.expiry import UnreadableCertificate, expires_of
from notices.runs.plan import Certificate

_LAST = date(2020, 2, 6)


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    """A certificate whose last day has passed, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "shs.example")])
    begins, ends = datetime(2018, 2, 1, tzinfo=UTC), datetime(_LAST.year, _LAST.month, _LAST.day, 12, tzinfo=UTC)
    made = x509.CertificateBuilder(name, name, key.public_key(), 7, begins, ends).sign(key, hashes.SHA256())
    certificate, secret = tmp_path / "shs.crt", tmp_path / "shs.key"
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    secret.write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain))
    return certificate, secret


@contextmanager
def _server(pair: tuple[Path, Path]) -> Iterator[str]:
    """A server that shows the certificate to one caller; its address."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*pair)
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def show() -> None:
            connection, _ = listening.accept()
            with connection, context.wrap_socket(connection, server_side=True) as secured:
                secured.recv(1)

        showing = threading.Thread(target=show)
        showing.start()
        yield f"127.0.0.1:{listening.getsockname()[1]}"
        showing.join()


def test_from_a_file(pair: tuple[Path, Path]) -> None:
    assert expires_of(Certificate(name="shs", file=str(pair[0]))) == _LAST


def test_from_a_server_also_when_it_has_expired(pair: tuple[Path, Path]) -> None:
    with _server(pair) as address:
        assert expires_of(Certificate(name="shs", address=address)) == _LAST


def test_from_the_plan() -> None:
    assert expires_of(Certificate(name="shs", expires=_LAST)) == _LAST


@pytest.mark.parametrize("content", [None, b"-----BEGIN CERTIFICATE-----", b"\x30"])
def test_one_that_cannot_be_read_is_named(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "shs.crt"
    if content:
        file.write_bytes(content)
    with pytest.raises(UnreadableCertificate, match="Certifikatet shs kan inte läsas"):
        expires_of(Certificate(name="shs", file=str(file)))
