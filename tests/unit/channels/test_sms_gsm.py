"""Texts in the alphabet of SMS."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notices.channels.sms_text import gsm, segments


@pytest.mark.parametrize(
    ("text", "instead"),
    [
        ("natten 3–4 mars — sent", "natten 3-4 mars - sent"),
        ("“en” ”två” „tre‟ «fyra» »fem»", '"en" "två" "tre" "fyra" "fem"'),
        ("‘a’ b´ c` d′", "'a' b' c' d'"),
        ("vänta…", "vänta..."),
        ("• ett · två", "- ett - två"),
        ("kl\u00a018.00\u2009och\tsen", "kl 18.00 och sen"),
        ("tidig\u00adare\u200b \ufeffnu", "tidigare nu"),
        ("½ timme, 2½ timme, 3 × 4", "1/2 timme, 2 1/2 timme, 3 x 4"),
        ("façade Čapek naïve Łódź", "facade Capek naive Lodz"),
        ("5 m²", "5 m2"),
        ("Ｆｕｌｌ", "Full"),
        ("klart 🎉👍🏽❤️", "klart "),
        ("Київ", "????"),
        ("₿ ∑", "? ?"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("rad\u2028två", "rad\ntvå"),
        ("\ud83d", ""),
    ],
)
def test_what_the_alphabet_lacks_is_replaced(text: str, instead: str) -> None:
    assert gsm(text).text == instead


@pytest.mark.parametrize("text", ["räksmörgås", "ÅÄÖ éÉ § @ _ £ Ç ü ñ æ ø ß", "{[€~^|\\]}", "två\nrader"])
def test_what_the_alphabet_has_stays(text: str) -> None:
    assert gsm(text).text == text
    assert gsm(text).replaced == ()


def test_a_decomposed_letter_is_composed_and_not_told_as_replaced() -> None:
    replaced = gsm(unicodedata.normalize("NFD", "räksmörgås"))
    assert replaced.text == "räksmörgås"
    assert replaced.replaced == ()


def test_each_replacement_is_told_once_in_the_order_of_the_text() -> None:
    assert gsm("”a” – ”b” – 🎉").replaced == (("”", '"'), ("–", "-"), ("🎉", ""))


@given(st.text(st.characters()))
def test_any_text_becomes_gsm_7_and_stays_so(text: str) -> None:
    once = gsm(text).text
    assert segments(once).encoding == "GSM-7"
    assert gsm(once).text == once
    assert gsm(once).replaced == ()
