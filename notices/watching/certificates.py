"""The worker's daily look at the certificates of the plan. What cannot be read is alarmed of, not passed over."""

from datetime import datetime, timedelta

import structlog
from sqlalchemy import select

from models.run import CertificateReading
from notices.alarms import close, raise_alarm
from notices.database import Database
from notices.runs.expiry import UnreadableCertificate, expires_of
from notices.runs.plan import Certificate
from notices.watching.plans import current_plan

log = structlog.get_logger(__name__)

_EACH = timedelta(days=1)


class Inspector:
    """Reads each certificate once a day, a new one at the next look. `link` is where its alarms are seen to."""

    def __init__(self, database: Database, link: str) -> None:
        self._database, self._link = database, link
        self._read_at: dict[Certificate, datetime] = {}

    def look(self, now: datetime) -> None:
        with self._database.reading() as session:
            plan = current_plan(session)
        for certificate in plan.certificates if plan else ():
            if now - self._read_at.get(certificate, now - _EACH) >= _EACH:
                self._read(certificate, now)
                self._read_at[certificate] = now

    def _read(self, certificate: Certificate, now: datetime) -> None:
        """No transaction is open while the certificate is asked for."""
        key = f"certificate:{certificate.name}"
        try:
            expires = expires_of(certificate)
        except UnreadableCertificate as error:
            log.warning("certificate_not_read", certificate=certificate.name, why=str(error))
            with self._database.writing() as session:
                raise_alarm(session, key, str(error), self._link, now, urgent=False)
            return
        with self._database.writing() as session:
            close(session, key, now, "Certifikatet går att läsa.")
            last = session.scalar(
                select(CertificateReading)
                .where(CertificateReading.name == certificate.name)
                .order_by(CertificateReading.id.desc())
                .limit(1)
            )
            if last is None or last.expires != expires:
                session.add(CertificateReading(name=certificate.name, expires=expires, read_at=now))
