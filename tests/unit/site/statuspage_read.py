"""Statuspage's documents drawn for a moment, and read as its clients read them."""

import json
from collections.abc import Iterable
from typing import Any

from notices.site.published import Published
from notices.site.statuspage import statuspage
from notices.site.statuspage.ids import component_id
from tests.unit.site.frames import TAG
from tests.unit.site.pages_read import frame_at

Read = dict[str, Any]


def read_at(moment: str, *notices: Published) -> dict[str, Read]:
    """Each of the eight documents by its name, as of a moment by Stockholm's clocks."""
    documents = statuspage(frame_at(moment, *notices))
    return {d.path.removeprefix("/api/v2/").removesuffix(".json"): json.loads(d.body) for d in documents}


def component(components: Iterable[Read], sort: str, code: str = "") -> Read:
    (found,) = (one for one in components if one["id"] == component_id(TAG, sort, code))
    return found


def statuses(read: Read) -> dict[str, str]:
    """Those components that do not just work, by name."""
    return {one["name"]: one["status"] for one in read["components"] if one["status"] != "operational"}
