"""Posting JSON to somebody else's machine, of which nothing good is taken for granted."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass

from aiohttp import ClientConnectorError, ClientSession, ClientTimeout, DummyCookieJar, TCPConnector

from notices.channels.webhook_network import NotPublic, PublicResolver, is_public_literal

_MOST = 4096  # bytes of an answer that are read
_AGENT = "Driftinformation-Webhook/1"


@dataclass(frozen=True, slots=True)
class Poster:
    """Posts. With `public_only` it reaches no private network. An answer takes at most `timeout_s`, all of it."""

    public_only: bool
    timeout_s: float = 10.0

    @asynccontextmanager
    async def opened(self) -> AsyncIterator["Posting"]:
        resolver = PublicResolver() if self.public_only else None
        connector = TCPConnector(limit=0, resolver=resolver, force_close=True)
        timeout = ClientTimeout(total=self.timeout_s, sock_connect=self.timeout_s / 2)
        async with ClientSession(connector=connector, timeout=timeout, cookie_jar=DummyCookieJar()) as session:
            yield Posting(session, self.public_only)


@dataclass(frozen=True, slots=True)
class Posting:
    """An open poster."""

    session: ClientSession
    public_only: bool

    async def post(self, url: str, body: str, headers: Mapping[str, str] | None = None) -> tuple[int, bytes]:
        """The status, and the beginning of the answer. No redirection is followed.

        Raises OSError, TimeoutError or aiohttp.ClientError without an answer, NotPublic where nobody was asked.
        """
        if self.public_only and not is_public_literal(url):
            raise NotPublic("not public")
        sent = {"Content-Type": "application/json", "User-Agent": _AGENT, **(headers or {})}
        try:
            async with self.session.post(url, data=body.encode(), headers=sent, allow_redirects=False) as answer:
                return answer.status, await answer.content.read(_MOST)
        except ClientConnectorError as error:
            raise (error.os_error if isinstance(error.os_error, NotPublic) else error) from None
