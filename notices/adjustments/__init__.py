"""Settings that administrators may change at the desk: the words of templates, and the quiet hours.

`service.toml` says what they are to begin with. `adjusted` gives the service as it is in force, `is_quiet_now` whether
these are its quiet hours; both are asked in each transaction, so that a change counts at once in every process.
`change` changes a part, `history` shows all that it has said.
"""

from notices.adjustments.changing import InvalidAdjustment, change
from notices.adjustments.history import Version, history
from notices.adjustments.inforce import adjusted, is_quiet_now
from notices.adjustments.parts import QUIET, Value, code_of, part_of, value_of

__all__ = [
    "QUIET",
    "InvalidAdjustment",
    "Value",
    "Version",
    "adjusted",
    "change",
    "code_of",
    "history",
    "is_quiet_now",
    "part_of",
    "value_of",
]
