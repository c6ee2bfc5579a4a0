"""Every term has a word, and the word reads back as the term."""

from enum import StrEnum

import pytest

from models.terms import Act, Environment, Impact, Kind, Reminder, Status
from notices.errors import InvalidNotice
from notices.vocabulary import asks_for_something, label, read_enum, read_term
from tests.factories import SERVICE

ENUMS: tuple[type[StrEnum], ...] = (Kind, Impact, Status, Environment, Reminder, Act)


@pytest.mark.parametrize("kind", ENUMS)
def test_what_the_page_shows_and_what_the_code_says_are_both_read(kind: type[StrEnum]) -> None:
    for member in kind:
        for text in (
            label(member),
            label(member, "en"),
            member.value,
            member.name,
            label(member).upper(),
            f" {member} ",
        ):
            assert read_enum(kind, text, "fält") is member


def test_terms_that_are_equal_as_texts_have_words_of_their_own() -> None:
    assert (label(Kind.PLANNED), label(Status.PLANNED)) == ("Planerat", "Planerad")
    assert read_enum(Kind, "Planerad", "kind") is Kind.PLANNED


def test_an_unknown_word_is_answered_with_those_that_are_known() -> None:
    with pytest.raises(InvalidNotice, match=r"status: 'trasig' finns inte\. Skriv något av: Felsökning"):
        read_enum(Status, "trasig", "status")
    with pytest.raises(InvalidNotice, match="FP \\(Föräldrapenning\\)"):
        read_term(SERVICE.benefits, "XX", "benefits")


def test_a_benefit_is_read_by_code_or_by_name() -> None:
    for text in ("FP", "fp", "Föräldrapenning", "föräldrapenning", "Parental benefit"):
        assert read_term(SERVICE.benefits, text, "benefits") == "FP"


@pytest.mark.parametrize(
    ("action", "required"),
    [
        (None, None),
        ("  ", None),
        ("Ni behöver inte göra något.", False),
        ("Du behöver inte göra någonting", False),
        ("Inget.", False),
        ("Vänta på filerna. Ni behöver inte beställa dem på nytt.", True),
        ("Litar ni på utfärdaren behöver ni inte göra något. Annars: lägg in det nya.", True),
    ],
)
def test_only_words_for_nothing_mean_that_nothing_has_to_be_done(action: str | None, required: bool | None) -> None:
    assert asks_for_something(action) is required
