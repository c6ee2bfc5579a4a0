"""A notice reaches a telephone: registered by LEFIP, told once, and left alone after STOPP."""

import re
from collections.abc import Callable

import requests

from tests.harness.server import Server
from tests.harness.waiting import wait_until

BRITTA = "+46701740605"
_TOKEN = re.compile(r'name="token" value="([^"]+)"')
LATE = "---\ntitle: Filerna är sena\nkind: Akut\nimpact: Försening\naction: Vänta på filerna.\n---\nDe kommer.\n"


def text(server: Server, words: str) -> None:
    page = requests.get(f"{server.address}/telefon", timeout=10)
    token = _TOKEN.search(page.text)
    assert token
    form = {"token": token[1], "nummer": BRITTA, "text": words}
    assert requests.post(f"{server.address}/telefon", data=form, timeout=10).ok


def phone(server: Server) -> str:
    return requests.get(f"{server.address}/telefon", params={"nummer": BRITTA}, timeout=10).text


def test_a_notice_reaches_the_telephone_once_and_stopp_is_obeyed(
    server: Callable[..., Server], database_url: str
) -> None:
    installed = server(database_url)
    installed.start()
    installed.worker.start()
    text(installed, "lefip")
    assert "nu registrerad på tjänsten LEFIP" in phone(installed)
    address = installed.flask("notice", "publish", "-", input=LATE).stdout.strip()
    wait_until(lambda: "LEFI Prenumeration: Filerna är sena" in phone(installed), "the text message")
    installed.flask("notice", "update", address, "-", "--no-sms", input="Inget nytt.")
    installed.flask("notice", "end", address, "-", input="Filerna är levererade.")
    wait_until(lambda: "Filerna är levererade" in phone(installed), "the last word")
    told = phone(installed)
    assert told.count("LEFI Prenumeration: Filerna är sena") == 1
    assert "Inget nytt" not in told
    text(installed, "stopp")
    assert "nu avregistrerad från tjänsten LEFIP" in phone(installed)
    installed.flask("notice", "publish", "-", "--sms", input=LATE.replace("Filerna är sena", "Nya fel"))
    wait_until(lambda: "Nya fel" in installed.get("/").text, "the page")
    installed.worker.stop()
    installed.worker.start()
    wait_until(lambda: installed.worker.log.count("worker_started") == 2, "the worker to start again")
    assert "Nya fel" not in phone(installed)
