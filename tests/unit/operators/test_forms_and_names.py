"""What a form carries, and what makes two names one."""

import pytest

from models.operator import Role
from notices.operators.devices import device_of, new_device
from notices.operators.forms import form_token, is_form_token
from notices.operators.names import name_key, read_name
from notices.operators.refusals import Refused
from notices.secrecy import Secrecy
from notices.web.signing_in.browsers import browser_name

SECRECY = Secrecy.of("a key that only the tests know of")


def test_a_forms_token_is_its_sessions_own() -> None:
    token = form_token(SECRECY, "session one")
    assert is_form_token(SECRECY, "session one", token)
    assert not is_form_token(SECRECY, "session two", token)
    assert not is_form_token(Secrecy.of("another key, also of the tests"), "session one", token)
    assert not is_form_token(SECRECY, "session one", "")
    assert not is_form_token(SECRECY, "", "")
    assert not is_form_token(SECRECY, "session one", "å")


def test_a_browser_is_known_as_its_own_operators_only() -> None:
    kept = new_device(SECRECY, 7)
    assert device_of(SECRECY, 7, kept) == kept.partition(".")[0]
    for operator, forged in ((8, kept), (7, kept[:-1]), (7, ""), (7, "x.å")):
        assert device_of(SECRECY, operator, forged) is None


def test_one_name_in_many_ways_is_one_name() -> None:
    assert read_name("  Anna \t Berg ") == "Anna Berg"
    assert name_key("ANNA  Berg") == name_key("anna berg")
    assert name_key("A\u030angstro\u0308m") == name_key("Ångström") == name_key("Å\u006egström".replace("Å", "\u212b"))
    for wrong in ("", "   ", "x" * 61, "Anna\u200bBerg", "Anna\x07"):
        with pytest.raises(Refused, match="Skriv ett namn"):
            read_name(wrong)


def test_each_role_may_what_those_before_it_may() -> None:
    assert [[one.includes(other) for other in Role] for one in Role] == [
        [True, False, False],
        [True, True, False],
        [True, True, True],
    ]


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0 Safari/537.36", "Chrome, Linux"),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge, Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", "Safari, iPhone"),
        ("Mozilla/5.0 (Android 15; Mobile; rv:143.0) Gecko/143.0 Firefox/143.0", "Firefox, Android"),
        ("curl/8.5", "curl/8.5"),
        ("", ""),
    ],
)  # fmt: skip
def test_a_browser_is_called_what_people_call_it(agent: str, name: str) -> None:
    assert browser_name(agent) == name
