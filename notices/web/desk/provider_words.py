"""What the provider says of a message, in plain Swedish for the templates to translate. Pure."""

_SAID = {
    "accepted": "mottaget",
    "queued": "i kö",
    "sending": "sänds",
    "sent": "sänt vidare",
    "delivered": "framme",
    "read": "läst",
    "undelivered": "kom inte fram",
    "failed": "misslyckades",
    "canceled": "avbrutet",
}


def status_in_words(status: str | None) -> str:
    """Swedish words for a status; the provider's own where there are none, and none where it has said nothing."""
    return _SAID.get(status, status) if status else ""
