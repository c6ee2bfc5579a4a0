"""The provider's error codes, and what each means for us.

Source: Twilio's error dictionary. Its meanings may change, so the code itself is kept with the delivery, and one
that is not known here is never tried again.
"""

from models.registration import EndReason
from notices.channels.provider import Verdict

# Those that say something of the recipient for good.
ENDS = {
    "21610": EndReason.OPTED_OUT,
    "21211": EndReason.INVALID,
    "30005": EndReason.INVALID,
    "21614": EndReason.NOT_MOBILE,
    "30006": EndReason.NOT_MOBILE,
    # A mail server's: there is no such mailbox.
    "550": EndReason.INVALID,
    "551": EndReason.INVALID,
    "553": EndReason.INVALID,
}
LATER = frozenset("429 20429 21611 30001 30017 30022 63017 63038".split())
# The account, the sender or the text is wrong, so everybody would be refused. Codes that only a certain recipient
# meets (21408 country, 21612 route, 21608 unverified) are not among them: one number must not stop the rest.
STOPS = frozenset("401 403 404 20003 20404 21212 21602 21603 21606 21609 21617 21659 21701 21704 30002".split())
_REQUEST_TIMEOUT, _TOO_MANY, _SERVER_ERROR = 408, 429, 500


def verdict(status: int, code: str) -> Verdict:
    """What an answer other than success says, by its HTTP status and the provider's code."""
    if status >= _SERVER_ERROR or status == _REQUEST_TIMEOUT:
        return Verdict.UNKNOWN
    if status == _TOO_MANY or code in LATER:
        return Verdict.LATER
    return Verdict.STOPPED if code in STOPS else Verdict.REFUSED
