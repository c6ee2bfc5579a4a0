"""Two people in the same form: no word that anybody wrote is lost."""

from hypothesis import given, settings
from hypothesis import strategies as st

from models.draft import Fields
from notices.drafts.merging import Clash, merge

NAMES = ("title", "body", "action", "benefits")
WORDS = st.sampled_from(["", "Filerna", "är sena", "Filerna är sena"])
VALUES = WORDS | st.lists(st.sampled_from(["FP", "SA"]), max_size=2)
FORMS = st.dictionaries(st.sampled_from(NAMES), VALUES)
WHOLE = st.fixed_dictionaries(dict.fromkeys(NAMES, VALUES))


def test_what_only_one_has_changed_is_taken_and_what_both_have_is_told() -> None:
    base: Fields = {"title": "Sena filer", "body": "Vi söker.", "action": ""}
    anna: Fields = base | {"title": "Nattens filer är sena", "action": "Vänta."}
    bo = base | {"body": "Vi söker felet.", "action": "Vänta på filerna."}
    merged = merge(base, anna, bo)
    assert merged.fields == {"title": "Nattens filer är sena", "body": "Vi söker felet.", "action": "Vänta."}
    assert merged.clashes == (Clash("action", yours="Vänta på filerna.", theirs="Vänta."),)


@settings(max_examples=200)
@given(base=st.none() | WHOLE, current=WHOLE, mine=FORMS)
def test_no_words_are_lost(base: Fields | None, current: Fields, mine: Fields) -> None:
    merged = merge(base, current, mine)
    clashes = {clash.field: clash for clash in merged.clashes}
    for name, yours in mine.items():
        began = None if base is None else base[name]
        if yours != began:  # I have written here
            assert merged.fields[name] == yours or clashes[name].yours == yours
    for name, theirs in current.items():
        if base is None or theirs != base[name]:  # they have
            assert merged.fields[name] == theirs
    assert all(merged.fields[name] == clash.theirs for name, clash in clashes.items())


@settings(max_examples=50)
@given(current=WHOLE, mine=FORMS)
def test_whoever_read_the_latest_has_the_last_word(current: Fields, mine: Fields) -> None:
    merged = merge(current, current, mine)
    assert (merged.fields, merged.clashes) == (current | mine, ())
