"""The links in mails: each is signed, for one purpose and one row alone."""

from enum import StrEnum

from itsdangerous import BadData, URLSafeSerializer

from notices.service import Language

PATH = "/prenumerera"


class Purpose(StrEnum):
    """What a link is for; also the last part of its address."""

    CONFIRM = "bekrafta"  # of a letter: yes, tell this mailbox
    LEAVE = "avsluta"  # of a delivery: no more of these
    END = "avsluta-brevlada"  # of a letter: no more, and that is the mailbox's own word


class Links:
    """Made for the service at one public address, signed with its secret.

    A token is the row's number and a signature. It holds no address, so it can be used for no other than the row's;
    and no time, so that what is sent again is the same: the row says until when it counts.
    """

    def __init__(self, secret: str, address: str) -> None:
        self.address = address
        self._seals = {purpose: URLSafeSerializer(secret, salt=f"mail {purpose}") for purpose in Purpose}

    def to(self, purpose: Purpose, row: int, language: Language = "sv") -> str:
        """The whole address of the page that asks whether it is meant."""
        return f"{self.address}{'/en' if language == 'en' else ''}{PATH}/{purpose}?t={self.token(purpose, row)}"

    def leave(self, delivery_id: int) -> str:
        """The address at which whoever got a delivery can be rid of the next."""
        return self.to(Purpose.LEAVE, delivery_id)

    def token(self, purpose: Purpose, row: int) -> str:
        return str(self._seals[purpose].dumps(row))

    def row(self, purpose: Purpose, token: str) -> int | None:
        """The row that a token of ours names; None for any other text."""
        try:
            row = self._seals[purpose].loads(token)
        except BadData:
            return None
        # A signature can be written in several ways; only ours counts.
        return row if isinstance(row, int) and self.token(purpose, row) == token else None
