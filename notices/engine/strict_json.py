"""JSON, and nothing else that Python's reader takes: NaN and Infinity are no JSON, and PostgreSQL keeps neither."""

import json
from typing import Any, NoReturn


def loads(text: str | bytes) -> Any:
    """What a text says. Raises ValueError where it is not JSON."""
    try:
        return json.loads(text, parse_constant=_refuse)
    except RecursionError as error:
        raise ValueError("too deep") from error


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not JSON")
