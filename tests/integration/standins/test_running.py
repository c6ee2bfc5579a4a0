import pytest
import requests
from pydantic import ValidationError
from twilio.base.exceptions import TwilioRestException
from twilio.http.http_client import TwilioHttpClient
from twilio.rest import Client

from tests.integration.standins.people import ANNA, BO, OURS
from tests.standins.running import Provider


def codes(client: Client, *to: str) -> list[int | None]:
    """What each message was refused with; None where it was accepted."""
    answers: list[int | None] = []
    for number in to:
        try:
            client.messages.create(to=number, from_=OURS, body="Hej")
            answers.append(None)
        except TwilioRestException as error:
            answers.append(error.code)
    return answers


def test_what_is_ordered_at_the_start_is_in_force_again_after_a_reset() -> None:
    with Provider(faults=[{"do": "refuse", "first": 1}], numbers={BO: {"refuse": 21610}}) as sms:
        http = TwilioHttpClient(timeout=30)
        client = Client(sms.account_sid, sms.auth_token, http_client=http)
        client.api.base_url = sms.address
        before = codes(client, ANNA, ANNA, BO)
        sms.configure(senders=[ANNA])
        sms.number(BO)
        sms.no_faults()
        between = codes(client, ANNA)
        sms.reset()

        assert before == codes(client, ANNA, ANNA, BO) == [20429, None, 21610]
        assert between == [21606]
        assert len(sms.accepted) == 1
        http.session.close()


def test_after_the_block_nobody_answers() -> None:
    with Provider() as sms:
        address = sms.address
        assert requests.get(address, timeout=30).status_code == 404
    assert not sms.process.is_running
    with pytest.raises(requests.ConnectionError):
        requests.get(address, timeout=30)


def test_a_setting_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValidationError):
        Provider(concurency=5)
