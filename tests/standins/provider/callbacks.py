"""Tells the service what becomes of a message, at the address that was given with it."""

import asyncio
import time
from collections.abc import Coroutine
from datetime import UTC, datetime

from tests.standins.provider.config import Status
from tests.standins.provider.messages import API, Message, Step
from tests.standins.provider.standin import Standin
from tests.standins.provider.webhooks import Webhooks


class Callbacks:
    """Follows each message to its end. The callbacks of one message wait for each other; messages do not."""

    def __init__(self, standin: Standin, webhooks: Webhooks) -> None:
        self._standin = standin
        self._webhooks = webhooks
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def waiting(self) -> int:
        """Messages, and late callbacks, that have not come to their end."""
        return len(self._tasks)

    def follow(self, message: Message) -> None:
        if message.callback is not None:
            self._start(self._tell(message, message.callback))

    def cancel(self) -> None:
        for task in self._tasks:
            task.cancel()
        self._tasks.clear()

    def _start(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _tell(self, message: Message, url: str) -> None:
        for step in self._in_order(message):
            await asyncio.sleep(message.created + step.after_s - time.time())
            await self._one(message, url, step.status)

    def _in_order(self, message: Message) -> list[Step]:
        """All but the first status, which the answer to the creation told; in the order in which they are to come."""
        wanted = self._standin.config.callback_statuses
        told = [step for step in message.steps[1:] if step.status in wanted]
        if not self._standin.faults.reverses(message.to):
            return told
        statuses = [step.status for step in reversed(told)]
        return [Step(step.after_s, status) for step, status in zip(told, statuses, strict=True)]

    async def _one(self, message: Message, url: str, status: Status) -> None:
        fault = self._standin.faults.for_callback(status, message.to)
        form = callback(message, status)
        match fault.do if fault else None:
            case "lost":
                pass
            case "late":
                self._start(self._late(url, form, fault.seconds if fault else 0))
            case "twice":
                await self._webhooks.post(url, form)
                await self._webhooks.post(url, form)
            case _:
                await self._webhooks.post(url, form)

    async def _late(self, url: str, form: dict[str, str], seconds: float) -> None:
        await asyncio.sleep(seconds)
        await self._webhooks.post(url, form)


def callback(message: Message, status: Status) -> dict[str, str]:
    """The documented fields of a status callback."""
    form = {
        "AccountSid": message.account_sid,
        "ApiVersion": API.strip("/"),
        "From": message.from_,
        "MessageSid": message.sid,
        "MessageStatus": status,
        "SmsSid": message.sid,
        "SmsStatus": status,
        "To": message.to,
    }
    if message.service:
        form["MessagingServiceSid"] = message.service
    if status in {"failed", "undelivered"} and message.error_code:
        form["ErrorCode"] = str(message.error_code)
    if status in {"delivered", "undelivered"}:
        form["RawDlrDoneDate"] = datetime.now(UTC).strftime("%y%m%d%H%M")
    return form
