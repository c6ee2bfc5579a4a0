"""Which passwords may be chosen, and how they are compared."""

import time
import unicodedata

import pytest

from notices.operators.passwords import Passwords, check_password
from notices.operators.refusals import Refused

CHEAP = Passwords(memory_kib=8, rounds=1)


@pytest.mark.parametrize(
    ("password", "says"),
    [
        ("elva tecken", "för kort"),
        ("x" * 201, "för långt"),
        ("Anna Bergs lösenord 7", "ditt namn"),
        ("1234anna berg5678", "ditt namn"),
        ("Berg12345678", "ditt namn"),
        ("Lösenord1234!", "många provar"),
        ("sommar2026!!", "många provar"),
        ("password12345", "många provar"),
        ("Driftinformation1", "många provar"),
        ("192837465019", "många provar"),
        ("aaaabbbbaaaa", "många provar"),
        ("qwertyuiop12", "många provar"),
    ],
)
def test_a_password_that_is_easily_found_is_refused(password: str, says: str) -> None:
    with pytest.raises(Refused, match=says):
        check_password(password, "Anna Berg")


@pytest.mark.parametrize(
    "password",
    ["korrekt häst batteri", "lösenordet till kakburken", "tolv tecken!", "ett annat berg i dagen", "9Xq#vL2m!pRw"],
)
def test_any_other_may_be_chosen(password: str) -> None:
    check_password(password, "Anna Berg")


def test_the_same_letters_are_the_same_password_however_they_are_typed() -> None:
    kept = CHEAP.hash("räksmörgås med dill")
    assert kept.startswith("$argon2id$")
    assert CHEAP.is_right(kept, unicodedata.normalize("NFD", "räksmörgås med dill"))
    assert not CHEAP.is_right(kept, "räksmörgås med Dill")


def test_nobody_has_a_password_not_even_the_one_that_nobodys_is_compared_with() -> None:
    assert not CHEAP.is_right(None, "")
    assert not CHEAP.is_right(None, "korrekt häst batteri")


def test_a_name_that_nobody_has_takes_as_long_to_refuse() -> None:
    costly = Passwords(memory_kib=1024, rounds=40)
    kept = costly.hash("korrekt häst batteri")

    def spent(kept: str | None) -> float:
        begun = time.thread_time()
        costly.is_right(kept, "en gissning till")
        return time.thread_time() - begun

    spent(None)  # the first of all makes what nobody's password is compared with
    assert spent(None) > spent(kept) / 2


def test_the_default_cost_is_what_owasp_recommends() -> None:
    assert "$m=19456,t=2,p=1$" in Passwords().hash("korrekt häst batteri")
