"""Whether what a notice links to is there.

Only what is known to be gone is said to be: a server that does not answer us may well answer the readers.
"""

import ipaddress
import socket
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from urllib.parse import urlsplit

TIMEOUT_S = 2.0
_GONE = {404: "sidan finns inte", 410: "sidan är borttagen"}
_MOST, _AT_ONCE = 12, 6
_KEPT = 256
_HTTP_NOT_ALLOWED = 405


def is_public(host: str) -> bool:
    """Whether the host is on the internet. What only the inside can see is not for us to ask for others."""
    try:
        found = socket.getaddrinfo(host, None)
    except OSError:
        return False
    return all(ipaddress.ip_address(one[4][0]).is_global for one in found)


def gone(addresses: Iterable[str], may_ask: Callable[[str], bool] = is_public, when: int = 0) -> dict[str, str]:
    """Those of the web addresses that lead nowhere, each with why, in Swedish. At most twelve are asked for.

    `may_ask` says of a host whether it may be asked. What was said at a `when` is not asked for again.
    """
    asked = list(dict.fromkeys(addresses))[:_MOST]
    with ThreadPoolExecutor(_AT_ONCE) as several:
        answers = several.map(lambda address: _why(address, may_ask, when), asked)
        return {address: why for address, why in zip(asked, answers, strict=True) if why}


@lru_cache(_KEPT)
def _why(address: str, may_ask: Callable[[str], bool], _when: int) -> str:
    whole = address if "://" in address else f"http://{address}"
    return _GONE.get(_status(whole), "") if may_ask(urlsplit(whole).hostname or "") else ""


def _status(address: str) -> int:
    """What the server answers; 0 where it does not. Some answer a HEAD otherwise than what people read."""
    import requests  # noqa: PLC0415  (5 MB, and only who reviews a notice with links asks)

    try:
        head = requests.head(address, timeout=TIMEOUT_S, allow_redirects=False)
        if head.status_code not in (*_GONE, _HTTP_NOT_ALLOWED):
            return head.status_code
        with requests.get(address, timeout=TIMEOUT_S, allow_redirects=False, stream=True) as whole:
            return whole.status_code
    except requests.RequestException:
        return 0
