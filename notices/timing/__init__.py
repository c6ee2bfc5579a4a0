"""Times in Swedish: what somebody wrote, the interval that it names, and how it is shown.

`parse` reads a field, `find` looks in prose, `write` gives the canonical form, `describe` what a reader sees and
`gloss` what the written time leaves unsaid.
"""

from notices.timing.finding import Found, find
from notices.timing.glossing import gloss
from notices.timing.reading import parse
from notices.timing.writing import describe, write

__all__ = ["Found", "describe", "find", "gloss", "parse", "write"]
