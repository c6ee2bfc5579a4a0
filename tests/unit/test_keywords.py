"""What a person orders by SMS, however it is written."""

import unicodedata
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notices.keywords import Order, normalise, read, unquoted

KEYWORD = "LEFIP"
ORDERS = {
    "LEFIP": Order.REGISTER,
    "LEFIP STOPP": Order.DEREGISTER,
    "STOP": Order.DEREGISTER,
    "LEFIP AVSLUTA": Order.DEREGISTER,
    "AVREGISTRERA": Order.DEREGISTER,
    "LEFIP STATUS": Order.STATUS,
    "LEFIP HJÄLP": Order.HELP,
    "INFO": Order.INFO,
    "LEFIP TEST": Order.TEST,
}
ANY_TEXT = st.text(st.characters(), max_size=200) | st.text("LEFIPSTOlefipsto \u200b.”", max_size=40)
ANY_CHARACTER = st.characters(categories=("L", "M", "N", "P", "S", "Z", "C"))
NOISES = [*" \t\n\r\u00a0\u2009\u200b\u200d\ufeff.!?…,;:-–_\"'”’„«»`´()🙂👍🎉🇸🇪", "❤️", "1️⃣", "ℹ️", "👩‍💻", "™"]
NOISE = st.lists(st.sampled_from(NOISES), max_size=6).map("".join)
STOPS = st.sampled_from(["STOPP", "STOP", "stopp", "Stop", "AVSLUTA", "avregistrera", "ＳＴＯＰＰ", "stoppppp"])


@pytest.mark.parametrize(("body", "order"), ORDERS.items())
def test_each_order_is_read(body: str, order: Order) -> None:
    assert read(body, KEYWORD) is order


@pytest.mark.parametrize(
    "body", ["lefip", " Lefip. ", "”LEFIP”", "LE\u200bFIP", "Lefip!!! 🙂", "ＬＥＦＩＰ", "LEF IP", "lefip1️⃣"]
)
def test_the_keyword_registers_however_it_is_dressed(body: str) -> None:
    assert read(body, KEYWORD) is Order.REGISTER


@pytest.mark.parametrize(
    "body",
    [
        "stopp!!!",
        "LEFIP STOPP tack hej",
        "LEFIPSTOPP",
        "LEFIP-STOPP",
        "lefip_stop",
        "Stop lefip",
        "stopplefip",
        "lefip asdf qwer stopp zxcv",
        "LEFIP STATUS, nej STOPP",
        "hej\u200bstopp\u200bnu",
        "S T O P P",
        "STO\u200bPP",
        "hej STO\u00adPP nu",
        "stoppppp",
        "STOPP2",
        "”Stopp”",
        "STOPP ℹ️",
        "Sluta.Stopp.Nu",
    ],
)
def test_stopp_wins_in_every_dress_and_company(body: str) -> None:
    assert read(body, KEYWORD) is Order.DEREGISTER


@pytest.mark.parametrize(
    "body",
    [
        "lefip hjalp",
        "LEFIP HELP",
        "hjälp",
        "LEFIPHJÄLP",
        "LEFIP hja\u0308lp tack",
        unicodedata.normalize("NFD", "Hjälp"),
    ],
)
def test_help_is_found_without_its_dots_and_without_the_keyword(body: str) -> None:
    assert read(body, KEYWORD) is Order.HELP


@pytest.mark.parametrize("body", ["lefip info tack", "Info lefip", "info.", "LEFIP\nINFO"])
def test_what_is_said_after_an_order_is_courtesy(body: str) -> None:
    assert read(body, KEYWORD) is Order.INFO


@pytest.mark.parametrize(
    "body",
    [
        "",
        "   ",
        "🙂",
        "jag vill stoppa",
        "stoppar ni lefip",
        "stoppad",
        "lefip tack",
        "lefips",
        "info om nattens filer",
        "status?? hur går det",
    ],
)
def test_anything_else_is_unknown(body: str) -> None:
    assert read(body, KEYWORD) is Order.UNKNOWN


@pytest.mark.parametrize("keyword", ["lefip", " LEFIP ", "ÅÄÖ2", "DRIFT", "AV", "STOP"])
def test_the_service_may_have_another_keyword(keyword: str) -> None:
    if keyword != "STOP":
        assert read(keyword.swapcase(), keyword) is Order.REGISTER
        assert read(f"{keyword} status", keyword) is Order.STATUS
    assert read(f"{keyword}stopp", keyword) is Order.DEREGISTER
    assert read("avsluta", keyword) is Order.DEREGISTER


@given(st.text(ANY_CHARACTER, max_size=1600), st.text(ANY_CHARACTER, max_size=12))
def test_any_text_is_read_with_any_keyword(body: str, keyword: str) -> None:
    assert read(body, keyword) in Order


def test_the_longest_message_of_halves_of_signs_is_read() -> None:
    assert read("\ud83d" * 800 + "\ude42" * 800, KEYWORD) is Order.UNKNOWN


@given(ANY_TEXT | st.sampled_from(list(ORDERS)), NOISE, NOISE)
def test_what_stands_around_an_order_changes_nothing(body: str, before: str, after: str) -> None:
    assert read(f"{before} {body} {after}", KEYWORD) is read(body, KEYWORD)


@given(st.sampled_from(list(ORDERS)), st.data())
def test_noise_between_the_words_and_case_change_nothing(body: str, data: st.DataObject) -> None:
    words = [data.draw(NOISE) + word + data.draw(NOISE) for word in body.split()]
    dressed = "".join(data.draw(st.sampled_from([sign.lower(), sign.upper()])) for sign in " ".join(words))
    assert read(dressed, KEYWORD) is ORDERS[body]


@given(ANY_TEXT, STOPS, ANY_TEXT, st.sampled_from([" ", "\n", "\u00a0", "\u200b", ".", "!", "🙂", "”", "-", "_"]))
def test_stopp_wins_wherever_it_stands(before: str, stop: str, after: str, between: str) -> None:
    assert read(f"{before}{between}{stop}{between}{after}", KEYWORD) is Order.DEREGISTER


@given(ANY_TEXT | st.sampled_from(list(ORDERS)), st.sampled_from(["NFC", "NFD"]))
def test_composed_and_decomposed_letters_are_the_same(body: str, form: Literal["NFC", "NFD"]) -> None:
    assert read(unicodedata.normalize(form, body), KEYWORD) is read(body, KEYWORD)


@given(st.text(ANY_CHARACTER), st.sampled_from(["", " "]))
def test_what_is_normal_stays_as_it_is(text: str, invisible: str) -> None:
    once = normalise(text, invisible)
    assert normalise(once, invisible) == once


def test_what_is_quoted_of_ours_is_taken_out_however_it_is_dressed() -> None:
    ours = "Du är nu registrerad på tjänsten LEFIP. Skicka LEFIP STOPP till 71377 för att sluta."
    dressed = (f"> {ours}", "Du skrev:\n" + ours.replace(" ", "\u00a0"), unicodedata.normalize("NFD", ours.upper()))
    for quoted in dressed:
        assert read(unquoted(f"Jag är ledig. {quoted}", [ours]), KEYWORD) is Order.UNKNOWN
        assert read(unquoted(f"Stopp {quoted}", [ours]), KEYWORD) is Order.DEREGISTER


@given(ANY_TEXT)
def test_what_quotes_nothing_stays_as_it_is(body: str) -> None:
    assert unquoted(body, ["", "🙂", "Du är nu registrerad"]) == body
