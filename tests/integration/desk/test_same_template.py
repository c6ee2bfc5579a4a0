"""Two who are woken by the same trouble meet in one draft."""

from flask import Flask

from tests.integration.desk.conftest import Later
from tests.integration.desk.drafting import begin
from tests.people_at_the_desk import Browser, let_in


def press(browser: Browser, **more: str) -> tuple[int, str]:
    browser.get("/desk/skriv")
    answer = browser.post("/desk/skriv", mall="files_late", **more)
    return answer.status_code, answer.headers.get("Location", answer.text)


def test_who_presses_the_same_template_is_told_of_the_others_draft(app: Flask, later: Later) -> None:
    anna, bo = let_in(app), let_in(app, "Bo Ek")
    first = begin(anna, mall="files_late")
    status, page = press(bo)
    assert status == 409
    assert "Anna Berg började ett utkast från samma mall" in page
    assert f'href="{first}"' in page
    assert bo.get(first).status_code == 200
    status, own = press(bo, eget="ja")
    assert (status, own) == (303, "/desk/utkast/2")
    assert press(anna)[0] == 409  # of Bo's, now
    assert begin(bo, mall="wrong_files") == "/desk/utkast/3"


def test_ones_own_what_is_thrown_away_and_what_is_old_are_in_nobodys_way(app: Flask, later: Later) -> None:
    anna, bo = let_in(app), let_in(app, "Bo Ek")
    first = begin(anna, mall="files_late")
    second = begin(anna, mall="files_late")
    anna.post(f"{first}/kastning")
    assert press(bo)[0] == 409
    anna.post(f"{second}/kastning")
    third = begin(bo, mall="files_late")
    assert third == "/desk/utkast/3"
    later(minutes=40)
    anna.get("/desk")
    later(minutes=21)
    assert press(anna) == (303, "/desk/utkast/4")
