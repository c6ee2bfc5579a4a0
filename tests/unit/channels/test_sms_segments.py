"""How texts are counted: the table of facts, and what holds for every text."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notices.channels.sms_text import Segments, cost, segments

EXTENSION = "^{}[]~\\|€"
SEPTETS = st.text(st.sampled_from("aåÄé§ \n" + EXTENSION), max_size=700)


@pytest.mark.parametrize("sign", "åäöÅÄÖéÉèàùìòÇüÜñÑÆæØøß§¤£¥@_¿¡ΔΩ")
def test_a_basic_sign_is_one_septet(sign: str) -> None:
    assert segments(sign) == Segments("GSM-7", 1, 1)


@pytest.mark.parametrize("sign", EXTENSION)
def test_an_extension_sign_is_two_septets(sign: str) -> None:
    assert segments(sign) == Segments("GSM-7", 2, 1)


@pytest.mark.parametrize("sign", "–—“”’…•´`°½«»çáÀóê\u00a0\t")
def test_a_sign_outside_the_alphabet_makes_the_whole_text_ucs_2(sign: str) -> None:
    assert segments("a" * 69 + sign) == Segments("UCS-2", 70, 1)


def test_one_dash_turns_a_full_part_into_three() -> None:
    assert segments("a" * 160).parts == 1
    assert segments("a" * 159 + "–") == Segments("UCS-2", 160, 3)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", 1),
        ("å" * 160, 1),
        ("å" * 161, 2),
        ("å" * 306, 2),
        ("å" * 307, 3),
        ("€" * 80, 1),
        ("€" * 81, 2),
        ("–" * 70, 1),
        ("–" * 71, 2),
        ("–" * 134, 2),
        ("–" * 135, 3),
        ("🙂" * 35, 1),
        ("🙂" * 36, 2),
    ],
)
def test_the_limits_of_parts(text: str, parts: int) -> None:
    assert segments(text).parts == parts


def test_an_extension_sign_is_not_split_between_parts() -> None:
    assert segments("a" * 153 + "€" + "a" * 151) == Segments("GSM-7", 306, 2)
    assert segments("a" * 152 + "€" + "a" * 152) == Segments("GSM-7", 306, 3)


def test_a_surrogate_pair_is_not_split_between_parts() -> None:
    assert segments("–" * 67 + "🙂" + "–" * 65) == Segments("UCS-2", 134, 2)
    assert segments("–" * 66 + "🙂" + "–" * 66) == Segments("UCS-2", 134, 3)


def test_a_decomposed_letter_is_ucs_2() -> None:
    assert segments("a\u030a").encoding == "UCS-2"


@given(st.text(max_size=300), st.text(max_size=20))
def test_appending_never_lowers_the_parts_or_the_units(text: str, more: str) -> None:
    before, after = segments(text), segments(text + more)
    assert after.parts >= before.parts
    if after.encoding == before.encoding:
        assert after.units >= before.units


@given(st.text(max_size=300))
def test_ucs_2_counts_what_utf_16_has(text: str) -> None:
    assert segments(text + "–").units == len((text + "–").encode("utf-16-le")) // 2


@given(SEPTETS)
def test_parts_hold_all_and_waste_at_most_a_septet_each(text: str) -> None:
    counted = segments(text)
    assert counted.units == len(text) + sum(text.count(sign) for sign in EXTENSION)
    if counted.units <= 160:
        assert counted.parts == 1
    else:
        assert -(-counted.units // 153) <= counted.parts <= -(-counted.units // 152)


def test_every_part_is_paid_for() -> None:
    assert cost(segments("a" * 161), Decimal("0.55")) == Decimal("1.10")
