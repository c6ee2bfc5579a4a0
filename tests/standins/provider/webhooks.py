"""Posts to the service as the provider does: signed, in the provider's form, retried only as the address says."""

import time
import uuid
from dataclasses import dataclass
from urllib.parse import parse_qs, urldefrag, urlencode

from aiohttp import ClientConnectorError, ClientError, ClientSession, ClientTimeout, TCPConnector
from twilio.request_validator import RequestValidator
from yarl import URL

from tests.standins.provider.standin import Standin
from tests.standins.provider.store import Posted

CONNECT_TIMEOUT_S = 5
RETRIES = 1
RETRIES_MAX = 5
CONNECTING = "ct"


@dataclass(frozen=True, slots=True)
class Reply:
    """What the service said. Without a `status` it said nothing, and `error` tells why."""

    status: int | None
    content_type: str
    body: bytes
    error: str | None = None
    failure: str | None = None


class Webhooks:
    def __init__(self, standin: Standin) -> None:
        self._standin = standin
        self._session: ClientSession | None = None

    async def post(self, url: str, form: dict[str, str]) -> Reply:
        """Post `form`, signed for `url` without its fragment. The fragment may say how to retry (`#rc=2&rp=ct,5xx`)."""
        address, fragment = urldefrag(url)
        retries, policy = retrying(fragment)
        headers = self._headers(address, form)
        reply = await self._once(address, form, headers)
        while retries and reply.failure is not None and policy & {reply.failure, "all"}:
            retries -= 1
            reply = await self._once(address, form, headers)
        return reply

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    def _headers(self, address: str, form: dict[str, str]) -> dict[str, str]:
        validator = RequestValidator(self._standin.config.auth_token)
        return {
            "Content-Type": "application/x-www-form-urlencoded; charset=UTF-8",
            "User-Agent": "TwilioProxy/1.1",
            "I-Twilio-Idempotency-Token": str(uuid.uuid4()),
            "X-Twilio-Signature": str(validator.compute_signature(address, form)),
        }

    async def _once(self, address: str, form: dict[str, str], headers: dict[str, str]) -> Reply:
        at = time.time()
        try:
            reply = await self._asked(address, form, headers)
        except ClientConnectorError as error:
            reply = Reply(None, "", b"", error=repr(error), failure=CONNECTING)
        except (TimeoutError, ClientError) as error:
            reply = Reply(None, "", b"", error=repr(error), failure="rt")
        self._standin.store.posted.append(Posted(at, address, form, reply.status, reply.error))
        return reply

    async def _asked(self, address: str, form: dict[str, str], headers: dict[str, str]) -> Reply:
        # The address is sent letter by letter as it was given, since the signature is of just those letters.
        url, body = URL(address, encoded=True), urlencode(form).encode()
        timeout = ClientTimeout(
            total=None, sock_connect=CONNECT_TIMEOUT_S, sock_read=self._standin.config.webhook_timeout
        )
        async with self._client().post(
            url, data=body, headers=headers, timeout=timeout, allow_redirects=False
        ) as response:
            failure = {4: "4xx", 5: "5xx"}.get(response.status // 100)
            return Reply(response.status, response.content_type, await response.read(), failure=failure)

    def _client(self) -> ClientSession:
        """Made when first needed, and anew after it was closed."""
        if self._session is None:
            connector = TCPConnector(limit=self._standin.config.callback_concurrency)
            self._session = ClientSession(connector=connector)
        return self._session


def retrying(fragment: str) -> tuple[int, set[str]]:
    """How often to try again, and after which failures: by default once, after a failure to connect."""
    told = parse_qs(fragment)
    retries = int(told.get("rc", [str(RETRIES)])[0])
    policy = told.get("rp", [CONNECTING])[0]
    return min(max(retries, 0), RETRIES_MAX), set(policy.split(","))
