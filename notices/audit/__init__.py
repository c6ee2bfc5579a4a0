"""The audit: an entry for each act, each chained to the one before by its hash."""

from notices.audit.chain import Head
from notices.audit.reading import entries, lines
from notices.audit.recording import record
from notices.audit.verifying import Touched, verify

__all__ = ["Head", "Touched", "entries", "lines", "record", "verify"]
