"""What a proofreader remarks on, and that each fix puts it right."""

from dataclasses import replace
from datetime import date

import pytest

from models.content import Content
from models.terms import Act, Impact
from notices.errors import InvalidNotice
from notices.proofreading import Circumstances, Remark, proofread
from tests.factories import A_MORNING, SERVICE, Desk, desk, incident, planned

HERE = Circumstances(SERVICE, date(2026, 3, 10), "https://drift.example/n/ab12c")
NOTHING_TO_DO = "Ni behöver inte göra något."


def with_checksum(start: str) -> str:
    """Nine digits with the tenth that they ask for."""
    products = (int(digit) * (2 - place % 2) for place, digit in enumerate(start))
    return start[:6] + "-" + start[6:] + str(-sum(p // 10 + p % 10 for p in products) % 10)


def fine(**facts: object) -> Content:
    return incident(**{"action": NOTHING_TO_DO} | facts)  # type: ignore[arg-type]


def remarks(content: Content, act: Act = Act.PUBLISH, here: Circumstances = HERE) -> dict[str, Remark]:
    return {remark.code: remark for remark in proofread(content, act, here)}


def fixed(content: Content, remark: Remark) -> Content:
    assert remark.fix
    before = getattr(content, remark.fix.field) or ""
    return replace(content, **{remark.fix.field: remark.fix.applied(before)})  # type: ignore[arg-type]


def test_a_plain_notice_is_not_remarked_on() -> None:
    assert remarks(fine(body="Filerna kommer före kl 9. Se https://drift.example/hjalp.")) == {}


def test_a_weekend_that_is_none_is_named_with_the_nearest_one() -> None:
    notice = fine(body="Arbetet görs helgen 12–13 mars.")
    remark = remarks(notice)["no_weekend"]
    assert remark.stops
    mended = fixed(notice, remark)
    assert mended.body == "Arbetet görs helgen 14–15 mars."
    assert remarks(mended) == {}


@pytest.mark.parametrize(
    ("written", "mended"),
    [("/fil-20260212.zip", "/fil-20260312.zip"), ("/260212/fil", "/260312/fil"), ("/2026-02-12", "/2026-03-12")],
)
def test_a_date_in_a_link_is_compared_with_the_text(written: str, mended: str) -> None:
    notice = fine(body=f"Hämta den 12 mars: https://filer.example{written}")
    remark = remarks(notice)["link_date"]
    after = fixed(notice, remark)
    assert after.body.endswith(mended)
    assert remarks(after) == {}


def test_a_link_that_did_not_answer_is_pointed_out() -> None:
    address = "https://filer.example/borta"
    here = replace(HERE, dead_links={address: "404"})
    assert "404" in remarks(fine(body=f"Se {address}."), here=here)["dead_link"].says.sv
    assert remarks(fine(body="Se https://filer.example/annat."), here=here) == {}


@pytest.mark.parametrize(
    "number", [with_checksum("900102123"), "19" + with_checksum("900102123"), with_checksum("900162123")]
)
def test_a_personal_number_stops_the_notice(number: str) -> None:
    notice = fine(body=f"Gäller {number}.")
    remark = remarks(notice)["personal_number"]
    assert remark.stops
    assert fixed(notice, remark).body == "Gäller [borttaget]."


@pytest.mark.parametrize("number", ["900102-1235", "991399-1234", "08-123 456 78", "20260310-1200", "0701740605"])
def test_other_numbers_are_left_alone(number: str) -> None:
    assert "personal_number" not in remarks(fine(body=f"Gäller {number}."))


def test_a_personal_number_is_refused_whichever_way_it_comes(tmp_path: object) -> None:
    made: Desk = desk(f"sqlite:///{tmp_path}/drift.db")
    with pytest.raises(InvalidNotice, match="personnummer"):
        made.publish(incident(body=f"Gäller {with_checksum('900102123')}."), A_MORNING)


def test_a_person_is_named_by_function_instead() -> None:
    notice = fine(body="Kontakta Karin Lundberg eller karin.lundberg@lefi.example.")
    found = [remark for remark in proofread(notice, Act.PUBLISH, HERE) if remark.code == "named_person"]
    assert len(found) == 2
    for remark in found:
        notice = fixed(notice, remark)
    assert remarks(notice) == {}
    assert notice.body.count(SERVICE.service.contact) == 2


def test_an_incident_without_an_action_gets_one() -> None:
    notice = incident()
    mended = fixed(notice, remarks(notice)["no_action"])
    assert mended.action == NOTHING_TO_DO
    assert "no_action" not in remarks(planned())


def test_what_the_sms_has_no_room_for_is_pointed_out() -> None:
    action = "Läs in filen på nytt. " + "Kontrollera alla beslut som har fattats sedan i går. " * 8
    notice = fine(action=action.strip())
    mended = fixed(notice, remarks(notice)["sms_too_long"])
    assert mended.action == "Läs in filen på nytt."
    assert remarks(mended) == {}


def test_an_end_before_the_start_stops_the_notice() -> None:
    assert remarks(fine(time="12 mars kl 18", expected_end="11 mars kl 18"))["end_before_start"].stops
    assert remarks(fine(time="11 mars kl 18", expected_end="12 mars kl 18")) == {}


def test_a_planned_event_on_a_holiday_or_across_a_clock_change_is_pointed_out() -> None:
    assert "långfredagen" in remarks(planned(time="3 april 2026"))["holiday"].says.sv
    assert "midsommarafton" in remarks(planned(time="19 juni 2026"))["holiday"].says.sv
    assert "23 timmar" in remarks(planned(time="helgen 28–29 mars 2026"))["clock_change"].says.sv
    assert "25 timmar" in remarks(planned(time="25 oktober 2026"))["clock_change"].says.sv
    assert remarks(planned(time="helgen 14–15 mars 2026")) == {}


def test_a_very_similar_notice_of_today_is_pointed_out() -> None:
    earlier = fine(title="Filerna är försenade", impact=Impact.DELAY, operations=("daily_run",))
    here = replace(HERE, published_today={"/notiser/filerna": earlier})
    assert "similar" in remarks(fine(title="Filerna är försenade."), here=here)
    assert "similar" in remarks(fine(title="Sent", impact=Impact.DELAY, operations=("daily_run",)), here=here)
    assert remarks(fine(title="Nytt certifikat"), here=here) == {}
    assert "similar" not in remarks(fine(title="Filerna är försenade."), Act.UPDATE, here)


def test_what_stops_the_notice_stands_first() -> None:
    found = proofread(incident(body="Kontakta Karin Lundberg helgen 12–13 mars."), Act.PUBLISH, HERE)
    assert [remark.stops for remark in found] == [True, False, False]
