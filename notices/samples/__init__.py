"""Sample notices of our own writing, so that a newcomer sees a living page.

Each `NN-name.md` is Markdown under a YAML front matter. Its dates are placeholders, counted from the moment of reading,
so that the planned window is always ahead and a weekend is always a weekend.
"""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from models.terms import Act, Status
from notices.samples.dates import Dates

FOLDER = Path(__file__).parent
Front = dict[str, str | list[str]]
_TEMPLATES = Environment(loader=FileSystemLoader(FOLDER), undefined=StrictUndefined)  # Markdown: nothing to escape


@dataclass(frozen=True, slots=True)
class SampleAct:
    """What was done to a sample after it was published.

    `at` is aware, in UTC. `text` is the update's Markdown, or the reason for a correction, a cancellation or a
    withdrawal. `status` is an update's. `changes` holds what the act gives anew: front matter keys, and `body`.
    `answers` say, where an outage ends, what now holds for each operation that it closed.
    """

    act: Act
    at: datetime
    text: str
    status: Status | None = None
    changes: Front = field(default_factory=dict)
    answers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sample:
    """A notice as first published, and what came after. `front` holds what `notice publish` reads, and nothing else.

    `published` is aware, in UTC. Samples that tell one story have the same `thread`.
    """

    published: datetime
    front: Front
    body: str
    acts: tuple[SampleAct, ...] = ()
    thread: str | None = None

    @property
    def updates(self) -> tuple[SampleAct, ...]:
        return tuple(act for act in self.acts if act.act is Act.UPDATE)


def samples(now: datetime) -> tuple[Sample, ...]:
    """All samples, oldest first, with dates counted from `now` (aware). ValueError if `now` is naive."""
    dates = Dates.at(now)
    return tuple(_sample(path.name, dates) for path in sorted(FOLDER.glob("*.md")))


def _sample(name: str, dates: Dates) -> Sample:
    text = _TEMPLATES.get_template(name).render(dates.placeholders())
    _, head, body = text.split("---\n", 2)
    # The base loader leaves every value a string, also one that looks like a date or a number.
    front = yaml.load(head, Loader=yaml.BaseLoader)
    return Sample(
        published=dates.moment(front.pop("published")),
        thread=front.pop("thread", None),
        acts=tuple(_act(raw, dates) for raw in front.pop("acts", ())),
        front=front,
        body=body.strip(),
    )


def _act(raw: dict[str, Any], dates: Dates) -> SampleAct:
    return SampleAct(
        act=Act(raw["act"]),
        at=dates.moment(raw["at"]),
        text=raw["text"],
        status=Status(raw["status"]) if "status" in raw else None,
        changes=raw.get("changes", {}),
        answers=raw.get("answers", {}),
    )
