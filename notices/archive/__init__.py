"""The old page in and out: from text or saved HTML to notices, and back to text."""

from notices.archive.joining import threads
from notices.archive.page import ArchivedNotice, ArchivedPage, ArchivedUpdate
from notices.archive.proposals import Proposal, ProposedThread, propose
from notices.archive.reading import MAX_BYTES, read_page
from notices.archive.writer import write_page

__all__ = [
    "MAX_BYTES",
    "ArchivedNotice",
    "ArchivedPage",
    "ArchivedUpdate",
    "Proposal",
    "ProposedThread",
    "propose",
    "read_page",
    "threads",
    "write_page",
]
