"""What the SMS provider posts to us: messages from phones, and what became of ours."""

import re
from collections.abc import Callable
from datetime import datetime

import structlog
from flask import Blueprint, Response, abort, request
from sqlalchemy.exc import InterfaceError, OperationalError, TimeoutError

from notices.channels.twilio_webhooks import signature_is_valid, twiml
from notices.config import Settings
from notices.database import Database
from notices.delivery.receipts import receipt
from notices.errors import Conflict
from notices.inbound import Incoming
from notices.lingering import Lingering
from notices.receiving import Receiver
from notices.repeating import repeated
from notices.web.access import Caller, open_to

log = structlog.get_logger(__name__)

# The provider gives up after fifteen seconds; we say sooner that it should come again.
WAIT_S = 3.0

_MESSAGE = re.compile(r"[A-Za-z0-9]{1,64}")
_COUNT = re.compile(r"[0-9]{1,9}")
_WORD = re.compile(r"[a-z0-9_-]{1,40}")


def is_signed(settings: Settings) -> bool:
    """Whether the request at hand carries the provider's signature for our public address.

    The address is put together from the setting, the route and the query as it came: a proxy changes the host and
    the scheme, and Flask's own `request.url` has some letters decoded, which the signature has not.
    """
    query = request.environ.get("QUERY_STRING", "")
    path = request.url_rule.rule if request.url_rule else request.path
    url = f"{settings.address}{path}{f'?{query}' if query else ''}"
    signature = request.headers.get("X-Twilio-Signature")
    return signature_is_valid(settings.twilio_auth_token, url, request.form, signature)


def blueprint(
    receiver: Receiver, database: Database, situation: Callable[[], str], clock: Callable[[], datetime]
) -> Blueprint:
    """`/sms/inbound` and `/sms/status`. No token against forged forms: the signature is one."""
    sms = Blueprint("sms", __name__, url_prefix="/sms")
    lingering = Lingering(database)

    @sms.post("/inbound")
    @open_to(Caller.PROVIDER)
    def inbound() -> Response:
        lingering.come()
        reply = receiver.receive(_incoming(), situation, clock(), WAIT_S)
        return Response(twiml(reply), content_type="text/xml; charset=utf-8")

    @sms.post("/status")
    @open_to(Caller.PROVIDER)
    def status() -> tuple[str, int]:
        told = _told()
        if told:
            lingering.come()
            repeated(database, lambda session: receipt(session, *told, clock()), WAIT_S)
        return "", 204

    for error in (OperationalError, InterfaceError, TimeoutError, Conflict):
        sms.register_error_handler(error, _try_again)
    return sms


def _incoming() -> Incoming:
    form = request.form
    message = form.get("MessageSid", "")
    if not _MESSAGE.fullmatch(message):
        abort(400)
    opt_out = form.get("OptOutType", "")
    sender, body = form.get("From", ""), form.get("Body", "")
    return Incoming(message, sender, body, already_answered=bool(opt_out), opted_out=opt_out == "STOP")


def _told() -> tuple[int, int, str, str, str | None] | None:
    """Delivery, attempt, message, status and error code; None for what is of no delivery of ours."""
    delivery, attempt = request.args.get("d", ""), request.args.get("a", "")
    message, status = request.form.get("MessageSid", ""), request.form.get("MessageStatus", "")
    said = (_COUNT, delivery), (_COUNT, attempt), (_MESSAGE, message), (_WORD, status)
    if not all(pattern.fullmatch(text) for pattern, text in said):
        return None
    code = request.form.get("ErrorCode", "")
    return int(delivery), int(attempt), message, status, code if _COUNT.fullmatch(code) else None


def _try_again(error: Exception) -> tuple[str, int, dict[str, str]]:
    """Nothing was stored; the provider keeps the message and comes again, and we also ask for what we missed."""
    log.warning("webhook_not_stored", path=request.path, error=str(getattr(error, "orig", error)).strip())
    return "", 503, {"Retry-After": "10"}
