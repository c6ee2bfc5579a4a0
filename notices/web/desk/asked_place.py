"""Where in a long list somebody is, as the address says it."""

from flask import request

_MOST = 2**31 - 1  # no list is longer


def place(name: str) -> int:
    """How far into the list: nothing that is no number, is negative or beyond every list gets further than its end."""
    return min(max(request.args.get(name, 0, type=int), 0), _MOST)
