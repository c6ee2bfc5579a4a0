"""A certificate that expires within its lead time.

Archive: 2015-04-29, 2016-03-17, 2018-01-24 and 2020-01-22, certificates were changed, told of one to seven weeks
before. Its last day is known from the day it is made.
"""

from datetime import UTC, date, datetime, time, timedelta

from notices.clock import STOCKHOLM, day_of
from notices.runs.judgement.verdict import Rule, Severity, Verdict
from notices.runs.plan import Certificate
from notices.timing.names import full_date

# Certificates are looked at once a day, when people are at work.
LOOKED_AT = time(8)


def due(certificate: Certificate, expires: date) -> datetime:
    """When the certificate's last day comes within its lead time."""
    day = expires - timedelta(days=certificate.lead_days)
    return datetime.combine(day, LOOKED_AT, STOCKHOLM).astimezone(UTC)


def judge(certificate: Certificate, expires: date, now: datetime) -> Verdict | None:
    if now < due(certificate, expires):
        return None
    left = (expires - day_of(now)).days
    ends = f"slutar gälla {full_date(expires)}, om {left} dagar" if left > 0 else f"slutade gälla {full_date(expires)}"
    severity = Severity.WARNING if left > 0 else Severity.SERIOUS
    return Verdict(
        Rule.CERTIFICATE_EXPIRING, severity, due(certificate, expires), f"Certifikatet {certificate.name} {ends}",
        {"expires": expires.isoformat(), "sista": full_date(expires)}, subject=certificate.name,
    )  # fmt: skip
