"""The addresses of receivers: whole, to a public machine, with nothing secret in them. Pure."""

from urllib.parse import urlsplit

from notices.channels.webhook_network import is_public_literal
from notices.errors import InvalidReceiver

_LONGEST = 500


def read_url(text: str, *, public_only: bool) -> str:
    """The address, in one form. Raises InvalidReceiver; `public_only` demands https and no private network."""
    url = text.strip()
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        host = None
    schemes = ("https",) if public_only else ("https", "http")
    if not host or parts.scheme not in schemes or len(url) > _LONGEST or not (url.isascii() and url.isprintable()):
        raise InvalidReceiver("address", f"Adressen ska vara hel och börja med {schemes[0]}://.")
    if parts.username is not None or parts.fragment or " " in url:
        raise InvalidReceiver("address", "Adressen ska inte ha användarnamn, mellanslag eller något efter #.")
    if public_only and (host == "localhost" or not is_public_literal(url)):
        raise InvalidReceiver("address", "Adressen ska leda till det öppna internet.")
    return parts._replace(scheme=parts.scheme.lower(), netloc=parts.netloc.lower()).geturl()
