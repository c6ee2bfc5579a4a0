"""Drafts: what operators write before it is published, who approves it, and how it leaves.

Writing: `begin`, `save`, `presence`, `history`, `discard`, `reopen`, `rebase`; first words come from `fill`. Reading:
`read_draft`, or without a draft `content_of` and `step_of`. Deciding: `submit`, `approve`, `override`, `call_back`. The
worker lets them out by `release_next`. All are called in the caller's transaction.
"""

from notices.drafts.current import Unfinished, read_draft
from notices.drafts.deciding import CALL_BACK, approve, call_back, needs_four_eyes, override, submit
from notices.drafts.fields import ANSWER, UPDATE, fields_for, fields_of
from notices.drafts.history import history
from notices.drafts.leaving import release_next
from notices.drafts.listing import begun_by_another, drafts_of, open_drafts, waiting_from
from notices.drafts.merging import Clash
from notices.drafts.presence import Other, presence, seen
from notices.drafts.reading import Reading, content_of, step_of
from notices.drafts.templates import Filled, Gap, date_in_words, fill, gaps
from notices.drafts.writer import Writer, address_of, find_draft
from notices.drafts.writing import Saved, begin, discard, rebase, reopen, save

__all__ = [
    "ANSWER",
    "CALL_BACK",
    "UPDATE",
    "Clash",
    "Filled",
    "Gap",
    "Other",
    "Reading",
    "Saved",
    "Unfinished",
    "Writer",
    "address_of",
    "approve",
    "begin",
    "begun_by_another",
    "call_back",
    "content_of",
    "date_in_words",
    "discard",
    "drafts_of",
    "fields_for",
    "fields_of",
    "fill",
    "find_draft",
    "gaps",
    "history",
    "needs_four_eyes",
    "open_drafts",
    "override",
    "presence",
    "read_draft",
    "rebase",
    "release_next",
    "reopen",
    "save",
    "seen",
    "step_of",
    "submit",
    "waiting_from",
]
