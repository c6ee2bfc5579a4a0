"""What two databases could do differently: from the first address to the last sign-out, and many at the same moment."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from models.audit import AuditEntry
from models.operator import Operator, Role
from notices import clock
from notices.operators.challenges import new_challenge, spend
from notices.operators.events import Doer
from notices.operators.refusals import Refused
from notices.operators.roster import Roster
from notices.secrecy import Secrecy
from tests.factories import Desk
from tests.people_at_the_desk import SECRET, Browser, choose_password, desk_application, invite, let_in, sign_in

SECRECY = Secrecy.of(SECRET)


@pytest.fixture
def app(anna: Desk, tmp_path: Path) -> Iterator[Flask]:
    app = desk_application(anna.database, tmp_path / "var")
    yield app
    app.extensions["site"].database.close()


def at_once(times: int, work: object) -> list[int]:
    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(work, range(times)))  # type: ignore[arg-type]


def test_the_whole_way_and_what_many_at_once_may_not_do_twice(app: Flask, anna: Desk) -> None:
    path = invite(anna.database, "Britta Ek", Role.ADMINISTRATOR)
    code = path.partition("kod=")[2]
    entered = at_once(4, lambda _: Browser(app.test_client()).post("/desk/inbjudan", kod=code).status_code)
    assert Counter(entered) == {303: 1, 403: 3}

    carl = let_in(app, "Carl Dal")
    _, codes = choose_password(carl)
    let_in_by_code = at_once(4, lambda _: sign_in(app, codes[0], "Carl Dal")[1].status_code)
    assert Counter(let_in_by_code) == {303: 1, 401: 3}

    dana = let_in(app, "Dana Fors")
    phone, _ = choose_password(dana)
    next_code = phone.code(clock.now() + timedelta(seconds=30))
    let_in_by_app = at_once(4, lambda _: sign_in(app, next_code, "Dana Fors")[1].status_code)
    assert Counter(let_in_by_app) == {303: 1, 401: 3}

    guesses = at_once(8, lambda n: sign_in(app, "000000", "Nobody", f"gissning nummer {n}")[1].status_code)
    assert Counter(guesses)[401] == 5

    browser, _ = sign_in(app, codes[1], "Carl Dal")
    browser.get("/desk/konto")
    browser.post("/desk/logga-ut")
    assert browser.get("/desk/konto").status_code == 302
    with anna.database.reading() as session:
        acts = Counter(session.scalars(select(AuditEntry.act)))
    assert (acts["add_operator"], acts["sign_in"], acts["sign_in_failed"], acts["sign_out"]) == (3, 6, 11, 1)


def test_the_last_two_administrators_cannot_both_go(app: Flask, anna: Desk) -> None:
    for name in ("Britta Ek", "Carl Dal"):
        invite(anna.database, name, Role.ADMINISTRATOR)

    def go(number: int) -> int:
        try:
            with anna.database.writing() as session:
                roster = Roster(session, SECRECY, Doer("test"), clock.now())
                roster.disable(roster.find(("Britta Ek", "Carl Dal")[number]))
        except Refused:
            return 0
        return 1

    assert sorted(at_once(2, go)) == [0, 1]
    with anna.database.reading() as session:
        left = session.scalars(select(Operator).where(Operator.disabled_at.is_(None))).all()
    assert [one.role for one in left] == [Role.ADMINISTRATOR]


def test_a_challenge_is_answered_once_in_time_and_for_its_own_purpose(anna: Desk) -> None:
    now = clock.now()
    challenge = new_challenge(SECRECY, "sign in", now)
    forged = challenge[:-1] + (b"0" if challenge[-1:] != b"0" else b"1")
    later = now.replace(year=now.year + 1)
    for purpose, answered, at in (
        ("register 7", challenge, now),
        ("sign in", forged, now),
        ("sign in", b"", now),
        ("sign in", "å.1.2".encode(), now),
        ("sign in", challenge, later),
    ):
        with pytest.raises(Refused, match="för lång tid"), anna.database.writing() as session:
            spend(session, SECRECY, purpose, answered, at)
    with anna.database.writing() as session:
        spend(session, SECRECY, "sign in", challenge, now)
    with pytest.raises(Refused, match="för lång tid"), anna.database.writing() as session:
        spend(session, SECRECY, "sign in", challenge, now)
