import time

import pytest
import requests
from aiohttp import ClientConnectionError
from twilio.base.exceptions import TwilioException, TwilioRestException
from twilio.rest import Client

from tests.harness.waiting import wait_until
from tests.integration.standins.asynchronous import send_at_once
from tests.integration.standins.people import ANNA, BO, OURS
from tests.standins.running import Provider

RESULTS: dict[type[Exception], str] = {
    TwilioRestException: "refused",
    requests.exceptions.ConnectionError: "reset",
    requests.exceptions.ReadTimeout: "hang",
}


def send(client: Client, body: str = "Hej", to: str = ANNA) -> str:
    """Send, and say in a word how it went for the client."""
    try:
        client.messages.create(to=to, from_=OURS, body=body)
    except tuple(RESULTS) as error:
        return next(word for kind, word in RESULTS.items() if isinstance(error, kind))
    return "ok"


def test_an_answer_is_late_by_a_fixed_time_and_a_spread(client: Client, provider: Provider) -> None:
    provider.fault("latency", seconds=0.2, spread=0.1)
    start = time.monotonic()
    send(client)

    assert time.monotonic() - start >= 0.2
    assert [attempt.ended for attempt in provider.attempts] == ["201"]


def test_requests_wait_side_by_side(provider: Provider) -> None:
    provider.fault("latency", seconds=0.3)
    send_at_once(provider, map(str, range(40)))

    assert len(provider.accepted) == 40
    assert provider.summary["peak_in_flight"] > 20
    assert provider.summary["in_flight"] == 0


def test_too_many_at_a_time_are_refused_and_not_accepted(provider: Provider) -> None:
    provider.configure(concurrency=5)
    provider.fault("latency", seconds=0.3)
    results = send_at_once(provider, map(str, range(20)))

    refused = [result for result in results if isinstance(result, TwilioRestException)]
    assert {(error.status, error.code) for error in refused} == {(429, 20429)}
    assert len(provider.accepted) == 20 - len(refused)
    assert len({attempt.ended for attempt in provider.attempts}) == 2


def test_every_answer_tells_how_many_are_being_answered(client: Client) -> None:
    answer = client.messages.create_with_http_info(to=ANNA, from_=OURS, body="Hej")

    assert answer.headers["Twilio-Concurrent-Requests"] == "1"


def test_a_refusal_carries_the_ordered_code(client: Client, provider: Provider) -> None:
    provider.fault("refuse", first=1)
    provider.fault("refuse", code=21611, after=1)
    codes = []
    for _ in range(2):
        with pytest.raises(TwilioRestException) as refused:
            client.messages.create(to=ANNA, from_=OURS, body="Hej")
        codes.append((refused.value.status, refused.value.code))

    assert codes == [(429, 20429), (400, 21611)]
    assert provider.accepted == []


@pytest.mark.parametrize("accepted", [False, True])
def test_a_gateways_error_may_hide_an_acceptance(client: Client, provider: Provider, *, accepted: bool) -> None:
    provider.fault("error", status=502, accepted=accepted)
    with pytest.raises(TwilioRestException) as failed:
        client.messages.create(to=ANNA, from_=OURS, body="Hej")

    assert (failed.value.status, failed.value.code) == (502, 502)
    assert len(provider.accepted) == int(accepted)
    assert [(attempt.ended, attempt.sid is not None) for attempt in provider.attempts] == [("502", accepted)]


@pytest.mark.parametrize("accepted", [False, True])
def test_a_reset_may_hide_an_acceptance(client: Client, provider: Provider, *, accepted: bool) -> None:
    provider.fault("reset", accepted=accepted)

    assert send(client) == "reset"
    assert len(provider.accepted) == int(accepted)


@pytest.mark.parametrize("accepted", [False, True])
def test_a_request_that_hangs_may_hide_an_acceptance(client: Client, provider: Provider, *, accepted: bool) -> None:
    provider.fault("hang", accepted=accepted)
    client.http_client.timeout = 1

    assert send(client) == "hang"
    assert [attempt.ended for attempt in provider.attempts] == ["hang"]
    assert len(provider.accepted) == int(accepted)
    wait_until(lambda: provider.summary["in_flight"] == 0, "the client to have left")


