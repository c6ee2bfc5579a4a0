"""What the provider's answers mean for a message."""

import pytest

from models.registration import EndReason
from notices.channels.codes import ENDS, LATER, STOPS, verdict
from notices.channels.provider import Verdict


@pytest.mark.parametrize(
    ("status", "code", "expected"),
    [
        (400, "21610", Verdict.REFUSED),
        (400, "21211", Verdict.REFUSED),
        (400, "21614", Verdict.REFUSED),
        (400, "99999", Verdict.REFUSED),
        (400, "21408", Verdict.REFUSED),
        (429, "20429", Verdict.LATER),
        (429, "429", Verdict.LATER),
        (400, "21611", Verdict.LATER),
        (403, "21408", Verdict.REFUSED),
        (404, "21211", Verdict.REFUSED),
        (401, "20003", Verdict.STOPPED),
        (401, "20005", Verdict.STOPPED),
        (403, "20006", Verdict.STOPPED),
        (403, "20008", Verdict.STOPPED),
        (403, "99999", Verdict.STOPPED),
        (302, "302", Verdict.STOPPED),
        (405, "405", Verdict.STOPPED),
        (410, "410", Verdict.STOPPED),
        (400, "400", Verdict.STOPPED),
        (400, "21660", Verdict.STOPPED),
        (400, "21606", Verdict.STOPPED),
        (404, "20404", Verdict.STOPPED),
        (503, "503", Verdict.UNKNOWN),
        (500, "20500", Verdict.UNKNOWN),
        (408, "408", Verdict.UNKNOWN),
    ],
)
def test_an_answer_and_what_it_means(status: int, code: str, expected: Verdict) -> None:
    assert verdict(status, code) is expected


@pytest.mark.parametrize("code", ["550", "550 -", "551 -", "553 5.1.3", "550 5.7.1", "550 5.2.2", "554 5.1.8"])
def test_a_mail_server_that_only_says_no_does_not_end_a_registration(code: str) -> None:
    assert code not in ENDS


@pytest.mark.parametrize("code", ["550 5.1.1", "551 5.1.6", "554 5.1.1", "550 5.1.10"])
def test_one_that_says_that_there_is_no_such_mailbox_does(code: str) -> None:
    assert ENDS[code] is EndReason.INVALID


def test_no_code_means_two_things() -> None:
    assert len(ENDS.keys() | LATER | STOPS) == len(ENDS) + len(LATER) + len(STOPS)
