"""A notice as an SMS: what is said of each act, and what holds for every notice."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.content import Content, Update
from models.terms import Act, Environment, Impact, Kind, Status
from models.when import Precision, When
from notices.channels.sms_text import Sms, compose, segments
from notices.errors import ConfigurationError
from tests.factories import A_MORNING, SERVICE, content, incident, planned

ADDRESS = "https://drift.example/n/abc12"
LATE = incident(
    "Nattens filer är sena",
    time="fr.o.m. den 10 mars kl 06.00",
    action="Vänta på filerna",
    expected_end="kl 11.00",
    next_word="kl 09.00",
)
TOLD = [act for act in Act if act is not Act.JOIN]


def said(what: Content, act: Act = Act.PUBLISH, news: str = "", status: Status | None = None, reason: str = "") -> str:
    update = Update(1, A_MORNING, dated=False, body=news, status=status) if news or status else None
    sms = compose(what, act, service=SERVICE, address=ADDRESS, update=update, reason=reason)
    text, address = sms.text.rsplit(" ", 1)
    assert address == ADDRESS
    assert text.startswith("LEFI Prenumeration: ")
    return text.removeprefix("LEFI Prenumeration: ")


def test_an_incident_says_what_since_when_what_to_do_and_when_more_is_said() -> None:
    assert said(LATE) == (
        "Nattens filer är sena. Sedan den 10 mars kl 06.00. Gör så här: Vänta på filerna. "
        "Väntas klart kl 11.00. Nästa besked kl 09.00."
    )


def test_a_planned_event_says_when() -> None:
    text = said(planned(action="Ni behöver inte göra något."))
    assert text == "Underhåll av databasen. Helgen 14-15 mars. Ni behöver inte göra något."


def test_a_time_that_the_title_names_is_not_said_twice() -> None:
    assert said(planned("Underhåll helgen 14–15 mars")) == "Underhåll helgen 14-15 mars. Arbete pågår."


def test_an_update_says_what_is_new_and_what_still_holds() -> None:
    assert said(LATE, Act.UPDATE, "Orsaken är **hittad**.\n\n- Körningen går") == (
        "Uppdatering: Nattens filer är sena. Orsaken är hittad. - Körningen går. Gör så här: Vänta på filerna. "
        "Väntas klart kl 11.00. Nästa besked kl 09.00."
    )


def test_an_end_takes_back_what_it_has_made_untrue() -> None:
    resolved = replace(LATE, status=Status.RESOLVED)
    assert said(resolved, Act.END, "Filerna är levererade") == (
        "Åtgärdat: Nattens filer är sena. Filerna är levererade."
    )
    assert said(resolved, Act.UPDATE, "Inget saknas") == "Uppdatering: Nattens filer är sena. Inget saknas."


@pytest.mark.parametrize(
    ("status", "lead"),
    [(Status.RESOLVED, "Åtgärdat: "), (Status.CANCELLED, "Inställt: "), (Status.MONITORING, "Uppdatering: ")],
)
def test_an_update_that_ends_or_cancels_says_so(status: Status, lead: str) -> None:
    assert said(replace(LATE, status=status), Act.UPDATE, "Så är det", status).startswith(lead)


def test_a_proof_and_a_fault_that_is_back_say_so_first() -> None:
    verified = replace(LATE, status=Status.VERIFIED)
    proved = "Bekräftat i första körningen: Nattens filer är sena. Inget saknas."
    assert said(verified, Act.VERIFY, "Inget saknas") == proved
    assert said(verified, Act.UPDATE, "Inget saknas", Status.VERIFIED) == proved
    assert said(replace(LATE, expected_end=None), Act.REOPEN, "Filer saknas igen") == (
        "Felet är tillbaka: Nattens filer är sena. Filer saknas igen. Gör så här: Vänta på filerna. "
        "Nästa besked kl 09.00."
    )


def test_a_planned_event_that_is_done_was_no_fault() -> None:
    assert said(planned(status=Status.COMPLETED), Act.END) == "Avslutat: Underhåll av databasen."


def test_a_cancellation_says_what_would_have_been() -> None:
    assert said(planned(action="Vänta"), Act.CANCEL, "Servern är inte klar.") == (
        "Inställt: Underhåll av databasen. Skulle ha varit helgen 14-15 mars. Servern är inte klar."
    )


def test_a_new_time_comes_first_and_once() -> None:
    news = "Ny tid: helgen 14–15 mars. Tidigare tid: helgen 7–8 mars.\n\nServern är inte klar"
    assert said(planned("Underhåll helgen 7–8 mars"), Act.RESCHEDULE, news) == (
        "Ny tid: helgen 14-15 mars. Gäller: Underhåll helgen 7-8 mars. Tidigare tid: helgen 7-8 mars. "
        "Servern är inte klar."
    )


def test_a_withdrawal_and_a_correction_say_why() -> None:
    assert said(LATE, Act.WITHDRAW, reason="Fel miljö") == "Indragen: Nattens filer är sena. Fel miljö."
    assert said(content(action="Vänta"), Act.CORRECT, reason="Fel dag") == (
        "Rättelse: Filerna är sena. Fel dag. Gör så här: Vänta."
    )


def test_the_body_is_said_only_where_no_action_is() -> None:
    assert said(content(body="Första stycket\n\nAndra stycket")) == "Filerna är sena. Första stycket. Andra stycket."
    assert "stycket" not in said(content(body="Första stycket", action="Vänta."))


def test_the_test_environment_is_said_first() -> None:
    sms = compose(content(environment=Environment.TEST), Act.PUBLISH, service=SERVICE, address=ADDRESS)
    assert sms.text.startswith("TEST LEFI Prenumeration: ")


def test_replacements_are_told_for_what_is_sent_and_not_for_what_was_cut() -> None:
    sms = compose(content("Fel – igen", body="ord " * 100 + "”slut”"), Act.PUBLISH, service=SERVICE, address=ADDRESS)
    assert sms.replaced == (("–", "-"),)


def test_the_action_is_kept_whole_where_the_news_are_cut() -> None:
    action = "Stoppa inga utbetalningar på grund av poster i filerna från i natt innan ni har fått nya poster."
    text = said(replace(LATE, action=action), Act.UPDATE, "Vi letar fortfarande efter orsaken till felet. " * 9)
    assert action in text
    assert "Nästa besked kl 09.00." in text
    assert "till felet. Vi letar... Gör så här:" in text


def test_a_cut_leaves_no_list_sign_alone() -> None:
    assert said(content(body="- Ett.\n- " + "x" * 119)) == "Filerna är sena. - Ett. - " + "x" * 119 + "."
    assert said(content(body=f"{'ord ' * 30}\n- {'x' * 119}")).endswith(" ord ord...")


def test_a_time_is_never_said_in_part() -> None:
    text = said(replace(LATE, action="Vänta på filerna. " * 30))
    assert "Sedan" not in text
    assert "besked" not in text


def test_an_address_that_leaves_no_room_is_refused_with_what_to_do() -> None:
    for address in ("https://drift.example/" + "n" * 150, "https://driftstörning–.example/n/abc12"):
        with pytest.raises(ConfigurationError, match="PUBLIC_URL"):
            compose(LATE, Act.PUBLISH, service=SERVICE, address=address)


def test_nobody_is_told_that_notices_were_joined() -> None:
    with pytest.raises(ValueError, match="join"):
        compose(LATE, Act.JOIN, service=SERVICE, address=ADDRESS)


SIGNS = [*"abcåäö.,:-– \u00a0\n”€{}•½\u200b", "🎉", "ord ", "längre ", "… "]
PROSE = st.lists(st.sampled_from(SIGNS), max_size=300).map("".join)
TEXT = PROSE | st.text(st.characters(), max_size=400) | st.sampled_from(["", "x" * 500, "€" * 400, "–" * 300])
TIME = st.none() | st.builds(
    When, TEXT, st.just(A_MORNING), st.sampled_from([None, A_MORNING]), st.sampled_from(Precision)
)
CONTENT = st.builds(
    Content,
    title=TEXT,
    body=TEXT,
    section=st.just("operations"),
    kind=st.none() | st.sampled_from(Kind),
    impact=st.none() | st.sampled_from(Impact),
    status=st.none() | st.sampled_from(Status),
    environment=st.none() | st.sampled_from(Environment),
    action=st.none() | TEXT,
    time=TIME,
    expected_end=TIME,
    next_word=TIME,
)
UPDATE = st.none() | st.builds(
    Update, st.just(1), st.just(A_MORNING), st.just(False), TEXT, st.none() | st.sampled_from(Status)
)


@given(CONTENT, st.sampled_from(TOLD), UPDATE, TEXT, st.sampled_from([ADDRESS, "https://a.example/~drift/n/x"]))
def test_any_notice_fits_in_two_parts_with_its_address_whole_and_last(
    what: Content, act: Act, update: Update | None, reason: str, address: str
) -> None:
    sms = compose(what, act, service=SERVICE, address=address, update=update, reason=reason)
    assert sms.segments == segments(sms.text)
    assert sms.segments.encoding == "GSM-7"
    assert sms.segments.parts <= 2
    assert sms.text.endswith(" " + address)
    assert sms.text.startswith("TEST LEFI") is (what.environment is Environment.TEST)
    assert "\n" not in sms.text


WORDS = st.lists(st.text("abcdefåäö", min_size=1, max_size=30), min_size=1, max_size=120).map(" ".join)


def _words_said(sms: Sms) -> list[str]:
    return sms.text.removesuffix(ADDRESS).removeprefix("LEFI Prenumeration: ").split()


@given(WORDS, WORDS, WORDS)
def test_cuts_are_made_between_words(title: str, action: str, news: str) -> None:
    what = content(title, action=action)
    update = Update(1, A_MORNING, dated=False, body=news)
    sms = compose(what, Act.UPDATE, service=SERVICE, address=ADDRESS, update=update)
    known = {*title.split(), *action.split(), *news.split(), "Uppdatering:", "Gör", "så", "här:"}
    assert {word.removesuffix("...").removesuffix(".") for word in _words_said(sms)} <= known


@given(WORDS, WORDS)
def test_the_news_never_take_room_from_the_action(action: str, news: str) -> None:
    what = content(action=action)
    _, with_news = said(what, Act.UPDATE, news).split("Gör så här:")
    _, without = said(what, Act.UPDATE).split("Gör så här:")
    assert with_news == without


def test_a_single_word_that_is_too_long_is_cut_in_itself() -> None:
    text = said(content("x" * 400, action="Vänta."))
    assert text.endswith("x... Gör så här: Vänta.")
