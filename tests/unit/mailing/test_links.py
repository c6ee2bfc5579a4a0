"""Links: of ours, for what they are for, and for nothing else."""

from string import ascii_letters, digits

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from notices.mailing.links import Links, Purpose

LINKS = Links("the service's secret", "https://drift.example")
purposes = st.sampled_from(Purpose)
rows = st.integers(1, 2**31)


@settings(max_examples=50)
@given(purposes, rows)
def test_a_link_leads_back_to_its_row(purpose: Purpose, row: int) -> None:
    address = LINKS.to(purpose, row)
    assert address.startswith(f"https://drift.example/prenumerera/{purpose}?t=")
    assert LINKS.row(purpose, address.partition("?t=")[2]) == row


@settings(max_examples=100)
@given(st.one_of(st.text(), st.text("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.=", max_size=60)))
def test_no_other_text_is_accepted(text: str) -> None:
    assert [LINKS.row(purpose, text) for purpose in Purpose] == [None, None, None]


@settings(max_examples=100)
@given(purposes, rows, st.data())
def test_no_change_of_a_link_is_accepted(purpose: Purpose, row: int, data: st.DataObject) -> None:
    token = LINKS.token(purpose, row)
    place = data.draw(st.integers(0, len(token)))
    sign = data.draw(st.characters(codec="ascii"))
    replaced, inserted, cut = (
        token[:place] + sign + token[place + 1 :],
        token[:place] + sign + token[place:],
        token[:place],
    )
    for changed in {replaced, inserted, cut} - {token}:
        assert LINKS.row(purpose, changed) is None


@settings(max_examples=30)
@given(purposes, purposes, rows, rows)
def test_a_link_is_for_one_purpose_and_one_row(one: Purpose, other: Purpose, row: int, another: int) -> None:
    accepted = LINKS.row(other, LINKS.token(one, row))
    assert accepted == (row if one is other else None)
    head, tail = LINKS.token(one, row).rpartition(".")[2], LINKS.token(one, another).rpartition(".")[0]
    if row != another:
        assert LINKS.row(one, f"{tail}.{head}") is None


def test_not_even_the_bits_of_the_last_sign_that_say_nothing_can_be_changed() -> None:
    token = LINKS.token(Purpose.LEAVE, 7)
    accepted = [sign for sign in ascii_letters + digits + "-_" if LINKS.row(Purpose.LEAVE, token[:-1] + sign)]
    assert accepted == [token[-1]]


def test_another_secret_signs_otherwise() -> None:
    others = Links("another service's secret", "https://drift.example")
    assert LINKS.row(Purpose.LEAVE, others.token(Purpose.LEAVE, 7)) is None


@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_link_leads_to_the_page_of_its_language(language: str) -> None:
    address = LINKS.to(Purpose.CONFIRM, 7, language)  # type: ignore[arg-type]
    assert ("/en/prenumerera/bekrafta?" in address) == (language == "en")
