"""Codes from an app: of this moment or the ones beside it, and never one that was used."""

import base64
from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from notices.operators import totp
from notices.operators.refusals import Refused
from notices.secrecy import Secrecy

NOW = datetime(2026, 3, 10, 5, 20, tzinfo=UTC)
STEP = int(NOW.timestamp()) // 30
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
SECRECY = Secrecy.of("a key that only the tests know of")


def test_the_codes_are_those_of_the_standard() -> None:
    """RFC 6238, appendix B, in the six digits that apps show."""
    secret = base64.b32encode(b"12345678901234567890").decode()
    for second, code in ((59, "287082"), (1111111109, "081804"), (2000000000, "279037")):
        assert totp.step_of(secret, code, 0, datetime.fromtimestamp(second, UTC)) == second // 30


@pytest.mark.parametrize(("seconds", "accepted"), [(-61, False), (-30, True), (0, True), (30, True), (61, False)])
def test_a_clock_may_go_half_a_minute_wrong(seconds: int, accepted: bool) -> None:
    secret = totp.new_secret()
    code = pyotp.TOTP(secret).at(NOW + timedelta(seconds=seconds))
    assert (totp.step_of(secret, code, 0, NOW) is not None) is accepted


def test_a_used_code_and_those_before_it_are_not_taken_again() -> None:
    secret = totp.new_secret()
    used = totp.step_of(secret, pyotp.TOTP(secret).at(NOW), 0, NOW)
    assert used == STEP
    for earlier in (NOW, NOW - timedelta(seconds=30)):
        assert totp.step_of(secret, pyotp.TOTP(secret).at(earlier), used, NOW) is None
    assert totp.step_of(secret, pyotp.TOTP(secret).at(NOW + timedelta(seconds=30)), used, NOW) == STEP + 1


@settings(max_examples=30)
@given(st.text(max_size=12))
def test_what_is_typed_can_be_anything(typed: str) -> None:
    right = {pyotp.TOTP(SECRET).generate_otp(STEP + offset) for offset in (-1, 0, 1)}
    assert (totp.step_of(SECRET, typed, 0, NOW) is not None) is ("".join(typed.split()) in right)


def test_spaces_in_a_code_make_no_difference() -> None:
    code = pyotp.TOTP(SECRET).at(NOW)
    assert totp.step_of(SECRET, f" {code[:3]} {code[3:]}", 0, NOW) == STEP


def test_a_sealed_secret_opens_in_its_own_session_only() -> None:
    sealed = totp.seal(SECRECY, SECRET, 7)
    assert "JBSWY" not in sealed
    assert totp.unseal(SECRECY, sealed, 7) == SECRET
    for other, session in ((sealed, 8), (sealed[:-8] + "AAAAAAA=", 7), ("", 7)):
        with pytest.raises(Refused, match="för gammal"):
            totp.unseal(SECRECY, other, session)


def test_the_picture_is_drawn_without_style_or_script() -> None:
    picture = totp.picture(SECRET, "Anna Berg", "Driftinformation")
    assert picture.startswith("<svg")
    assert "style" not in picture
    assert "<script" not in picture
