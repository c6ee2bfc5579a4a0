"""Where a draft may go, pair by pair."""

from itertools import product

import pytest

from models.draft import Draft, DraftState
from notices.drafts.states import ALLOWED, move
from notices.errors import IllegalAct


@pytest.mark.parametrize(("before", "after"), list(product(DraftState, DraftState)))
def test_every_pair_is_a_move_or_is_refused_in_words(before: DraftState, after: DraftState) -> None:
    draft = Draft(state=before)
    if after in ALLOWED[before]:
        move(draft, after)
        assert draft.state is after
    else:
        with pytest.raises(IllegalAct, match=r"^Utkastet (är|väntar) .*\.$"):
            move(draft, after)
        assert draft.state is before


def test_what_is_published_never_moves_again_and_all_else_can_be_written_in_again() -> None:
    assert ALLOWED[DraftState.PUBLISHED] == frozenset()
    others = set(DraftState) - {DraftState.PUBLISHED, DraftState.OPEN}
    assert all(DraftState.OPEN in ALLOWED[state] for state in others)
