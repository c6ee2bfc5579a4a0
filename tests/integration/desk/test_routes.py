"""Every route keeps to what it declares: walked with every role, without one, and from other sites' pages."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from werkzeug.routing import Rule

from models.operator import Role
from notices.web.access import ROLES, Caller, declared
from tests.integration.desk.conftest import MakeApplication
from tests.people_at_the_desk import HERE, Browser, let_in

FILLED = {"int": "1", "string": "x", "path": "x", "default": "x"}


def routes(app: Flask, method: str, *callers: Caller) -> Iterator[tuple[str, Caller]]:
    """The address of each route that takes the method and is open to one of the callers, with values filled in."""
    may_call = declared(app)
    for rule in app.url_map.iter_rules():
        if method in (rule.methods or ()) and may_call[rule.endpoint] in callers:
            yield address(rule), may_call[rule.endpoint]


def address(rule: Rule) -> str:
    return re.sub(r"<(?:(\w+)(?:\([^)]*\))?:)?\w+>", lambda found: FILLED[found[1] or "default"], rule.rule)


def test_without_a_session_a_page_leads_to_the_sign_in_and_a_form_changes_nothing(app: Flask) -> None:
    stranger = Browser(app.test_client())
    walked = list(routes(app, "GET", *ROLES))
    assert "/desk/konto" in dict(walked)
    for path, _ in walked:
        answer = stranger.get(path)
        assert (answer.status_code, answer.headers["Location"]) == (302, f"/desk/logga-in?vidare={path}"), path
        assert "Set-Cookie" not in answer.headers
    for path, _ in routes(app, "POST", *ROLES):
        answer = stranger.post(path, csrf="x")
        assert answer.status_code == 401, path
        assert "Du är utloggad" in answer.text


@pytest.mark.parametrize("role", list(Role))
def test_each_role_gets_through_to_what_is_open_to_it_and_no_further(app: Flask, role: Role) -> None:
    somebody = let_in(app, "Anna Berg", role)
    own = somebody.csrf
    for path, caller in routes(app, "GET", *ROLES):
        answer = somebody.get(path)
        if role.includes(ROLES[caller]):
            assert "Din roll räcker inte" not in answer.text, path
        else:
            assert answer.status_code == 403, path
            assert "Din roll räcker inte" in answer.text, path
        assert answer.headers["Cache-Control"] == "no-store", path
    for path, caller in routes(app, "POST", *ROLES):
        if not role.includes(ROLES[caller]):
            somebody.csrf = own
            assert somebody.post(path).status_code == 403, path


def test_no_form_is_taken_without_its_own_sessions_token_or_from_another_site(app: Flask) -> None:
    anna = let_in(app, "Anna Berg", Role.ADMINISTRATOR)
    others_token = let_in(app, "Britta Ek").csrf
    own = anna.csrf
    walked = [path for path, _ in routes(app, "POST", *ROLES)]
    assert len(walked) > 10
    for path in walked:
        for token, headers in (
            ("", HERE),
            ("x", HERE),
            (others_token, HERE),
            (own, {"Sec-Fetch-Site": "cross-site"}),
            (own, {"Sec-Fetch-Site": "same-site"}),
            (own, {"Origin": "https://evil.example"}),
            (own, {"Origin": "null"}),
        ):
            anna.csrf, anna.headers = token, headers
            answer = anna.post(path)
            assert answer.status_code == 403, path
            assert "Formuläret togs inte emot" in answer.text, path
    anna.csrf, anna.headers = own, HERE
    assert anna.get("/desk/konto").status_code == 200  # nothing of it signed her out


def test_a_script_of_ours_sends_the_token_in_a_header(app: Flask) -> None:
    anna = let_in(app)
    for headers, status in ((HERE, 403), ({**HERE, "X-CSRF-Token": anna.csrf}, 200)):
        assert anna.client.post("/desk/konto/nycklar/fraga", headers=headers).status_code == status


def test_the_public_pages_set_no_cookie_not_even_for_an_operator(make: MakeApplication) -> None:
    app = make(drawn=True)
    anna = let_in(app)
    paths = {path for path, _ in routes(app, "GET", Caller.ANYONE, Caller.INSIDE) if not path.startswith("/desk")}
    site = app.extensions["site"]
    paths |= {*site.hot.pages, "/", "/sok?q=fil", "/finns-inte", "/en/finns-inte"}
    assert {"/", "/healthz"} < paths
    for path in paths:
        assert "Set-Cookie" not in app.test_client().get(path).headers, path
        assert "Set-Cookie" not in anna.get(path).headers, path


def test_the_desks_pages_hold_browsers_to_a_strict_policy(app: Flask) -> None:
    anna = let_in(app, role=Role.ADMINISTRATOR)
    for path in ("/desk/logga-in", "/desk/konto", "/desk/konto/losenord", "/desk/operatorer"):
        headers = anna.get(path).headers
        policy = dict(part.split(" ", 1) for part in headers["Content-Security-Policy"].split("; "))
        assert policy["default-src"] == "'none'"
        assert {policy[name] for name in ("script-src", "style-src", "form-action")} == {"'self'"}
        assert policy["frame-ancestors"] == "'none'"
        assert headers["Referrer-Policy"] == "same-origin"  # so that a form's origin is said


def test_style_and_script_are_read_by_all_and_kept(app: Flask) -> None:
    page = Browser(app.test_client()).get("/desk/logga-in").text
    own = re.findall(r'"(/desk/static/[^"]+)"', page)
    assert len(own) == 2
    for path in own:
        answer = app.test_client().get(path)
        assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "public, max-age=31536000, immutable")
    assert app.test_client().get("/desk/static/desk.css").status_code == 404
