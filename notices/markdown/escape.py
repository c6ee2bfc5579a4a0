"""Plain text as Markdown that shows exactly that text."""

import re

_SPECIAL = re.compile(r"[\\`*_\[\]<]|&(?=#?\w+;)")
# What a line could be taken for: a heading, a quotation, a list, a rule, the underline of a heading.
_AT_EDGES = re.compile(r"^[#>+=~-]|#$")
_NUMBER = re.compile(r"^([0-9]+)([.)])")
_NO_BREAK_SPACE = "\u00a0"


def escape(text: str) -> str:
    """A piece of a line."""
    return _SPECIAL.sub(r"\\\g<0>", text)


def escape_line(escaped: str) -> str:
    """A whole line of pieces that are escaped: its beginning and its end keep to themselves, too."""
    body = escaped.strip()
    start = escaped.index(body) if body else len(escaped)
    guarded = _NUMBER.sub(r"\1\\\2", _AT_EDGES.sub(r"\\\g<0>", body))
    return _spaces(escaped[:start]) + guarded + _spaces(escaped[start + len(body) :])


def link(text: str, address: str) -> str:
    """A link that reads as `text`."""
    return f"[{escape(text)}]({re.sub(r'[^!-~]|[<>()]', _quoted, address)})"


def _quoted(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match[0].encode())


def _spaces(spaces: str) -> str:
    """White space at the edge of a line would be stripped, unless it is written as what it is."""
    return "".join("&nbsp;" if space == _NO_BREAK_SPACE else f"&#{ord(space)};" for space in spaces)
