"""A non-production system cannot text the public."""

from notices.delivery.recipients import Recipients

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
