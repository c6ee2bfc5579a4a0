"""What the provider posts to us: whether it is the provider's own, and the reply in its language."""

from collections.abc import Mapping

from twilio.request_validator import RequestValidator
from twilio.twiml.messaging_response import MessagingResponse


def signature_is_valid(token: str, url: str, form: Mapping[str, str], signature: str | None) -> bool:
    """Whether the provider signed this form for this very address, letter by letter. Nothing is signed by None."""
    return bool(signature) and bool(RequestValidator(token).validate(url, form, signature))


def twiml(text: str | None) -> str:
    """A reply in TwiML; for None one that sends nothing."""
    response = MessagingResponse()
    if text is not None:
        response.message(text)
    return str(response)
