"""What the words of a notice state is proposed, what they leave open is not, and what is odd is pointed out."""

from datetime import date
from pathlib import Path

import pytest

from models.terms import Kind
from notices.archive import ArchivedNotice, ArchivedPage, Proposal, propose, read_page
from notices.archive.wording import named
from notices.service import Service, Term, Text, read_service
from tests.paths import ARCHIVE, ROOT


@pytest.fixture(scope="module")
def service() -> Service:
    return read_service(ROOT / "service.toml")


@pytest.fixture(scope="module")
def archived(service: Service) -> dict[str, Proposal]:
    page = read_page(ARCHIVE.read_bytes())
    return {str(n.published): p for n, p in zip(page.notices, propose(page, service), strict=True)}


def _proposal(service: Service, title: str, body: str, day: date = date(2031, 5, 6)) -> Proposal:
    (proposal,) = propose(ArchivedPage("Drift", "", (ArchivedNotice(title, day, body),)), service)
    return proposal


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Gäller tillfällig föräldrapenning (TFP).", ("TFP",)),
        ("Tillfällig\nföräldrapenning och föräldrapenning", ("TFP", "FP")),
        ("Föräldrapenningdagar för maj", ("FP",)),
        ("aktivitetsersättningsärenden", ("SA",)),
        ("Sjuk- och aktivitetsersättning", ("SA",)),
        ("Förmånerna ÅP/EP/SA, och TFP-information", ("SA", "ÅP", "EP", "TFP")),
        ("sa hon, ep, GSAB och SAM", ()),
        ("Dagpenning till totalförsvarspliktiga, men inte dagpenningärenden", ("DP",)),
        ("Överdagpenning och förföräldrapenning", ()),
    ],
)
def test_benefits_are_known_by_their_words(service: Service, text: str, codes: tuple[str, ...]) -> None:
    assert named(service.benefit, text) == codes


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("ny- och avbeställningar", ("new_order", "cancellation")),
        ("Beställ en heluppdatering efter omstart.", ("full_refresh", "restart")),
        ("vid daglig körning", ("daily_run",)),
    ],
)
def test_operations_are_known_by_their_words(service: Service, text: str, codes: tuple[str, ...]) -> None:
    assert named(service.operation, text) == codes


def test_the_longer_of_two_words_that_begin_alike_is_meant() -> None:
    name = Text(sv="-", en="-")
    terms = [Term(code="A", name=name, words=("bidrag",)), Term(code="B", name=name, words=("bidrag till bil",))]
    assert named(terms, "Bidrag till bil") == ("B",)


def test_the_archive_is_read_in_the_services_own_terms(archived: dict[str, Proposal]) -> None:
    benefits = {day: p.benefits for day, p in archived.items() if p.benefits}
    assert benefits == {
        "2020-01-23": ("SA", "ÅP", "EP"),
        "2019-02-07": ("SP", "RE", "AS", "NP", "GP", "SB", "DP"),
        "2018-06-07": ("SA",),
        "2015-03-06": ("FP",),
        "2015-03-02": ("SA",),
        "2014-11-26": ("TFP",),
        "2014-11-24": ("TFP",),
        "2014-11-06": ("FP",),
    }
    assert {p.section for p in archived.values()} == {"operations"}


def test_every_archived_notice_is_of_a_kind(archived: dict[str, Proposal]) -> None:
    days = {kind: {day for day, p in archived.items() if p.kind is kind} for kind in Kind}
    assert days[Kind.CERTIFICATE] == {"2015-04-29", "2016-03-17", "2018-01-24", "2020-01-22"}
    assert days[Kind.RELEASE] == {"2014-11-06", "2015-09-16", "2017-02-23", "2017-04-21"}
    assert days[Kind.PLANNED] == {"2018-06-07"}
    assert days[Kind.INFORMATION] == {"2017-02-02"}
    assert len(days[Kind.INCIDENT]) == 10


