"""Whom a system may text: a non-production system cannot reach the public."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Recipients:
    """Everybody, or only some numbers; at first nobody."""

    everybody: bool
    numbers: frozenset[str]

    @classmethod
    def of(cls, setting: str) -> "Recipients":
        """From SMS_RECIPIENTS: empty for nobody, * for all, else E.164 numbers between commas."""
        named = frozenset(filter(None, (part.strip() for part in setting.split(","))))
        return cls("*" in named, named - {"*"})

    def allow(self, number: str) -> bool:
        return self.everybody or number in self.numbers
