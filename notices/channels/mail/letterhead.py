"""What a mail carries besides its words: from whom, of which conversation, and how to be rid of the next."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime

from markupsafe import Markup

from notices.channels.mail.headers import POLICY
from notices.channels.mail.rendering import render
from notices.channels.provider import Attempt, Message
from notices.clock import STOCKHOLM

WHY = "Du får brevet för att adressen är anmäld till {name}."
STOP = "Sluta få e-post"


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The sender's own paper.

    `host` is the name of this installation, under which its mails have their ids; `leave` gives the address at which
    whoever got a delivery can be rid of the next.
    """

    sender: Address
    name: str
    host: str
    leave: Callable[[int], str]

    def write(self, to: str, message: Message, attempt: Attempt | None, now: datetime) -> EmailMessage:
        """The mail as it goes out. The same message is the same mail, byte by byte, whenever it is written.

        Of no delivery (without `attempt`) it is a letter of its own; then it belongs to no list that could be left.
        """
        at = message.at or now
        mark = _mark(message, attempt, at)
        mail = EmailMessage(POLICY)
        mail["From"], mail["To"] = self.sender, to
        mail["Subject"] = " ".join((message.subject or self.name).split())
        mail["Date"] = format_datetime(at.astimezone(STOCKHOLM))
        mail["Message-ID"] = f"<{mark}@{self.host}>"
        # To machines: this is one, so do not answer it (RFC 3834, and what Exchange goes by).
        mail["Auto-Submitted"], mail["X-Auto-Response-Suppress"] = "auto-generated", "OOF, AutoReply"
        self._join(mail, message)
        leave = self.leave(attempt.delivery_id) if attempt else ""
        self._list(mail, leave)
        self._fill(mail, message, leave if message.thread else "", mark)
        return mail

    def _join(self, mail: EmailMessage, message: Message) -> None:
        """All words of a notice follow the same first one, so that a mailbox keeps them together."""
        if message.thread:
            first = f"<notis-{message.thread}@{self.host}>"
            mail["In-Reply-To"], mail["References"] = first, first

    def _list(self, mail: EmailMessage, leave: str) -> None:
        if not leave:
            return
        mail["List-Id"] = f"<driftinformation.{self.host}>"
        mail["List-Unsubscribe"] = f"<{leave}>"
        if leave.startswith("https:"):  # else no mailbox would press the button (RFC 8058)
            mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"

    def _fill(self, mail: EmailMessage, message: Message, leave: str, mark: str) -> None:
        why = WHY.format(name=self.name) if leave else ""
        foot = f"\n\n-- \n{why}\n{STOP}: {leave}" if leave else ""
        mail.set_content(f"{message.text}{foot}\n", cte="quoted-printable")
        if message.html is None:
            return
        html = render("shell.html", subject=mail["Subject"], html=Markup(message.html), why=why, leave=leave, stop=STOP)
        mail.add_alternative(html, subtype="html", cte="quoted-printable")
        mail.set_boundary(f"={mark}")


def _mark(message: Message, attempt: Attempt | None, at: datetime) -> str:
    """What tells one mail from all others: of which delivery, with which words, from when.

    The words are part of it, as a database that was restored gives the same numbers again.
    """
    delivery = attempt.delivery_id if attempt else ""
    said = (delivery, at.isoformat(), message.thread, message.subject, message.text)
    return hashlib.sha256("\0".join(map(str, said)).encode()).hexdigest()[:32]
