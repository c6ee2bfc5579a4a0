"""The first screen answers: is something wrong, since when, what must I do, when is the next word."""

from datetime import date
from typing import Any

from models.terms import Environment, Impact, Kind, Status
from models.when import When
from notices.site import pages
from notices.site.published import Published
from notices.timing import parse
from tests.unit.site.frames import a_notice, an_update
from tests.unit.site.pages_read import frame_at, one, read, titles, words


def time(text: str) -> When:
    return parse(text, date(2026, 3, 2))


def late(**fields: Any) -> Published:
    standard: dict[str, Any] = {"kind": Kind.INCIDENT, "impact": Impact.DELAY, "status": Status.INVESTIGATING}
    return a_notice("Nattens filer är sena", **(standard | fields))


def planned(title: str, text: str, **fields: Any) -> Published:
    standard: dict[str, Any] = {"kind": Kind.PLANNED, "status": Status.PLANNED, "time": time(text)}
    return a_notice(title, slug=title.lower(), **(standard | fields))


def test_with_nothing_wrong_one_sentence_says_so() -> None:
    page = read(pages.front(frame_at("2026-03-02 12.00", a_notice("Ny blankett"))))
    assert words(page, "h1") == "Inga kända störningar just nu."
    assert words(page, ".calm .state") == "Fungerar"
    assert one(page, ".calm svg")["class"] == ["sign", "works"]


def test_a_delay_is_said_with_whom_it_concerns_what_to_do_and_the_next_word() -> None:
    notice = late(
        benefits=("SP",),
        operations=("daily_run",),
        action="Vänta på filerna.",
        time=time("fr.o.m. den 2 mars 2026 kl 06.00"),
        next_word=time("den 2 mars 2026 kl 14.00"),
    )
    lead = one(read(pages.front(frame_at("2026-03-02 12.00", notice))), "article.lead")
    assert words(lead, "h1") == "Nattens filer är sena"
    assert words(lead, ".state") == "Försening, felsökning"
    assert one(lead, "svg")["class"] == ["sign", "late"]
    assert "Nästa besked den 2 mars 2026 kl 14.00 måndag" in words(lead, ".times")
    assert "Tid fr.o.m. den 2 mars 2026 kl 06.00 måndag" in words(lead, ".times")
    assert words(lead, ".action") == "Vad du behöver göra Vänta på filerna."
    assert "Berörda förmåner Sjukpenning Berörda funktioner Dygnskörning" in words(lead, ".side")


def test_the_newest_word_on_what_goes_on_stands_on_the_first_screen() -> None:
    notice = late(updates=(an_update(1), an_update(2, "2026-03-02 11.45", "Körningen är omstartad.")))
    lead = one(read(pages.front(frame_at("2026-03-02 12.00", notice))), "article.lead")
    assert "Körningen är omstartad." in words(lead, ".body")
    assert "Det nya är nummer 1." not in words(lead, ".body")


def test_a_promise_that_was_not_kept_is_owned_up_to() -> None:
    notice = late(next_word=time("den 2 mars 2026 kl 14.00"))
    before = read(pages.front(frame_at("2026-03-02 13.59", notice)))
    after = read(pages.front(frame_at("2026-03-02 14.00", notice)))
    assert not before.select(".overdue")
    assert words(after, ".overdue") == (
        "Ett besked var utlovat till måndag 2 mars 2026 kl 14.00. Det har inte kommit än."
    )


def test_a_stop_in_the_test_environment_is_never_how_things_are() -> None:
    notice = late(impact=Impact.OUTAGE, environment=Environment.TEST)
    page = read(pages.front(frame_at("2026-03-02 12.00", notice)))
    assert words(page, "h1") == "Inga kända störningar just nu."
    assert titles(page, ".list h2")[0] == "Pågår"
    assert words(page, "article .state") == "Testmiljön Stopp, felsökning"


def test_the_gravest_leads_and_the_others_follow() -> None:
    stop = late(id=2, impact=Impact.OUTAGE)
    page = read(pages.front(frame_at("2026-03-02 12.00", late(), stop)))
    assert one(page, "article.lead svg")["class"] == ["sign", "stopped"]
    assert titles(page, ".list h2")[:1] == ["Pågår också"]


def test_planned_events_stand_soonest_first_with_their_time_in_words() -> None:
    frame = frame_at(
        "2026-03-02 12.00",
        planned("Senare", "helgen 14–15 mars", id=1),
        planned("Snart", "natten mot den 5 mars", id=2),
    )
    page = read(pages.front(frame))
    assert titles(page, "article.planned h3") == ["Snart", "Senare"]
    assert "natten mot den 5 mars" in titles(page, "article.planned .side")[0]


def test_a_window_that_opens_moves_from_planned_to_ongoing() -> None:
    window = planned("Underhåll", "den 5 mars 2026 kl 18.00–20.00", impact=Impact.OUTAGE)
    page = read(pages.front(frame_at("2026-03-05 18.00", window)))
    assert words(page, "article.lead h1") == "Underhåll"
    assert words(page, "article.lead .state") == "Stopp, pågående"
    assert not page.select("article.planned")


def test_the_latest_are_twenty_by_day_without_those_already_shown() -> None:
    old = [a_notice(f"Notis {n}", f"2026-02-{n:02} 08.10", id=n, slug=f"notis-{n}") for n in range(1, 26)]
    page = read(pages.front(frame_at("2026-03-02 12.00", late(id=99), *old)))
    assert titles(page, "article.brief h4") == [f"Notis {n}" for n in range(25, 5, -1)]
    assert titles(page, ".day > h3")[0] == "onsdag 25 februari 2026"
    assert len(page.select("article")) == 21


def test_each_notice_is_an_article_whose_tag_has_a_line_of_its_own() -> None:
    body = pages.front(frame_at("2026-03-02 12.00", late(), planned("U", "den 5 mars", id=2), a_notice(id=3))).body
    lines = [line for line in body.decode().splitlines() if "<article" in line]
    assert len(lines) == 3
    assert all(line.startswith("<article") and line.endswith(">") for line in lines)


def test_the_page_says_when_it_last_changed_and_moves_its_date_with_the_clock() -> None:
    window = planned("Underhåll", "den 5 mars 2026 kl 18.00–20.00")
    before, during = (pages.front(frame_at(now, window)) for now in ("2026-03-05 17.00", "2026-03-05 19.00"))
    assert "Senast ändrad måndag 2 mars 2026 kl 08.10" in words(read(during), "footer")
    assert before.modified < during.modified
