"""The acts on a notice: each one function, to be called in one transaction.

An act freezes a revision, appends a change and an entry in the audit; nothing is rendered, sent or looped over here.
`actor` says who acted, `now` when. Illegal acts raise IllegalAct, wrong content InvalidNotice, and an act at the
same time as another's Conflict (from the transaction's edge); in each case nothing was changed.
"""

from notices.publishing.ledger import new_addresses
from notices.publishing.publisher import Publisher

__all__ = ["Publisher", "new_addresses"]
