"""After an outage of ours: what came in meanwhile is obeyed in the order in which it was sent, and answered once."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

import pytest

from models.inbound import InboundMessage
from models.registration import Channel
from notices.catching_up import catch_up, inbound_since
from notices.channels.provider import Attempt, Listed, Message, Provider, SendError, Taken
from notices.inbound import Incoming
from notices.inbound.listening import OVERLAP
from notices.numbers import Numbers
from notices.receiving import Receiver
from notices.registrations import Registry
from notices.replying import send_replies
from tests.factories import SERVICE
from tests.harness.apart import in_a_thread
from tests.integration.delivery.office import OURS, SECRECY, Office, clock, later, numbers
from tests.standins.running import Provider as StandIn

ANNA, BO, CAJSA = numbers(3)
SITUATION = "Inga kända störningar."


class Listing:
    """A provider that only lists: what one number has sent, by id, with the words and the provider's time."""

    timeout_s = 1.0

    def __init__(self, sent: dict[str, tuple[str, datetime]]) -> None:
        self.sent, self.asked = sent, list[datetime]()

    @asynccontextmanager
    async def opened(self) -> AsyncIterator["Listing"]:
        yield self

    async def received(self, since: datetime) -> Sequence[Listed]:
        self.asked.append(since)
        return [
            Listed(Taken(id, "received"), ANNA, words, at.replace(microsecond=0))
            for id, (words, at) in self.sent.items()
        ]

    async def sent_to(self, address: str, since: datetime) -> Sequence[Listed]:
        return ()

    async def send(self, to: str, message: Message, attempt: Attempt | None) -> Taken:
        raise AssertionError(f"nothing is sent by this one: {message.text}")


def caught_up(receiver: Receiver, provider: Provider, now: datetime | None = None) -> int:
    return in_a_thread(lambda: catch_up(receiver, provider, lambda: SITUATION, lambda: now or clock()))


class Post:
    """The service's own side of its number: the webhook, and the worker that asks for what it missed."""

    def __init__(self, office: Office, provider: StandIn) -> None:
        self.office, self.provider = office, provider
        self.receiver = Receiver(office.database, SECRECY, Numbers(foreign=False), SERVICE)
        self.catch_up()  # from now on it listens

    def catch_up(self) -> int:
        return caught_up(self.receiver, self.office.outbox.provider)

    def lose(self, sender: str, body: str) -> str:
        """A text that the provider has and cannot hand over. Gives its id."""
        return self.provider.inbound(sender, OURS, body).sid

    def hand_over(self, sender: str, body: str, id: str = "") -> str | None:
        """A text that comes by the webhook; its id there, where it was sent before."""
        id = id or self.lose(sender, body)
        return self.receiver.receive(Incoming(id, sender, body), lambda: SITUATION, clock())

    def registered(self, number: str) -> bool:
        with self.office.database.reading() as session:
            return Registry(session, SECRECY, Channel.SMS, clock()).active(number) is not None

    def replies(self) -> list[tuple[str, str]]:
        """What the worker has sent, by number."""
        in_a_thread(lambda: send_replies(self.office.outbox, clock))
        return [(message.to, message.body) for message in self.provider.accepted]


@pytest.fixture
def post(office: Office, provider: StandIn) -> Post:
    return Post(office, provider)


def test_what_was_lost_is_obeyed_and_each_order_gets_its_reply_once(post: Post, provider: StandIn) -> None:
    post.hand_over(ANNA, "LEFIP")
    post.lose(ANNA, "LEFIP STOPP")
    post.lose(BO, "lefip")
    post.lose(BO, "LEFIP STATUS")
    assert post.catch_up() == 3
    assert (post.registered(ANNA), post.registered(BO)) == (False, True)

    # They are sent at the same time, and come to the provider in any order.
    stopped, status, welcome = sorted(post.replies(), key=lambda reply: (reply[0] != ANNA, reply[1] != SITUATION))
    assert stopped[0] == ANNA
    assert "nu avregistrerad" in stopped[1]
    assert status == (BO, SITUATION)
    assert welcome[0] == BO
    assert "nu registrerad" in welcome[1]
    assert {message.callback for message in provider.accepted} == {None}
    assert post.catch_up() == 0
    assert len(post.replies()) == 3


