"""Where tests and benchmarks order faults and read what was received. It has a port of its own and is always up."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import asdict

from aiohttp import web
from pydantic import BaseModel, ConfigDict, ValidationError

from tests.standins.provider.callbacks import Callbacks
from tests.standins.provider.config import ApiFault, CallbackFault, Number
from tests.standins.provider.inbound import Inbound, Text
from tests.standins.provider.listener import Listener
from tests.standins.provider.messages import Message
from tests.standins.provider.standin import Standin
from tests.standins.provider.store import Attempt, Posted
from tests.standins.provider.webhooks import Webhooks

BODY_MAX = 64 * 1024 * 1024
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Down(BaseModel):
    """Refuse connections for `seconds`, or, without it, until told to be up."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    seconds: float | None = None


class Control:
    def __init__(
        self, standin: Standin, listener: Listener, inbound: Inbound, callbacks: Callbacks, webhooks: Webhooks
    ) -> None:
        self._standin = standin
        self._listener = listener
        self._inbound = inbound
        self._callbacks = callbacks
        self._webhooks = webhooks
        self._return: asyncio.Task[None] | None = None

    def application(self) -> web.Application:
        application = web.Application(middlewares=[refusing_nonsense], client_max_size=BODY_MAX)
        application.add_routes(
            [
                web.get("/", self.summary),
                web.get("/accepted", self.accepted),
                web.get("/attempts", self.attempts),
                web.get("/posted", self.posted),
                web.get("/phones", self.phones),
                web.patch("/config", self.configure),
                web.post("/faults", self.order),
                web.post("/callback-faults", self.order_callback),
                web.delete("/faults", self.clear),
                web.put("/numbers/{number}", self.number),
                web.post("/inbound", self.receive),
                web.post("/down", self.down),
                web.post("/up", self.up),
                web.post("/reset", self.reset),
            ]
        )
        return application

    async def summary(self, request: web.Request) -> web.Response:
        standin, load = self._standin, self._standin.load
        return web.json_response(
            {
                "up": self._listener.is_up,
                "accepted": len(standin.store.accepted),
                "attempts": len(standin.store.attempts),
                "posted": len(standin.store.posted),
                "in_flight": load.now,
                "peak_in_flight": load.peak,
                "callbacks_waiting": self._callbacks.waiting,
            }
        )

    async def accepted(self, request: web.Request) -> web.Response:
        return web.json_response([told(message) for message in self._standin.store.accepted])

    async def attempts(self, request: web.Request) -> web.Response:
        return rows(self._standin.store.attempts)

    async def posted(self, request: web.Request) -> web.Response:
        return rows(self._standin.store.posted)

    async def phones(self, request: web.Request) -> web.Response:
        return web.json_response(self._standin.store.phones(time.time()))

    async def configure(self, request: web.Request) -> web.Response:
        self._standin.configure(await request.json())
        return web.Response()

    async def order(self, request: web.Request) -> web.Response:
        self._standin.faults.order(ApiFault.model_validate_json(await request.read()))
        return web.Response()

    async def order_callback(self, request: web.Request) -> web.Response:
        self._standin.faults.order_callback(CallbackFault.model_validate_json(await request.read()))
        return web.Response()

    async def clear(self, request: web.Request) -> web.Response:
        self._standin.faults.clear()
        return web.Response()

    async def number(self, request: web.Request) -> web.Response:
        self._standin.numbers[request.match_info["number"]] = Number.model_validate_json(await request.read())
        return web.Response()

    async def receive(self, request: web.Request) -> web.Response:
        received = await self._inbound.receive(Text.model_validate_json(await request.read()))
        return web.json_response(asdict(received))

    async def down(self, request: web.Request) -> web.Response:
        asked = Down.model_validate_json(await request.read())
        self._stay()
        self._listener.down()
        if asked.seconds is not None:
            self._return = asyncio.create_task(self._up_after(asked.seconds))
        return web.Response()

    async def up(self, request: web.Request) -> web.Response:
        self._stay()
        await self._listener.up()
        return web.Response()

    async def reset(self, request: web.Request) -> web.Response:
        self._callbacks.cancel()
        self._standin.reset()
        await self._webhooks.close()
        return await self.up(request)

    async def _up_after(self, seconds: float) -> None:
        await asyncio.sleep(seconds)
        await self._listener.up()

    def _stay(self) -> None:
        """As it is now: a return that was planned is off."""
        if self._return is not None:
            self._return.cancel()
            self._return = None


@web.middleware
async def refusing_nonsense(request: web.Request, handler: Handler) -> web.StreamResponse:
    """An order that is not understood is refused with the reason, since a fault that never comes hides bugs."""
    try:
        return await handler(request)
    except ValidationError as error:
        return web.Response(status=400, text=str(error))


def told(message: Message) -> dict[str, object]:
    return {
        "sid": message.sid,
        "to": message.to,
        "body": message.body,
        "sender": message.from_,
        "callback": message.callback,
        "accepted_at": message.created,
    }


def rows(kept: Sequence[Attempt | Posted]) -> web.Response:
    return web.json_response([asdict(row) for row in kept])
