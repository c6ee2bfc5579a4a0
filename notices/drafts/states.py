"""Where a draft may go from where it stands. Pure."""

from models.draft import Draft, DraftState
from notices.errors import IllegalAct

ALLOWED: dict[DraftState, frozenset[DraftState]] = {
    DraftState.OPEN: frozenset({DraftState.AWAITING_APPROVAL, DraftState.LEAVING, DraftState.DISCARDED}),
    DraftState.AWAITING_APPROVAL: frozenset({DraftState.OPEN, DraftState.LEAVING, DraftState.DISCARDED}),
    DraftState.LEAVING: frozenset({DraftState.OPEN, DraftState.PUBLISHED}),
    DraftState.PUBLISHED: frozenset(),
    DraftState.DISCARDED: frozenset({DraftState.OPEN}),
}
_STANDS = {
    DraftState.OPEN: "Utkastet är öppet för skrivning.",
    DraftState.AWAITING_APPROVAL: "Utkastet väntar på godkännande. Öppna det igen för att ändra i det.",
    DraftState.LEAVING: "Utkastet är på väg att publiceras. Ta tillbaka det för att ändra i det.",
    DraftState.PUBLISHED: "Utkastet är redan publicerat. Uppdatera eller rätta notisen.",
    DraftState.DISCARDED: "Utkastet är kastat. Öppna det igen för att ändra i det.",
}


def require(draft: Draft, *states: DraftState) -> None:
    """Raise IllegalAct, which says where the draft stands, where it is in none of these states."""
    if draft.state not in states:
        raise IllegalAct(_STANDS[draft.state])


def move(draft: Draft, to: DraftState) -> None:
    """Let it go there. Raises IllegalAct where it cannot."""
    if to not in ALLOWED[draft.state]:
        raise IllegalAct(_STANDS[draft.state])
    draft.state = to