def test_the_asynchronous_client_is_reset_too(provider: Provider) -> None:
    provider.fault("reset", accepted=True)
    (result,) = send_at_once(provider, ["Hej"])

    assert isinstance(result, ClientConnectionError | ConnectionResetError)
    assert len(provider.accepted) == 1


def test_a_fault_strikes_the_first_ones_every_nth_or_after_some(client: Client, provider: Provider) -> None:
    provider.fault("refuse", first=2)
    assert [send(client) for _ in range(4)] == ["refused", "refused", "ok", "ok"]

    provider.no_faults()
    provider.fault("refuse", every=3)
    assert [send(client) for _ in range(6)] == ["ok", "ok", "refused", "ok", "ok", "refused"]

    provider.no_faults()
    provider.fault("refuse", after=2, first=1)
    assert [send(client) for _ in range(4)] == ["ok", "ok", "refused", "ok"]


def test_the_fault_that_was_ordered_first_wins_and_latency_is_added(client: Client, provider: Provider) -> None:
    provider.fault("latency", seconds=0.1)
    provider.fault("refuse", every=2)
    provider.fault("reset")
    provider.fault("latency", seconds=0.1)
    start = time.monotonic()

    assert [send(client), send(client)] == ["reset", "refused"]
    assert time.monotonic() - start >= 0.4


def test_a_fault_strikes_one_number_only(client: Client, provider: Provider) -> None:
    provider.fault("reset", to=BO)

    assert [send(client, to=to) for to in (ANNA, BO, ANNA)] == ["ok", "reset", "ok"]


def test_chance_is_the_same_for_the_same_seed(client: Client, provider: Provider) -> None:
    def chances() -> list[str]:
        provider.reset()
        provider.fault("refuse", probability=0.5)
        return [send(client) for _ in range(30)]

    first = chances()
    assert set(first) == {"ok", "refused"}
    assert chances() == first


def test_the_list_and_a_fetch_can_fail_too(client: Client, provider: Provider) -> None:
    sid = client.messages.create(to=ANNA, from_=OURS, body="Hej").sid
    provider.fault("error", on="list", first=1)
    provider.fault("error", on="fetch", first=1)

    with pytest.raises(TwilioException, match="Unable to fetch page"):
        client.messages.list()
    with pytest.raises(TwilioRestException):
        client.messages(sid).fetch()
    assert [message.sid for message in client.messages.list()] == [client.messages(sid).fetch().sid]


def test_a_provider_that_is_down_refuses_connections_and_comes_back(client: Client, provider: Provider) -> None:
    send(client, "före")
    provider.down()
    assert send(client, "under") == "reset"
    assert not provider.summary["up"]
    provider.up()
    send(client, "efter")

    assert [message.body for message in provider.accepted] == ["före", "efter"]


def test_a_provider_comes_back_by_itself_after_a_while(client: Client, provider: Provider) -> None:
    provider.down(0.2)
    assert send(client) == "reset"
    wait_until(lambda: bool(provider.summary["up"]), "the provider to be back")

    assert send(client) == "ok"


def test_missed_and_doubled_messages_are_counted(client: Client, provider: Provider) -> None:
    provider.fault("reset", accepted=True, first=1)
    send(client, "Hej")
    send(client, "Hej")  # again, blindly

    assert provider.doubled() == {(ANNA, "Hej"): 2}
    assert provider.missed({(ANNA, "Hej"), (BO, "Hej")}) == {(BO, "Hej")}


@pytest.mark.parametrize("order", [{"do": "explode"}, {"do": "reset", "evry": 3}, {"do": "error", "status": 200}])
def test_a_fault_that_is_not_understood_is_not_ordered(provider: Provider, order: dict[str, object]) -> None:
    with pytest.raises(AssertionError, match="400"):
        provider.fault(**order)  # type: ignore[arg-type]