def test_a_stopp_that_came_through_is_not_undone_by_a_lefip_lost_before_it(post: Post) -> None:
    post.lose(ANNA, "LEFIP")
    assert "redan avregistrerad" in str(post.hand_over(ANNA, "STOPP"))
    assert post.catch_up() == 1
    assert not post.registered(ANNA)
    assert [reply for _to, reply in post.replies()] == ["Du är redan avregistrerad från tjänsten LEFIP."]


def test_a_registration_that_came_through_is_not_ended_by_a_stopp_lost_before_it(post: Post, office: Office) -> None:
    lefip = post.lose(ANNA, "LEFIP")
    post.hand_over(ANNA, "LEFIP", lefip)
    provider = Listing({"SM1": ("STOPP", later(seconds=-2)), lefip: ("LEFIP", later())})
    assert caught_up(post.receiver, provider) == 1
    assert post.registered(ANNA), "by the provider's own clock, though ours alone would leave it in doubt"
    with office.database.reading() as session:
        assert session.get_one(InboundMessage, lefip).sent_at is not None


def test_the_provider_is_asked_since_it_was_last_however_long_ago_and_never_before_we_listened(
    office: Office, provider: StandIn
) -> None:
    receiver = Receiver(office.database, SECRECY, Numbers(foreign=False), SERVICE)
    begun, listing = clock(), Listing({})

    def asked(now: datetime) -> datetime:
        caught_up(receiver, listing, now)
        return listing.asked[-1]

    assert asked(begun) == begun, "what was sent before is history"
    assert asked(begun + OVERLAP / 2) == begun
    assert asked(begun + 2 * OVERLAP) == begun
    assert asked(begun + timedelta(days=30)) == begun + OVERLAP, "two overlaps after the start, less one"
    provider.fault("error", status=503, on="list")
    with pytest.raises(SendError):
        caught_up(receiver, office.outbox.provider, begun + timedelta(days=40))
    assert asked(begun + timedelta(days=50)) == begun + timedelta(days=30) - OVERLAP, "nothing was read meanwhile"


def test_who_was_heard_by_the_webhook_before_the_worker_ever_asked_tells_since_when_we_listen(
    office: Office, provider: StandIn
) -> None:
    receiver = Receiver(office.database, SECRECY, Numbers(foreign=False), SERVICE)
    for id, at in (("TF1", later(days=-9)), ("SM1", later(days=-2)), ("SM2", later(days=-1))):
        receiver.receive(Incoming(id, BO, "INFO"), lambda: SITUATION, at)
    listing = Listing({})
    caught_up(receiver, listing)
    assert later(days=-2, minutes=-1) < listing.asked[0] < later(days=-2)


def test_only_what_was_sent_to_us_is_listed_oldest_first(office: Office, provider: StandIn) -> None:
    before = clock()
    office.register([ANNA])
    office.publish()
    office.deliver()  # what we sent ourselves is not among it
    first, second = provider.inbound(ANNA, OURS, "LEFIP STOPP"), provider.inbound(BO, OURS, "LEFIP")
    found = in_a_thread(lambda: inbound_since(office.outbox.provider, before))
    assert [(message.provider_id, message.sender, message.body) for message in found] == [
        (first.sid, ANNA, "LEFIP STOPP"),
        (second.sid, BO, "LEFIP"),
    ]
    assert in_a_thread(lambda: inbound_since(office.outbox.provider, later(minutes=1))) == []


def test_a_reply_is_given_once_where_the_provider_calls_again_after_all(post: Post, provider: StandIn) -> None:
    first, second = post.lose(ANNA, "LEFIP"), post.lose(BO, "LEFIP")
    post.catch_up()
    assert "nu registrerad" in str(post.hand_over(ANNA, "LEFIP", first)), "it waited, and is given here"
    assert "nu registrerad" in str(post.hand_over(ANNA, "LEFIP", first)), "the same id gets the same reply"
    assert [to for to, _reply in post.replies()] == [BO]
    assert post.hand_over(BO, "LEFIP", second) is None, "it has been sent"
