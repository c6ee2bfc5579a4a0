"""Who is on call: what the environment says, until somebody sets a list."""

from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from app import create_app
from models.alarm import OnCall
from models.registration import Channel
from notices.alarming.contacts import (
    Contact,
    InvalidContact,
    contacts,
    forget_contacts,
    named,
    read_contact,
    set_contacts,
)
from notices.config import Settings
from tests.integration.alarming.night import BRITTA, CARL, KEY, NOON, Night

MAIL = "jour@lefi.example"


def on_call(night: Night) -> list[str]:
    with night.office.database.reading() as session:
        return [contact.address for contact in contacts(session, night.settings)]


def choose(night: Night, people: Iterable[str], who: str = "Anna", days: int = 0) -> None:
    with night.office.database.writing() as session:
        now = NOON + timedelta(days=days)
        set_contacts(session, night.settings, [read_contact(text) for text in people], who, now)


def rows(night: Night) -> list[OnCall]:
    with night.office.database.reading() as session:
        return list(session.scalars(select(OnCall).order_by(OnCall.id)))


def test_numbers_and_mail_addresses_are_read_as_people_write_them() -> None:
    settings = Settings(on_call=f" 070-174 06 90 , Jour B = {MAIL},{BRITTA},, ", secret_key=KEY)
    assert named(settings) == (Contact(Channel.SMS, BRITTA), Contact(Channel.MAIL, MAIL, "Jour B"))
    assert read_contact("+47 401 23 456").address == "+4740123456"  # on call in Oslo


@pytest.mark.parametrize("wrong", ["hej", "08-754 00 00", "nattjour@", "a b@lefi.example", "Namn="])
def test_what_is_no_address_is_refused_and_not_repeated(wrong: str) -> None:
    with pytest.raises(InvalidContact) as refused:
        read_contact(wrong)
    assert wrong not in str(refused.value)


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({"on_call": f"{BRITTA}, 08-754 00 00"}, "ON_CALL: adress 2 går inte att använda. Numret finns inte"),
        ({"sms_canary": "12345678"}, "SMS_CANARY går inte att använda. Numret finns inte"),
    ],
)
def test_a_wrong_address_stops_the_start_by_the_name_of_its_variable(
    tmp_path: Path, settings: dict[str, str], says: str
) -> None:
    with pytest.raises(SystemExit) as stopped:
        create_app(Settings(var_dir=tmp_path, secret_key=KEY, **settings))  # type: ignore[arg-type]
    assert says in str(stopped.value)
    assert "754" not in str(stopped.value)


def test_a_list_that_was_set_is_told_instead_until_it_is_emptied(night: Night) -> None:
    night.on_call = BRITTA
    assert on_call(night) == [BRITTA]
    choose(night, [f"Jour={CARL}", MAIL])
    assert on_call(night) == [CARL, MAIL]
    choose(night, [])
    assert on_call(night) == [BRITTA]


def test_who_was_on_call_from_when_until_when_is_kept_and_encrypted(night: Night) -> None:
    choose(night, [f"Jour A={CARL}", MAIL], "Anna")
    choose(night, [f"Jour B={CARL}", MAIL], "Britta", days=1)
    first, mail, second = rows(night)
    assert (first.name, first.set_by, first.ended_by) == ("Jour A", "Anna", "Britta")
    assert first.ended_at == second.started_at == NOON + timedelta(days=1)
    assert (second.name, second.set_by, second.ended_at) == ("Jour B", "Britta", None)
    assert (mail.started_at, mail.ended_at) == (NOON, None)
    assert CARL not in repr([vars(row) for row in rows(night)])


def test_who_is_no_longer_on_call_is_forgotten_on_the_date_that_is_set_for_it(night: Night) -> None:
    choose(night, [CARL, MAIL])
    choose(night, [MAIL], days=1)
    with night.office.database.writing() as session:
        forget_contacts(session, NOON + timedelta(days=1))
        forget_contacts(session, NOON + timedelta(days=2))
    carl, mail = rows(night)
    assert (carl.address, carl.address_hash) == (None, None)
    assert mail.address is not None
    assert on_call(night) == [MAIL]


def test_a_list_that_another_key_encrypted_leaves_it_to_the_environment(night: Night) -> None:
    choose(night, [CARL])
    other = Settings(on_call=BRITTA, secret_key="another key than that of yesterday")
    with night.office.database.reading() as session:
        assert [contact.address for contact in contacts(session, other)] == [BRITTA]
