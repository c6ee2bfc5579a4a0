"""What an error's text may tell of persons is not kept: it ends up in drafts. Pure."""

import re

from notices.personal_numbers import personal_numbers

LONGEST_ERROR = 10_000
_PHONE = re.compile(r"(?<![\w.+-])(?:\+46|0046|0)[ -]?7\d(?:[ -]?\d){7}(?!\d)")
_UNKEPT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")  # control characters, and halves of signs


def without_persons(text: str) -> str:
    """The text without personal identity numbers and mobile numbers, and without what no database can keep."""
    kept = _UNKEPT.sub("", text[:LONGEST_ERROR])
    for number in sorted(personal_numbers(kept), key=len, reverse=True):  # one may be the end of another
        kept = kept.replace(number, "[personnummer]")
    return _PHONE.sub("[telefonnummer]", kept)