def test_the_times_that_the_archive_states_clearly(archived: dict[str, Proposal]) -> None:
    times = {day: p.time.text for day, p in archived.items() if p.time}
    assert times.pop("2014-11-24") == "förra veckan"
    assert times == {
        "2020-01-28": "Under kvällen 27/1",
        "2020-01-23": "den 20 januari",
        "2020-01-22": "den 6 februari 2020 kl 18.00",
        "2018-06-07": "11-15 juni",
        "2018-01-24": "den 1 februari 2018",
        "2017-04-21": "helgen 29-30 april 2017",
        "2017-02-23": "helgen 25-26 mars 2017",
        "2016-03-17": "den 7 maj 2016",
        "2015-09-16": "helgen 19-20 september",
        "2015-04-29": "Den 24/5 2015",
        "2014-11-20": "fr.o.m torsdag kväll",
        "2014-11-06": "Natten mot den 23 november",
        "2014-03-05": "2014-03-05",
    }


def test_the_link_whose_path_says_another_day_is_pointed_out(archived: dict[str, Proposal]) -> None:
    odd = {day for day, p in archived.items() if any("Länken" in doubt for doubt in p.unsure)}
    assert odd == {"2020-01-22"}
    assert any("2020-02-09" in doubt for doubt in archived["2020-01-22"].unsure)


def test_a_release_may_belong_on_the_page_for_releases(archived: dict[str, Proposal]) -> None:
    assert any("Releaseinformation" in doubt for doubt in archived["2017-04-21"].unsure)
    assert not any("Releaseinformation" in doubt for doubt in archived["2020-01-28"].unsure)


def test_two_days_for_one_event_are_left_to_a_person(service: Service) -> None:
    proposal = _proposal(service, "Planerat underhåll", "Vi stänger den 8 maj. Vi stänger också den 9 maj.")
    assert proposal.time is None
    assert proposal.unsure == ("Texten nämner ”den 8 maj”, ”den 9 maj”; ingen tid sattes.",)


def test_the_more_exact_of_two_times_for_one_event_is_kept(service: Service) -> None:
    proposal = _proposal(service, "Planerat underhåll", "Vi stänger den 8 maj. Det sker den 8 maj kl 18.00.")
    assert proposal.time
    assert proposal.time.text == "den 8 maj kl 18.00"
    assert proposal.unsure == ()


def test_a_day_that_it_should_have_been_is_not_when_it_was(service: Service) -> None:
    proposal = _proposal(service, "Felaktig körning", "Omräkningen kördes den 2 maj i stället för den 9 maj.")
    assert proposal.time
    assert proposal.time.text == "den 2 maj"


def test_when_an_incident_is_mended_is_not_when_it_was(service: Service) -> None:
    proposal = _proposal(service, "Fel i filerna", "Belopp saknas. En rättning görs den 9 maj.")
    assert proposal.time is None
    assert "den 9 maj" in proposal.unsure[0]


def test_a_weekend_that_is_none_is_pointed_out(service: Service) -> None:
    proposal = _proposal(service, "Planerat underhåll", "Vi stänger helgen 7–8 maj 2031.")
    assert proposal.time is None
    assert any("7–8 maj" in doubt for doubt in proposal.unsure)


def test_what_no_word_tells_is_not_guessed(service: Service) -> None:
    proposal = _proposal(service, "Glad sommar", "Vi ses i höst.")
    assert (proposal.kind, proposal.time, proposal.benefits, proposal.operations) == (None, None, (), ())
    assert proposal.unsure == ("Det framgår inte vilken sorts notis det är.",)


def test_a_link_with_the_day_of_the_text_or_with_other_digits_is_in_order(service: Service) -> None:
    body = "Nycklarna byts den 9 maj. Se https://host.example/310509/prod/ och https://host.example/310231/."
    assert _proposal(service, "Nya certifikat", body).unsure == ()
    assert len(_proposal(service, "Nya certifikat", body.replace("310509", "2031-05-12")).unsure) == 1


def test_a_service_with_other_terms_names_other_things(tmp_path: Path) -> None:
    file = tmp_path / "service.toml"
    text = (ROOT / "service.toml").read_text(encoding="utf-8").replace('"FP", "föräldrapenning"', '"BT", "bilstöd"')
    file.write_text(text, encoding="utf-8")
    assert named(read_service(file).benefit, "Bilstödet (BT) och FP") == ("FP",)
