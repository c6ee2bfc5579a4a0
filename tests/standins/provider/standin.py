"""The stand-in's state: what it was told, what it remembers, and which faults are in force."""

from base64 import b64encode
from typing import Any

from tests.standins.provider.config import Config, Number
from tests.standins.provider.faults import Faults
from tests.standins.provider.http import Load
from tests.standins.provider.sender_queue import SenderQueues
from tests.standins.provider.store import Store

ORDINARY = Number()


class Standin:
    """Everything that the API, the webhooks and the control share. All of it runs in one thread."""

    def __init__(self, config: Config) -> None:
        self._first_config = config
        self.load = Load()
        self.reset()

    def reset(self) -> None:
        """Forget everything and be as at the start."""
        self.store = Store()
        self.queues = SenderQueues()
        self.load.peak = self.load.now
        self.numbers = dict(self._first_config.numbers)
        self._use(self._first_config)
        self.faults = Faults(self.config.seed)
        for fault in self.config.faults:
            self.faults.order(fault)
        for callback_fault in self.config.callback_faults:
            self.faults.order_callback(callback_fault)

    def configure(self, changes: dict[str, Any]) -> None:
        """Change some settings until the next reset. ValidationError when one is unknown or wrong.

        Faults and numbers are ordered in their own ways, and are not changed here.
        """
        self._use(Config.model_validate(self.config.model_dump() | changes))

    def number(self, number: str) -> Number:
        return self.numbers.get(number, ORDINARY)

    def _use(self, config: Config) -> None:
        self.config = config
        self.authorization = "Basic " + b64encode(f"{config.account_sid}:{config.auth_token}".encode()).decode()
