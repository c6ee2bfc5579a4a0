"""A non-production system cannot text the public."""

import re

import pytest

from notices.delivery.recipients import Recipients
from notices.errors import ConfigurationError
from notices.mailing.addresses import read_address
from notices.numbers import Numbers

ANNA, BO = "+46701740605", "+46701740606"


def test_nobody_is_texted_until_somebody_is_named() -> None:
    assert not Recipients.of("").allow(ANNA)
    assert not Recipients.of(" , ").allow(ANNA)


def test_only_those_who_are_named_are_texted() -> None:
    some = Recipients.of(f" {ANNA} , +46701740699")
    assert some.allow(ANNA)
    assert not some.allow(BO)


def test_a_star_stands_for_all() -> None:
    assert Recipients.of("*").allow(BO)


@pytest.mark.parametrize("written", ["+46 70 174 06 05", "070-174 06 05", "0046701740605"])
def test_a_number_may_be_written_as_people_write_it(written: str) -> None:
    assert Recipients.read("SMS_RECIPIENTS", f" , {written}", Numbers(foreign=True).read).allow(ANNA)


def test_an_address_of_mail_as_well() -> None:
    assert Recipients.read("MAIL_RECIPIENTS", "Anna@Kommun.example", read_address).allow("anna@kommun.example")


def test_one_that_cannot_be_read_is_named_by_its_place_and_not_repeated() -> None:
    with pytest.raises(ConfigurationError, match=re.escape("SMS_RECIPIENTS: adress 2 går inte")) as refused:
        Recipients.read("SMS_RECIPIENTS", f"{ANNA}, 08-123 45, *", Numbers(foreign=True).read)
    assert "08-123" not in str(refused.value)


def test_a_star_needs_no_reading() -> None:
    assert Recipients.read("SMS_RECIPIENTS", "*", Numbers(foreign=True).read).allow(BO)
