"""Addresses that somebody just wrote out, made into links."""

import re
from collections.abc import Iterator

from markdown_it.token import Token

# The look-behinds keep the search linear on long runs of letters.
_ADDRESS = re.compile(
    r"""(?P<url>(?<!\w)https?://\w[^\s<>"”“]*)
      | (?P<www>(?<![\w.@/-])www\.[^\s<>"”“]+\.[^\s<>"”“]+)
      | (?P<mail>(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+)""",
    re.VERBOSE | re.IGNORECASE,
)
_PREFIXES = {"url": "", "www": "http://", "mail": "mailto:"}
_STOPS = ".,:;!?'’*…"


def linked(tokens: list[Token]) -> list[Token]:
    """The inline tokens of a paragraph, with links around bare addresses that stand in no link yet."""
    result: list[Token] = []
    depth = 0
    for token in tokens:
        depth += {"link_open": 1, "link_close": -1}.get(token.type, 0)
        result.extend(_split(token) if token.type == "text" and not depth else [token])
    return result


def _split(token: Token) -> Iterator[Token]:
    end = 0
    for match in _ADDRESS.finditer(token.content):
        address = _without_stops(match[0])
        yield _text(token.content[end : match.start()])
        yield Token("link_open", "a", 1, attrs={"href": _PREFIXES[match.lastgroup or "url"] + address})
        yield _text(address)
        yield Token("link_close", "a", -1)
        end = match.start() + len(address)
    yield _text(token.content[end:])


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)


def _without_stops(address: str) -> str:
    """A stop or a closing bracket after an address belongs to the sentence around it."""
    while address[-1] in _STOPS or (address[-1] == ")" and address.count(")") > address.count("(")):
        address = address[:-1]
    return address
