"""Whom a system may tell: a non-production system cannot reach the public."""

from collections.abc import Callable
from dataclasses import dataclass

from notices.errors import ConfigurationError, DriftinformationError

_ALL = "*"


@dataclass(frozen=True, slots=True)
class Recipients:
    """Everybody, or only some addresses; at first nobody."""

    everybody: bool
    addresses: frozenset[str]

    @classmethod
    def of(cls, setting: str) -> "Recipients":
        """From a setting: empty for nobody, * for all, else addresses between commas, each in its one form."""
        named = frozenset(_parts(setting))
        return cls(_ALL in named, named - {_ALL})

    @classmethod
    def read(cls, name: str, setting: str, form: Callable[[str], str]) -> "Recipients":
        """The same as people write them; `form` gives the one form, or raises an error that says what is wrong.

        Raises ConfigurationError that names the setting, and the place in it.
        """
        return cls.of(",".join(_formed(name, place, part, form) for place, part in enumerate(_parts(setting), start=1)))

    def allow(self, address: str) -> bool:
        return self.everybody or address in self.addresses


EVERYBODY = Recipients(everybody=True, addresses=frozenset())


def _parts(setting: str) -> list[str]:
    return [part for part in map(str.strip, setting.split(",")) if part]


def _formed(name: str, place: int, part: str, form: Callable[[str], str]) -> str:
    try:
        return part if part == _ALL else form(part)
    except DriftinformationError as error:
        raise ConfigurationError(f"{name}: adress {place} går inte att använda. {error}") from error
