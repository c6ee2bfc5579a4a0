"""Which machines a webhook may reach: those of the public Internet, seen anew each time that a name is resolved."""

import ipaddress
import socket
from typing import Any
from urllib.parse import urlsplit

from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver

_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class NotPublic(OSError):
    """A name that leads into a private network, or to this very machine."""


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public Internet, also where it wears an IPv6 coat."""
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or _through_nat64(found)
        found = inner or found
    return found.is_global and not found.is_multicast


def is_public_literal(url: str) -> bool:
    """False where the address names a machine by an IP address that is none of the public Internet's.

    A name is looked at when it is resolved (see `PublicResolver`); what nearly is an IP address is taken as one.
    """
    host = urlsplit(url).hostname or ""
    try:
        return is_public(host)
    except ValueError:
        pass
    try:
        return is_public(socket.inet_ntoa(socket.inet_aton(host)))  # 127.1, 0x7f000001
    except OSError:
        return True


def _through_nat64(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF) if address in _NAT64 else None


class PublicResolver(AbstractResolver):
    """Resolves names to public addresses, and connects to those: nobody can change the name between."""

    def __init__(self) -> None:
        self._resolver = ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        found = await self._resolver.resolve(host, port, family)
        if not all(is_public(one["host"]) for one in found):
            raise NotPublic(f"{host} is not public")
        return found

    async def close(self) -> Any:
        await self._resolver.close()
