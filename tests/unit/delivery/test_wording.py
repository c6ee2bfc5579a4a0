"""Operators read words, not codes."""

import pytest

from models.delivery import BroadcastEnd, Cause, State
from models.registration import Channel
from notices.channels.code_meanings import meaning
from notices.channels.codes import ENDS, LATER, STOPS
from notices.delivery.wording import said
from notices.service import Language

NOT_KNOWN = "Se leverantörens lista"


@pytest.mark.parametrize("terms", [tuple(State), tuple(BroadcastEnd), tuple(Channel)])
@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_term_has_a_word_of_its_own(
    terms: tuple[State | BroadcastEnd | Channel, ...], language: Language
) -> None:
    assert len({said(term, language) for term in terms}) == len(terms)


def test_every_reminder_has_a_word_and_an_act_is_said_by_its_own() -> None:
    assert {said(cause) for cause in Cause if cause is not Cause.ACT} >= {"Påminnelse dagen före"}
    with pytest.raises(KeyError):
        said(Cause.ACT)


def test_every_code_that_we_act_on_is_explained() -> None:
    for code in (*ENDS, *LATER, *STOPS):
        assert meaning(code) not in {NOT_KNOWN, ""}


def test_a_mail_servers_enhanced_code_is_explained_by_its_first_number() -> None:
    assert meaning("552 5.2.2") == meaning("552") == "Brevlådan är full"


def test_what_is_not_known_is_said_to_be_so() -> None:
    assert meaning("99999") == NOT_KNOWN
    assert meaning(None) == "Leverantören har inte sagt varför"
