"""The provider's error codes, and what each means for us.

Source: Twilio's error dictionary. Its meanings may change, so the code itself is kept with the delivery, and one
that is not known here is never tried again.
"""

from models.registration import EndReason
from notices.channels.provider import Verdict

# A mail server's: there is no such mailbox. Only where it says so by the enhanced code: 550 alone may also be a full
# mailbox, or that it does not like where we send from.
NO_MAILBOX = tuple(f"{code} {enhanced}" for code in (550, 551, 553, 554) for enhanced in ("5.1.1", "5.1.6", "5.1.10"))
# Those that say something of the recipient for good.
ENDS = {
    "21610": EndReason.OPTED_OUT,
    "21211": EndReason.INVALID,
    "30005": EndReason.INVALID,
    "21614": EndReason.NOT_MOBILE,
    "30006": EndReason.NOT_MOBILE,
    **dict.fromkeys(NO_MAILBOX, EndReason.INVALID),
    # A receiver of webhooks.
    "http 410": EndReason.GONE,
}
LATER = frozenset("429 20429 21611 30001 30017 30022 63017 63038".split())
# Only a certain recipient meets these (country, unverified, route), so they say nothing of the rest.
_OF_ONE = frozenset("21408 21608 21612".split()) | ENDS.keys()
# The account, the sender or the text is wrong, so everybody would be refused; or, where an HTTP status stands alone,
# somebody else than the provider has answered.
STOPS = frozenset(
    (
        "301 302 303 307 308 400 401 403 404 405 410 20003 20005 20006 20008 20404 "
        "21212 21602 21603 21606 21609 21617 21659 21660 21701 21704 30002"
    ).split()
)
_BAD_REQUEST, _REQUEST_TIMEOUT, _TOO_MANY, _SERVER_ERROR = 400, 408, 429, 500


def verdict(status: int, code: str) -> Verdict:
    """What an answer other than success says, by its HTTP status and the provider's code.

    The message itself is refused only by a code of the recipient's, or a bad request: any other answer (a redirect, no
    entry, no such address) would be the same for everybody.
    """
    if status >= _SERVER_ERROR or status == _REQUEST_TIMEOUT:
        return Verdict.UNKNOWN
    if status == _TOO_MANY or code in LATER:
        return Verdict.LATER
    if code in STOPS or (status != _BAD_REQUEST and code not in _OF_ONE):
        return Verdict.STOPPED
    return Verdict.REFUSED
