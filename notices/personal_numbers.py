"""Swedish personal identity numbers and coordination numbers in a text. Pure."""

import re
from calendar import monthrange
from collections.abc import Iterator

_NUMBER = re.compile(r"(?<![\d-])(?:(?P<century>1[89]|20)?(?P<ten>\d{6}[-+ ]?\d{4}))(?![\d-])")
_COORDINATION = 60  # is added to the day of a coordination number
_MONTHS = 12


def personal_numbers(text: str) -> Iterator[str]:
    """The numbers, as written, that are of a real date and pass the checksum."""
    for match in _NUMBER.finditer(text):
        digits = re.sub(r"\D", "", match["ten"])
        if _is_date(digits, match["century"]) and _passes(digits):
            yield match[0]


def _is_date(digits: str, century: str | None) -> bool:
    year, month, day = int((century or "20") + digits[:2]), int(digits[2:4]), int(digits[4:6])
    day -= _COORDINATION if day > _COORDINATION else 0
    # Which century is not known without its digits; 29 February is taken where one of them has it.
    return 1 <= month <= _MONTHS and 1 <= day <= max(monthrange(year, month)[1], monthrange(year - 100, month)[1])


def _passes(digits: str) -> bool:
    """Luhn's checksum."""
    products = (int(digit) * (2 - place % 2) for place, digit in enumerate(digits))
    return sum(product // 10 + product % 10 for product in products) % 10 == 0
