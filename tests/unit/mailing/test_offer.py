"""Until when mail is offered, from whom it comes, and how addresses are read."""

from datetime import date
from email.headerregistry import Address

import pytest

from notices.config import Settings
from notices.errors import ConfigurationError
from notices.mailing.addresses import InvalidAddress, mailbox, read_address
from notices.mailing.offer import MailOffer, mail_offer, sender
from notices.mailing.signing_up import Asker
from tests.factories import at


@pytest.mark.parametrize(
    ("now", "is_open"),
    [("2027-03-31 00.00", True), ("2027-03-31 23.59", True), ("2027-04-01 00.00", False), ("2027-05-01 12.00", False)],
)
def test_the_last_day_is_one_of_the_days(now: str, is_open: bool) -> None:
    assert MailOffer(date(2027, 3, 31)).is_open(at(now)) is is_open


def test_without_a_last_day_it_goes_on() -> None:
    assert MailOffer().is_open(at("2099-01-01 00.00"))


def test_without_a_mail_server_there_is_no_offer() -> None:
    assert mail_offer(Settings(mail_from="drift@lefi.example", email_until=date(2027, 3, 31))) is None


@pytest.mark.parametrize(
    ("setting", "from_"),
    [
        ("drift@lefi.example", Address("Driftinformation", "drift", "lefi.example")),
        ("Förvaltningen <drift@LEFI.example>", Address("Förvaltningen", "drift", "lefi.example")),
    ],
)
def test_from_whom_mails_come(setting: str, from_: Address) -> None:
    assert sender(Settings(mail_from=setting), "Driftinformation") == from_


@pytest.mark.parametrize(
    "setting", ["drift", "Drift <drift>", "a@b.example, c@d.example", "drift@lefi.example\nBcc: x"]
)
def test_a_sender_that_is_no_address_is_named(setting: str) -> None:
    with pytest.raises(ConfigurationError, match="MAIL_FROM ska vara en adress"):
        mail_offer(Settings(smtp_host="mail.example", mail_from=setting))


@pytest.mark.parametrize(
    ("text", "address"),
    [
        (" Anna@Kommun.Example ", "anna@kommun.example"),
        ("drift+jour@kommun.example", "drift+jour@kommun.example"),
        ("anna@äppelö.example", "anna@xn--ppel-koa6i.example"),
    ],
)
def test_an_address_has_one_form(text: str, address: str) -> None:
    assert read_address(text) == address


@pytest.mark.parametrize(
    "text", ["", "anna", "anna@kommun", "a b@kommun.example", "a@b.example\r\nBcc: c@d.example", "åsa@kommun.example"]
)
def test_what_is_no_address_is_refused_without_being_repeated(text: str) -> None:
    with pytest.raises(InvalidAddress) as refused:
        read_address(text)
    assert not text or text not in str(refused.value)


def test_a_mailbox_has_many_addresses() -> None:
    assert mailbox("drift+jour@kommun.example") == mailbox("drift@kommun.example") == "drift@kommun.example"


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("198.51.100.7", "198.51.100.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("unknown", "unknown"),
    ],
)
def test_requests_are_counted_by_the_network_that_somebody_has(address: str, place: str) -> None:
    assert Asker("sv", address).place == place
