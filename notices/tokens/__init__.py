"""Tokens of the API: made, recognised, revoked; and the answers that are kept for whoever asks the same again."""

from notices.tokens.answers import Answer, InvalidRepeat, forget_answers, keep, recall
from notices.tokens.holding import Holder, recognise
from notices.tokens.keys import PREFIX, digest, new_key
from notices.tokens.making import DAYS, all_tokens, create, revoke

__all__ = [
    "DAYS",
    "PREFIX",
    "Answer",
    "Holder",
    "InvalidRepeat",
    "all_tokens",
    "create",
    "digest",
    "forget_answers",
    "keep",
    "new_key",
    "recall",
    "recognise",
    "revoke",
]
