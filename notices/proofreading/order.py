"""An end that comes before its start."""

from collections.abc import Iterator

from models.content import Content
from models.when import When
from notices.proofreading.remark import Circumstances, Remark
from notices.service import Text


def end_before_start(content: Content, _circumstances: Circumstances) -> Iterator[Remark]:
    if content.time and content.expected_end and _ends_before(content.expected_end, content.time):
        yield Remark(
            "end_before_start",
            "expected_end",
            Text(
                sv=f"Slutet, {content.expected_end.text}, ligger före början, {content.time.text}. Ändra en av dem.",
                en=f"The end, {content.expected_end.text}, is before the start, {content.time.text}. Change one.",
            ),
            stops=True,
        )


def _ends_before(end: When, start: When) -> bool:
    last, first = end.end or end.start, start.start
    return bool(last and first and last < first)
