"""A personal identity number has no place in a notice: it is a public record, and cannot be erased."""

from collections.abc import Iterator

from models.content import Content
from notices.personal_numbers import personal_numbers
from notices.proofreading.remark import Circumstances, Fix, Remark, texts
from notices.service import Text

_INSTEAD = "[borttaget]"


def personal_identity_numbers(content: Content, _circumstances: Circumstances) -> Iterator[Remark]:
    for field, text in texts(content):
        for number in personal_numbers(text):
            yield Remark(
                "personal_number",
                field,
                Text(
                    sv="Texten innehåller ett personnummer. Ta bort det.",
                    en="The text holds a personal identity number. Remove it.",
                ),
                Fix(field, number, _INSTEAD, Text(sv="Ta bort numret", en="Remove the number")),
                stops=True,
            )
