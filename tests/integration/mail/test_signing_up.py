"""Signing up for mail and leaving it: asked by anybody, decided by who reads the mailbox."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import text as sql

from app import create_app
from models.registration import EndReason, Source
from notices import clock
from notices.channels.provider import SendError, Verdict
from notices.mailing.letters import LEASE, Envelope, Writer, forget_letters, settle
from notices.mailing.links import Links
from notices.mailing.signing_up import MOST_FROM_ONE_PLACE, MOST_TO_A_MAILBOX
from tests.integration.mail.office import ADDRESS, ANNA, BO, CARIN, MailOffice, link, on_one_database, one_click
from tests.standins.smtp.server import MailServer


@pytest.fixture
def client(office: MailOffice) -> FlaskClient:
    return office.web()


@pytest.fixture
def told(office: MailOffice, client: FlaskClient) -> MailOffice:
    """Anna is told, and has had a mail."""
    office.register([ANNA])
    office.publish()
    office.work()
    return office


def sign_up(client: FlaskClient, address: str, path: str = "/prenumerera", **more: str) -> str:
    """Fill in the form; the words of the page that follows."""
    answer = client.post(path, data={"adress": address, **more})
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{path}/skickat")
    assert "Set-Cookie" not in answer.headers
    return client.get(f"{path}/skickat").text


def letter(office: MailOffice, address: str) -> str:
    """The link in the letter that a mailbox got last."""
    office.post()
    return link(office.server.inbox(address)[-1])


def test_only_the_mailbox_itself_can_say_yes(office: MailOffice, client: FlaskClient, mail_server: MailServer) -> None:
    assert "Titta i din e-post" in sign_up(client, " Anna@Kommun.example ")
    assert office.registration(ANNA) is None
    assert mail_server.taken == []  # nothing leaves while somebody waits for an answer
    path = letter(office, ANNA)

    asks = client.get(path)  # as a program does that follows every link of a mail
    assert asks.status_code == 200
    assert "a…@kommun.example" in asks.text
    assert ANNA not in asks.text
    assert office.registration(ANNA) is None

    assert "Klart" in client.post(path).text
    assert "Klart" in client.post(path).text
    known = office.registration(ANNA)
    assert known
    assert (known.source, known.ended_at, known.shared) == (Source.FORM, None, False)
    office.publish()
    office.work()
    assert len(mail_server.inbox(ANNA)) == 2


@on_one_database
def test_a_known_mailbox_is_told_so_and_whoever_asks_is_not(told: MailOffice, client: FlaskClient) -> None:
    known, unknown = sign_up(client, ANNA), sign_up(client, BO)
    assert known == unknown
    told.post()
    assert "redan anmäld" in told.subjects(ANNA)[-1]
    assert "Bekräfta" in told.subjects(BO)[-1]
    ends = link(told.server.inbox(ANNA)[-1])
    client.get(ends)
    assert told.is_told(ANNA)
    assert "avslutad" in client.post(ends).text
    assert told.ended(ANNA) is EndReason.STOPP


@on_one_database
def test_a_letter_is_in_the_language_of_its_form(office: MailOffice, client: FlaskClient) -> None:
    assert "Look in your e-mail" in sign_up(client, ANNA, "/en/prenumerera")
    path = letter(office, ANNA)
    assert "Confirm your e-mail address" in office.subjects(ANNA)[0]
    assert path.startswith("/en/prenumerera/bekrafta?t=")
    asks = client.get(path).text
    assert '<html lang="en"' in asks
    assert path.removeprefix("/en") in asks  # the same page in Swedish keeps the link


@on_one_database
def test_a_link_counts_for_two_days_and_for_its_own_mailbox(office: MailOffice, client: FlaskClient) -> None:
    sign_up(client, ANNA)
    path = letter(office, ANNA)
    for wrong in (path[:-1], path.replace("bekrafta", "avsluta"), path.partition("?")[0]):
        assert client.post(wrong, data={"List-Unsubscribe": "One-Click"}).status_code == 410
    with time_machine.travel(clock.now() + timedelta(hours=48)):
        late = client.post(path)
    assert late.status_code == 410
    assert "gäller inte" in late.text
    assert office.registration(ANNA) is None
    with office.database.writing() as session:
        assert forget_letters(session, clock.now() + timedelta(hours=48)) == 1
    assert client.get(path).status_code == 410


@on_one_database
def test_a_single_press_ends_it_without_a_question(told: MailOffice, client: FlaskClient) -> None:
    mail = told.server.inbox(ANNA)[0]
    path = "/prenumerera/avsluta?" + str(mail["List-Unsubscribe"]).strip("<>").partition("?")[2]
    assert client.post(path).status_code == 400  # not what a mailbox's button says
    assert "Vill du sluta" in client.get(path).text
    assert told.is_told(ANNA)

    answer = one_click(client, mail)
    assert (answer.status_code, answer.headers.get("Set-Cookie")) == (200, None)
    assert told.ended(ANNA) is EndReason.STOPP
    assert one_click(client, mail).status_code == 200
    told.publish()
    told.work()
    assert len(told.server.inbox(ANNA)) == 1


@on_one_database
def test_an_old_mail_also_ends_what_began_anew(told: MailOffice, client: FlaskClient) -> None:
    mail = told.server.inbox(ANNA)[0]
    one_click(client, mail)
    told.register([ANNA])
    one_click(client, mail)
    assert not told.is_told(ANNA)


def test_a_shared_mailbox_is_asked_before_it_ends_for_all(
    office: MailOffice, client: FlaskClient, mail_server: MailServer
) -> None:
    sign_up(client, ANNA, delad="ja")
    client.post(letter(office, ANNA))
    office.publish()
    office.work()
    mail = mail_server.inbox(ANNA)[-1]

    for _ in range(MOST_TO_A_MAILBOX + 2):  # nor can one of its readers shower it
        assert "frågar brevlådan" in one_click(client, mail).text
    assert office.is_told(ANNA)
    office.post()
    assert office.subjects(ANNA)[2:] == ["[Driftinformation] Ska brevlådan sluta få e-post?"] * MOST_TO_A_MAILBOX
    path = link(mail_server.inbox(ANNA)[-1])
    assert "Vill du sluta" in client.get(path).text
    assert office.is_told(ANNA)
    client.post(path)
    assert office.ended(ANNA) is EndReason.STOPP


def test_nobody_can_be_showered_with_letters_not_even_by_many_requests_at_once(
    office: MailOffice, client: FlaskClient
) -> None:
    with ThreadPoolExecutor(6) as threads:
        addresses = (ANNA, "anna+1@kommun.example", "ANNA+2@kommun.example") * 4
        pages = set(threads.map(lambda address: sign_up(client.application.test_client(), address), addresses))
    assert len(pages) == 1
    assert len(office.letters) == MOST_TO_A_MAILBOX
    with time_machine.travel(clock.now() + timedelta(days=1, minutes=1)):
        sign_up(client, ANNA)
    assert len(office.letters) == MOST_TO_A_MAILBOX + 1


@on_one_database
def test_one_place_cannot_have_us_shower_others(office: MailOffice, client: FlaskClient) -> None:
    def ask(number: int, place: str) -> int:
        data = {"adress": f"person{number}@kommun.example"}
        return client.post("/prenumerera", data=data, headers={"X-Forwarded-For": place}).status_code

    asked = [ask(number, "198.51.100.7") for number in range(MOST_FROM_ONE_PLACE + 2)]
    assert asked == [303] * MOST_FROM_ONE_PLACE + [429] * 2
    assert ask(99, "198.51.100.8") == 303
    assert "198.51.100" not in repr([vars(one) for one in office.letters])
    assert (
        client.post("/prenumerera", data={"adress": ANNA}, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    )


@on_one_database
def test_a_wrong_address_stays_in_the_form(office: MailOffice, client: FlaskClient) -> None:
    for address in ("anna", '"><script>', "", f"{ANNA}\r\nBcc: {BO}"):
        answer = client.post("/prenumerera", data={"adress": address, "delad": "ja"})
        assert answer.status_code == 400
        assert "Det är ingen e-postadress" in answer.text
        assert "<script>" not in answer.text
        assert 'aria-invalid="true"' in answer.text
    assert office.letters == []


@on_one_database
def test_a_letter_that_nobody_knows_of_is_sent_again_as_the_same(office: MailOffice, client: FlaskClient) -> None:
    office.server.fault("drop", accepted=True, first=1)
    office.server.fault("refuse", at="rcpt", to=BO, code=451, words="4.7.1 Greylisted", first=1)
    office.server.fault("refuse", at="rcpt", to=CARIN, code=550)
    for address in (ANNA, BO, CARIN):
        sign_up(client, address)
    assert office.post() == {"unknown": 1, "later": 1, "refused": 1}
    assert office.post() == {}
    with time_machine.travel(clock.now() + timedelta(minutes=3)):
        assert office.post() == {"sent": 2}
    first, again = [taken.raw for taken in office.server.taken if taken.to == ANNA]
    assert first == again
    assert [one.error_code for one in office.letters] == [None, None, "550 5.1.1"]


@on_one_database
def test_what_a_slow_worker_says_of_a_letter_that_another_has_taken_up_counts_no_more(
    office: MailOffice, client: FlaskClient
) -> None:
    def claim() -> Envelope:
        with office.database.writing() as session:
            links = Links(office.settings.secret, ADDRESS)
            return Writer(session, office.secrecy, office.parts.service, links, clock.now()).claim()[0]

    sign_up(client, ANNA)
    slow = claim()
    with time_machine.travel(clock.now() + LEASE):
        claim()
    with office.database.writing() as session:
        settle(session, slow, SendError(Verdict.REFUSED, "550"), clock.now())
    assert office.letters[0].settled_at is None


@on_one_database
def test_without_the_database_it_says_so_and_keeps_nothing(office: MailOffice, client: FlaskClient) -> None:
    with office.database.writing() as session:
        session.execute(sql("ALTER TABLE letter RENAME TO gone"))
    answer = client.post("/prenumerera", data={"adress": ANNA})
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
    assert "inget har sparats" in answer.text


@on_one_database
def test_the_page_has_the_form_where_there_is_a_mail_server(
    office: MailOffice,
) -> None:
    client = office.web(drawn=True)
    assert 'action="/prenumerera" method="post"' in client.get("/prenumerera").text
    assert "till och med" not in client.get("/prenumerera").text
    object.__setattr__(office, "settings", office.settings.model_copy(update={"smtp_host": ""}))
    without = office.web(drawn=True)
    assert "E-post" not in without.get("/prenumerera").text
    assert without.post("/prenumerera", data={"adress": ANNA}).status_code == 405
    assert without.get("/prenumerera/skickat").status_code == 404


@on_one_database
def test_an_operator_can_find_end_and_forget_an_address(told: MailOffice) -> None:
    run = create_app(told.settings).test_cli_runner().invoke
    found = run(args=["subscriber", "find", "Anna@kommun.example"]).output
    assert "a…@kommun.example  sedan" in found
    assert "formulär" in found
    assert "nu avregistrerat" in run(args=["subscriber", "end", ANNA]).output
    assert "är glömt. Registreringar: 1." in run(args=["subscriber", "erase", ANNA]).output
    assert told.registration(ANNA) is None
