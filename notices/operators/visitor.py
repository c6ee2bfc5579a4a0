"""Where somebody who signs in comes from."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Visitor:
    """The address that a request came from, what its browser calls itself, and what it keeps to be known again by."""

    address: str
    agent: str = ""
    device: str = ""
