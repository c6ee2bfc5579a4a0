"""Twilio, by its own package: the only module that knows it."""

import logging
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any
from urllib.parse import quote_plus

from aiohttp import (
    ClientConnectorError,
    ClientError,
    ClientSession,
    ClientTimeout,
    ConnectionTimeoutError,
    TCPConnector,
    encode_basic_auth,
)
from twilio.base.exceptions import TwilioException
from twilio.http import AsyncHttpClient
from twilio.http.response import Response
from twilio.rest import Client

from notices.channels.codes import verdict
from notices.channels.provider import Attempt, Line, Listed, Message, SendError, Taken, Verdict

_PAGE = 1000  # as many as the provider gives at once
# The package would log every request with its number.
_SILENT = logging.getLogger(__name__)
_SILENT.setLevel(logging.CRITICAL)


@dataclass(frozen=True, slots=True)
class Twilio:
    """An account. Messages come from `sender`, or from what the messaging service chooses.

    `public_url` is the address of ours under which the provider tells what became of them.
    """

    account_sid: str
    auth_token: str = field(repr=False)
    public_url: str
    sender: str = ""
    messaging_service_sid: str = ""
    url: str = "https://api.twilio.com"
    timeout_s: float = 10.0

    @asynccontextmanager
    async def opened(self) -> AsyncIterator[Line]:
        async with _Http(self.timeout_s).opened() as http:
            client = Client(self.account_sid, self.auth_token, http_client=http)
            client.api.base_url = self.url
            origin = {"MessagingServiceSid": self.messaging_service_sid} if self.messaging_service_sid else {}
            yield _Line(client, origin or {"From": self.sender}, self.sender, self.public_url)


@dataclass(frozen=True, slots=True)
class _Line:
    client: Any
    origin: dict[str, str]
    own_number: str
    public_url: str

    async def send(self, to: str, message: Message, attempt: Attempt | None) -> Taken:
        try:
            return await self._create({"To": to, "Body": message.text, **self._callback(attempt), **self.origin})
        except TwilioException as error:
            raise _refusal(error) from error
        except (ClientConnectorError, ConnectionTimeoutError) as error:
            raise SendError(Verdict.UNREACHED, "not_reached") from error
        except TimeoutError as error:
            raise SendError(Verdict.UNKNOWN, "timeout") from error
        except (ClientError, OSError, ValueError, LookupError) as error:
            # The connection broke, or what came back was no answer: it may have been taken all the same.
            raise SendError(Verdict.UNKNOWN, "connection_lost") from error

    async def _create(self, form: dict[str, str]) -> Taken:
        # One level below `messages.create_async`, which makes an object with three parsed dates of each answer: a
        # tenth of the time that a message takes.
        path = f"/Accounts/{self.client.account_sid}/Messages.json"
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
        said = await self.client.api.v2010.create_async("POST", path, data=form, headers=headers)
        return Taken(said["sid"], str(said["status"]), _code(said.get("error_code")))

    def _callback(self, attempt: Attempt | None) -> dict[str, str]:
        # Only letters that need no quoting: the address is signed.
        about = attempt and f"d={attempt.delivery_id}&a={attempt.number}"
        # The fragment, which is not signed, asks for two more tries whatever went wrong.
        return {"StatusCallback": f"{self.public_url}/sms/status?{about}#rc=2&rp=all"} if about else {}

    async def sent_to(self, address: str, since: datetime) -> Sequence[Listed]:
        # By number alone: what is not sent yet has no date, and would be missing from a list by date.
        return await self._list(since, lambda message: message.direction == "outbound-api", to=address)

    async def received(self, since: datetime) -> Sequence[Listed]:
        to = {"to": self.own_number} if self.own_number else {}
        day = since.astimezone(UTC)  # the package writes the time as it stands, whatever its zone
        found = await self._list(since, self._is_ours, date_sent_after=day, **to)
        return found[::-1]

    def _is_ours(self, message: Any) -> bool:
        """An account may have numbers that are none of this service's: without its own, its messaging service tells."""
        service = self.origin.get("MessagingServiceSid")
        ours = bool(self.own_number) or message.messaging_service_sid == service
        return bool(ours and message.direction == "inbound")

    async def _list(self, since: datetime, wanted: Callable[[Any], bool], **filters: Any) -> list[Listed]:
        found = []
        try:
            async for message in await self.client.messages.stream_async(page_size=_PAGE, **filters):
                if not wanted(message):
                    continue  # also those that waited long to be sent, and say nothing of what follows
                if message.date_created < since.replace(microsecond=0):
                    break  # newest first
                found.append(Listed(_taken(message), message.from_ or "", message.body or "", message.date_created))
        except (TwilioException, ClientError, OSError, ValueError, LookupError) as error:
            raise SendError(Verdict.UNREACHED, "list") from error
        return found


def _taken(message: Any) -> Taken:
    return Taken(message.sid, str(message.status), _code(message.error_code))


def _code(code: object) -> str | None:
    return None if code is None else str(code)


def _refusal(error: TwilioException) -> SendError:
    status, code = getattr(error, "status", None), getattr(error, "code", None)
    if status is None:
        return SendError(Verdict.UNKNOWN, "no_answer")
    return SendError(verdict(int(status), str(code or status)), str(code or status))


class _Http(AsyncHttpClient):  # type: ignore[misc]
    """The package's requests over aiohttp, with what its own client lacks: a time-out that is kept, and more than a
    hundred connections. Nothing is ever sent twice.
    """

    def __init__(self, timeout_s: float) -> None:
        super().__init__(_SILENT, is_async=True)
        self._timeout = ClientTimeout(total=timeout_s, sock_connect=timeout_s / 2)
        self._session: ClientSession

    @asynccontextmanager
    async def opened(self) -> AsyncIterator["_Http"]:
        async with ClientSession(connector=TCPConnector(limit=0), timeout=self._timeout) as self._session:
            yield self

    async def request(  # noqa: PLR0917  (the package calls it so)
        self,
        method: str,
        url: str,
        params: dict[str, str] | None = None,
        data: dict[str, object] | None = None,
        headers: dict[str, str] | None = None,
        auth: tuple[str, str] | None = None,
        timeout: float | None = None,
        allow_redirects: bool = False,
    ) -> Response:
        credentials = {"Authorization": _basic(*auth)} if auth else {}
        async with self._session.request(
            method,
            url,
            params=params,
            data=_form(data) if data else None,
            headers={**(headers or {}), **credentials},
            allow_redirects=allow_redirects,
        ) as answer:
            return Response(answer.status, (await answer.read()).decode(errors="replace"), answer.headers)


# Every message says nearly the same, so what was once written is remembered; aiohttp's own forms take far longer.
_quoted = lru_cache(1024)(quote_plus)
_basic = lru_cache(encode_basic_auth)


def _form(data: dict[str, object]) -> bytes:
    return "&".join(f"{name}={_quoted(str(value))}" for name, value in data.items()).encode()
