"""What goes wrong at the mail server, to order."""

from typing import Literal

from pydantic import Field

from tests.standins.provider.config import When
from tests.standins.provider.faults import Rule

Command = Literal["mail", "rcpt", "data"]


class MailFault(When):
    """What goes wrong at a command (`to` is not known before RCPT).

    - `refuse`: answered with `code` and `words`.
    - `drop`: the connection is broken; `accepted` says whether the mail was kept first (at DATA).
    - `hang`: never answered; `accepted` as above.
    - `latency`: answered after `seconds`. Latencies add up.
    """

    do: Literal["refuse", "drop", "hang", "latency"]
    at: Command = "data"
    code: int = Field(default=550, ge=400, le=599)
    words: str = "5.1.1 No such mailbox"
    accepted: bool = False
    seconds: float = Field(default=0, ge=0)


class Faults:
    """All that are in force, in the order in which they were ordered."""

    def __init__(self) -> None:
        self._rules: list[Rule[MailFault]] = []

    def order(self, fault: MailFault) -> None:
        self._rules.append(Rule(fault, f"smtp {len(self._rules)}"))

    def clear(self) -> None:
        self._rules.clear()

    def strike(self, command: Command, to: str | None) -> tuple[float, MailFault | None]:
        """How many seconds later a command is answered, and the first other fault that strikes it."""
        struck = [rule.fault for rule in self._rules if rule.fault.at == command and rule.strikes(to)]
        delay_s = sum(fault.seconds for fault in struck if fault.do == "latency")
        return delay_s, next((fault for fault in struck if fault.do != "latency"), None)
