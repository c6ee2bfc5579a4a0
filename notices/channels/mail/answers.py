"""What a mail server's answer, or its silence, says of a mail.

Source: RFC 5321 (4.2), the enhanced codes of RFC 3463, and the words that mail servers use when they do not know us.
"""

import re
import ssl

from aiosmtplib import (
    SMTPAuthenticationError,
    SMTPConnectError,
    SMTPDataError,
    SMTPRecipientRefused,
    SMTPResponseException,
    SMTPSenderRefused,
)

from notices.channels.provider import SendError, Verdict

_LATER, _FOR_GOOD = 400, 500
# What a no for good means, by the command that got it. In any other the server was not ready for us.
_MEANS = {
    SMTPDataError: Verdict.REFUSED,
    SMTPRecipientRefused: Verdict.REFUSED,
    SMTPSenderRefused: Verdict.STOPPED,
    SMTPAuthenticationError: Verdict.STOPPED,
}
# Said to one recipient, and true of all: we have not signed in, or may not send through this server.
_NOT_SIGNED_IN, _RELAY = (530, 535), "relay"
_ENHANCED = re.compile(r"[245]\.\d{1,3}\.\d{1,3}")


def failure(error: Exception, *, handed_over: bool) -> SendError:
    """An error as what has to come of it. `handed_over`: whether the mail itself may have left us."""
    silence = Verdict.UNKNOWN if handed_over else Verdict.UNREACHED
    if isinstance(error, SMTPResponseException):
        return SendError(_verdict(error, silence), _code(error))
    if _is_of_tls(error):
        return SendError(Verdict.STOPPED, "tls")
    if isinstance(error, SMTPConnectError):
        return SendError(Verdict.UNREACHED, "not_reached")
    if isinstance(error, OSError):
        return SendError(silence, "timeout" if isinstance(error, TimeoutError) else "connection_lost")
    return SendError(Verdict.STOPPED, "not_supported")  # it knows no STARTTLS, or no sign-in that we do


def _verdict(error: SMTPResponseException, otherwise: Verdict) -> Verdict:
    for_good = _MEANS.get(type(error))
    if for_good is None or error.code < _LATER:
        return otherwise
    if error.code < _FOR_GOOD:
        return Verdict.LATER
    return Verdict.STOPPED if _concerns_us(error) else for_good


def _concerns_us(error: SMTPResponseException) -> bool:
    """Whether every recipient would be refused so."""
    return isinstance(error, SMTPRecipientRefused) and (error.code in _NOT_SIGNED_IN or _RELAY in error.message.lower())


def _code(error: SMTPResponseException) -> str:
    """The code, with the enhanced one where there is one: never the words, as they repeat the address."""
    enhanced = _ENHANCED.match(error.message)
    return f"{error.code} {enhanced[0] if enhanced else '-'}"


def _is_of_tls(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, ssl.SSLError):
            return True
        error = error.__cause__
    return False
