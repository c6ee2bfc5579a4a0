"""What every page is drawn from: the service, what is published, the board, and the reader's language."""

from dataclasses import dataclass

from notices.mailing.offer import MailOffer
from notices.service import Language, Service
from notices.site.board import Board
from notices.site.published import Published, Snapshot


@dataclass(frozen=True, slots=True)
class Frame:
    """One language's view of the site at one moment. `address` is the public one, without a last slash.

    `mail` is the offer of being told by mail, where there is one.
    """

    service: Service
    address: str
    snapshot: Snapshot
    board: Board
    language: Language
    mail: MailOffer | None = None

    def path(self, path: str) -> str:
        """The address of a page within this language: `/om` or `/en/om`, `/` or `/en/`."""
        return path if self.language == "sv" else f"/en{path}"

    def newest_first(self, section: str | None = None) -> list[Published]:
        """All notices of a section, or of all; those of one day in the order in which they came, last first."""
        return self.snapshot.newest if section is None else self.snapshot.newest_of.get(section, [])
