"""A notice names functions rather than persons: persons change, and a public record does not."""

import re
from collections.abc import Iterator

from models.content import Content
from notices.proofreading.first_names import FIRST_NAMES
from notices.proofreading.remark import Circumstances, Fix, Remark, texts
from notices.service import Text

_FIRST = "|".join(name.capitalize() for name in sorted(FIRST_NAMES))
_NAME = re.compile(rf"\b(?:{_FIRST})(?:-[A-ZÅÄÖ]\w+)?\s+[A-ZÅÄÖÉ][a-zåäöéü]+\b")
_MAIL = re.compile(r"\b([a-zåäöé]+)[._]([a-zåäöé]+)@[\w.-]+\w", re.IGNORECASE)


def named_persons(content: Content, circumstances: Circumstances) -> Iterator[Remark]:
    contact = circumstances.service.service.contact
    for field, text in texts(content):
        for name in (*_names(text), *_personal_addresses(text)):
            says = Text(
                sv=f"{name} ser ut att vara en person. Hänvisa till en funktion, till exempel {contact}.",
                en=f"{name} seems to be a person. Refer to a function instead, for example {contact}.",
            )
            label = Text(sv=f"Skriv {contact} i stället", en=f"Write {contact} instead")
            yield Remark("named_person", field, says, Fix(field, name, contact, label))


def _names(text: str) -> Iterator[str]:
    yield from (name[0] for name in _NAME.finditer(text))


def _personal_addresses(text: str) -> Iterator[str]:
    yield from (mail[0] for mail in _MAIL.finditer(text) if mail[1].casefold() in FIRST_NAMES)
