"""What a mail carries besides its words, read back as a mailbox reads it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.headerregistry import Address
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from notices.channels.mail.letterhead import Letterhead
from notices.channels.provider import Attempt, Message

WRITTEN = datetime(2026, 3, 10, 5, 20, tzinfo=UTC)
LONG = "https://drift.myndigheten.example/prenumerera/avsluta?t=" + "x" * 200
LETTERHEAD = Letterhead(
    Address("Driftinformation, förvaltningen", "drift", "lefi.example"),
    "Driftinformation",
    "drift.example",
    lambda delivery: f"{LONG}{delivery}",
)
NOTICE = Message("Filerna dröjer.", "[Driftinformation] Filerna är sena", "<p>Filerna dröjer.</p>", "12", WRITTEN)
FIRST = Attempt(7, 1)


def read(
    message: Message = NOTICE,
    attempt: Attempt | None = FIRST,
    now: datetime = WRITTEN,
    letterhead: Letterhead = LETTERHEAD,
) -> EmailMessage:
    raw = letterhead.write("anna@kommun.example", message, attempt, now).as_bytes()
    assert raw.isascii()
    assert max(map(len, raw.splitlines())) < 998
    return message_from_bytes(raw, policy=policy.default)


def text(mail: EmailMessage, kind: str = "plain") -> str:
    body = mail.get_body((kind,))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def test_the_headers_say_from_whom_to_whom_and_that_it_is_a_machine() -> None:
    mail = read()
    assert mail["From"].addresses[0].addr_spec == "drift@lefi.example"
    assert mail["From"].addresses[0].display_name == "Driftinformation, förvaltningen"
    assert mail["To"] == "anna@kommun.example"
    assert mail["Subject"] == "[Driftinformation] Filerna är sena"
    assert mail["Date"].datetime == WRITTEN
    assert mail["Date"].endswith("+0100")
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["List-Id"] == "<driftinformation.drift.example>"
    assert mail.get_content_type() == "multipart/alternative"


def test_one_press_ends_it_and_the_address_is_whole_however_long() -> None:
    mail = read()
    raw = LETTERHEAD.write("anna@kommun.example", NOTICE, FIRST, WRITTEN).as_bytes()
    assert f"\r\nList-Unsubscribe: <{LONG}7>\r\n".encode() in raw  # in no signs for foreign letters
    assert mail["List-Unsubscribe"] == f"<{LONG}7>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "\n-- \n" in text(mail)
    assert f"{LONG}7" in text(mail)
    assert f'href="{LONG}7"' in text(mail, "html")


def test_without_https_no_mailbox_is_told_to_press() -> None:
    mail = read(letterhead=replace(LETTERHEAD, leave=lambda _delivery: "http://localhost:8000/x"))
    assert mail["List-Unsubscribe"] == "<http://localhost:8000/x>"
    assert "List-Unsubscribe-Post" not in mail


def test_all_words_of_a_notice_hang_together() -> None:
    first, second, other = (
        read(),
        read(replace(NOTICE, text="Nytt."), Attempt(8, 1)),
        read(replace(NOTICE, thread="13")),
    )
    assert first["References"] == first["In-Reply-To"] == second["References"] == "<notis-12@drift.example>"
    assert other["References"] != first["References"]
    assert len({mail["Message-ID"] for mail in (first, second, other)}) == 3


def test_what_is_sent_again_is_the_same_mail_byte_by_byte() -> None:
    write = LETTERHEAD.write
    again = write("anna@kommun.example", NOTICE, Attempt(7, 2), WRITTEN + timedelta(hours=3))
    assert again.as_bytes() == write("anna@kommun.example", NOTICE, Attempt(7, 1), WRITTEN).as_bytes()


@pytest.mark.parametrize(
    ("message", "attempt"),
    [
        (NOTICE, Attempt(8, 1)),
        (replace(NOTICE, text="Något annat."), Attempt(7, 1)),
        (replace(NOTICE, subject="Något annat"), Attempt(7, 1)),
        (replace(NOTICE, at=WRITTEN + timedelta(seconds=1)), Attempt(7, 1)),
        (NOTICE, None),
    ],
)
def test_another_mail_has_another_id(message: Message, attempt: Attempt | None) -> None:
    """Also where a restored database gives the same numbers again: a mailbox must not take it for one it has."""
    assert read(message, attempt)["Message-ID"] != read()["Message-ID"]


def test_a_letter_of_its_own_belongs_to_no_list_and_no_conversation() -> None:
    mail = read(Message("Bekräfta.", "Bekräfta", at=WRITTEN), None)
    assert not {"List-Id", "List-Unsubscribe", "References", "In-Reply-To"} & set(mail.keys())
    assert text(mail) == "Bekräfta.\n"
    assert mail.get_content_type() == "text/plain"


def test_a_letter_that_nobody_dated_is_another_each_time() -> None:
    alarm = Message("Larm.", "Larm")
    assert read(alarm, None)["Message-ID"] != read(alarm, None, WRITTEN + timedelta(minutes=10))["Message-ID"]


@settings(max_examples=40)
@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=200))
def test_no_title_breaks_the_headers(title: str) -> None:
    mail = read(replace(NOTICE, subject=f"[Driftinformation] {title}\r\nBcc: bo@kommun.example"))
    assert "Bcc" not in mail
    assert mail["To"] == "anna@kommun.example"
