"""What a proofreader says, and what it has to know."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from models.content import Content
from notices.service import Service, Text


@dataclass(frozen=True, slots=True)
class Fix:
    """One press that puts it right: in `field`, `old` becomes `new`. An empty `old` stands for the whole field."""

    field: str
    old: str
    new: str
    label: Text

    def applied(self, text: str) -> str:
        return text.replace(self.old, self.new) if self.old else self.new


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to look at in a field. One that `stops` has to be put right before the notice is published."""

    code: str
    field: str
    says: Text
    fix: Fix | None = None
    stops: bool = False


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What a notice is read beside.

    `today` is Stockholm's date, `address` the notice's short one, `published_today` what else was published today
    with its address. `dead_links` gives, for the addresses that were tried and did not answer, why.
    """

    service: Service
    today: date
    address: str
    published_today: Mapping[str, Content] = field(default_factory=dict)
    dead_links: Mapping[str, str] = field(default_factory=dict)


def texts(content: Content) -> Sequence[tuple[str, str]]:
    """The fields of prose, each with its name."""
    return ("title", content.title), ("body", content.body), ("action", content.action or "")
