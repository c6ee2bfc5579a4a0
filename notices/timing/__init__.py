"""Times in Swedish: what somebody wrote, the interval that it names, and how it is shown.

`parse` reads a field, `find` looks in prose, `write` gives the canonical form and `describe` what a reader sees.
"""

from notices.timing.finding import Found, find
from notices.timing.reading import parse
from notices.timing.writing import describe, write

__all__ = ["Found", "describe", "find", "parse", "write"]
