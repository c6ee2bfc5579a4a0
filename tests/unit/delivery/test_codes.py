"""What the provider's answers mean for a message."""

import pytest

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
        (401, "20003", Verdict.STOPPED),
        (400, "21606", Verdict.STOPPED),
        (404, "20404", Verdict.STOPPED),
        (503, "503", Verdict.UNKNOWN),
        (500, "20500", Verdict.UNKNOWN),
        (408, "408", Verdict.UNKNOWN),
    ],
)
def test_an_answer_and_what_it_means(status: int, code: str, expected: Verdict) -> None:
    assert verdict(status, code) is expected


def test_no_code_means_two_things() -> None:
    assert len(ENDS.keys() | LATER | STOPS) == len(ENDS) + len(LATER) + len(STOPS)
