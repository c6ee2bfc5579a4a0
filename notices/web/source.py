"""Where a request comes from."""

import ipaddress
import re

from flask import request

LONGEST_AGENT = 300


def source_address(proxies: int) -> str:
    """The address of whoever asks, with `proxies` of ours in front.

    Each of them adds the address that it was called from at the end of X-Forwarded-For, so the one that counts is the
    last but so many; what stands before it can be anything. A caller that is no neighbour of ours is no proxy of ours,
    and is not believed.
    """
    caller = request.remote_addr or ""
    passed_on = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    if not passed_on or not proxies or not _is_near(caller):
        return caller
    return _without_port(passed_on[-min(proxies, len(passed_on))])


def agent() -> str:
    """What the browser calls itself, as far as it is worth keeping."""
    return request.headers.get("User-Agent", "")[:LONGEST_AGENT]


def _without_port(address: str) -> str:
    """Some proxies add the port, which is another for each connection: 198.51.100.7:4711, [2001:db8::1]:4711."""
    found = re.fullmatch(r"(?:\[(.+)\]|([0-9.]+))(?::\d+)?", address)
    return (found[1] or found[2]) if found else address


def _is_near(address: str) -> bool:
    return bool(address) and ipaddress.ip_address(address).is_private
