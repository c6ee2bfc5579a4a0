"""Decides which requests the ordered faults strike. The same seed and the same requests give the same faults."""

from dataclasses import dataclass
from random import Random
from typing import Generic, TypeVar

from tests.standins.provider.config import ApiFault, CallbackFault, Operation, Status, When

Kind = TypeVar("Kind", bound=When)


class Rule(Generic[Kind]):
    """One ordered fault, and how many requests it has looked at."""

    def __init__(self, fault: Kind, seed: str) -> None:
        self.fault = fault
        self.random = Random(seed)
        self._seen = 0

    def strikes(self, to: str | None) -> bool:
        fault = self.fault
        if fault.to is not None and fault.to != to:
            return False
        self._seen += 1
        number = self._seen - fault.after
        return (
            number >= 1
            and (fault.first is None or number <= fault.first)
            and (fault.every is None or number % fault.every == 0)
            and (fault.probability is None or self.random.random() < fault.probability)
        )


@dataclass(frozen=True, slots=True)
class Plan:
    """How a request to the API ends: after `delay_s`, and well unless there is a fault."""

    delay_s: float
    fault: ApiFault | None


class Faults:
    """All faults that are in force, in the order in which they were ordered. Each counts for itself, struck or not."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._api: list[Rule[ApiFault]] = []
        self._callbacks: list[Rule[CallbackFault]] = []

    def order(self, fault: ApiFault) -> None:
        self._api.append(Rule(fault, f"{self._seed} api {len(self._api)}"))

    def order_callback(self, fault: CallbackFault) -> None:
        self._callbacks.append(Rule(fault, f"{self._seed} callback {len(self._callbacks)}"))

    def clear(self) -> None:
        self._api.clear()
        self._callbacks.clear()

    def plan(self, operation: Operation, to: str | None) -> Plan:
        """Every latency that strikes is added; of the rest, the first that strikes."""
        delay_s = 0.0
        struck = None
        for rule in self._api:
            fault = rule.fault
            if fault.on not in (operation, "any") or not rule.strikes(to):
                continue
            if fault.do == "latency":
                delay_s += fault.seconds + rule.random.uniform(0, fault.spread)
            else:
                struck = struck or fault
        return Plan(delay_s, struck)

    def reverses(self, to: str) -> bool:
        """Whether this message's callbacks come in the opposite order."""
        struck = [rule.strikes(to) for rule in self._callbacks if rule.fault.do == "reversed"]
        return any(struck)

    def for_callback(self, status: Status, to: str) -> CallbackFault | None:
        """The first fault that strikes this one callback."""
        about = [
            rule for rule in self._callbacks if rule.fault.do != "reversed" and rule.fault.status in (None, status)
        ]
        struck = [rule.fault for rule in about if rule.strikes(to)]
        return struck[0] if struck else None
