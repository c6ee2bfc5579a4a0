"""Reading a certificate's last day, from its file or from the address that shows it."""

import socket
import ssl
from datetime import date
from pathlib import Path

from notices.clock import day_of
from notices.errors import DriftinformationError
from notices.runs.plan import Certificate

_PATIENCE_S = 10


class UnreadableCertificate(DriftinformationError):
    """A certificate that cannot be looked at. The text names it and says why."""


def expires_of(certificate: Certificate) -> date:
    """The last day on which the certificate is valid. Raises UnreadableCertificate."""
    from cryptography import x509  # noqa: PLC0415  (once a day, in the worker)

    if not (certificate.file or certificate.address) and certificate.expires:
        return certificate.expires
    try:
        data = _shown(certificate.address) if certificate.address else Path(certificate.file or "").read_bytes()
        is_text = data.lstrip().startswith(b"-----BEGIN")
        read = x509.load_pem_x509_certificate(data) if is_text else x509.load_der_x509_certificate(data)
    except (OSError, ValueError) as error:
        raise UnreadableCertificate(f"Certifikatet {certificate.name} kan inte läsas: {error}.") from error
    return day_of(read.not_valid_after_utc)


def _shown(address: str) -> bytes:
    """The certificate that a server shows. Not verified: one that has expired is to be read as well."""
    host, _, port = address.rpartition(":")
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    with (
        socket.create_connection((host, int(port)), timeout=_PATIENCE_S) as plain,
        context.wrap_socket(plain, server_hostname=host) as secured,
    ):
        return secured.getpeercert(binary_form=True) or b""
