from datetime import UTC, datetime, timedelta

from twilio.rest import Client

from tests.integration.standins.people import ANNA, BO, OURS
from tests.standins.running import Provider


def send(client: Client, to: str, *bodies: str, from_: str = OURS) -> None:
    for body in bodies:
        client.messages.create(to=to, from_=from_, body=body)


def test_the_list_is_newest_first_and_filtered_by_number(client: Client) -> None:
    send(client, ANNA, "Ett", "Två")
    send(client, BO, "Tre")
    send(client, ANNA, "Fyra", from_=BO)

    assert [message.body for message in client.messages.list()] == ["Fyra", "Tre", "Två", "Ett"]
    assert [message.body for message in client.messages.list(to=ANNA)] == ["Fyra", "Två", "Ett"]
    assert [message.body for message in client.messages.list(from_=OURS)] == ["Tre", "Två", "Ett"]
    assert [message.body for message in client.messages.list(to=ANNA, from_=BO)] == ["Fyra"]
    assert client.messages.list(to="+46701740699") == []


def test_pages_are_followed_and_new_messages_do_not_move_them(client: Client) -> None:
    send(client, ANNA, *map(str, range(7)))
    stream = client.messages.stream(to=ANNA, page_size=3)
    first = next(stream).body
    send(client, ANNA, "nytt")

    assert [first, *(message.body for message in stream)] == ["6", "5", "4", "3", "2", "1", "0"]


def test_a_page_has_fifty_messages_and_never_more_than_a_thousand(client: Client) -> None:
    send(client, ANNA, *map(str, range(51)))

    assert len(list(client.messages.page())) == 50
    assert len(list(client.messages.page().next_page())) == 1
    assert client.messages.page(page_size=5000)._payload["page_size"] == 1000


def test_a_page_that_is_just_full_has_no_next(client: Client) -> None:
    send(client, ANNA, "Ett", "Två")

    assert client.messages.page(page_size=2).next_page() is None


def test_days_are_in_gmt_and_include_the_day(client: Client, provider: Provider) -> None:
    provider.configure(sending_after=0, sent_after=0)
    send(client, ANNA, "Hej")
    sent = client.messages.list()[0].date_sent
    late_that_day = sent.replace(hour=23, minute=59)
    day = timedelta(days=1)

    assert len(client.messages.list(date_sent=late_that_day)) == 1
    assert len(client.messages.list(date_sent_after=late_that_day)) == 1
    assert len(client.messages.list(date_sent_before=sent.replace(hour=0, minute=0))) == 1
    assert client.messages.list(date_sent=sent - day) == []
    assert client.messages.list(date_sent_after=sent + day) == []
    assert client.messages.list(date_sent_before=sent - day) == []


def test_what_is_not_sent_yet_is_found_by_number_but_not_by_day(client: Client, provider: Provider) -> None:
    provider.configure(sending_after=60, sent_after=60, settled_after=60)
    send(client, ANNA, "Hej")

    assert [message.date_sent for message in client.messages.list(to=ANNA)] == [None]
    assert client.messages.list(to=ANNA, date_sent_after=datetime.now(UTC) - timedelta(days=1)) == []
