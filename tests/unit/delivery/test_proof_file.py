"""The proof as a table: nothing in it is run by the program that opens it."""

import csv
import io
from datetime import UTC, datetime

import pytest

from models.delivery import Cause, State
from models.registration import Channel
from models.terms import Act
from notices.delivery.proof import Proof
from notices.delivery.proof_file import COLUMNS, write_proof

A_NIGHT = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)  # half past two, which comes twice


def cells(**facts: object) -> dict[str, str]:
    """The one row of a proof, by column."""
    plain: dict[str, object] = {
        "delivery_id": 7,
        "act": Act.PUBLISH,
        "cause": Cause.ACT,
        "version": 1,
        "channel": Channel.SMS,
        "number": "",
        "state": State.ACCEPTED,
        "provider_id": "SM1",
        "provider_status": None,
        "error_code": None,
        "attempts": 1,
        "sent_at": A_NIGHT,
        "settled_at": None,
        "reported_at": None,
    }
    file = io.StringIO()
    assert write_proof([Proof(**(plain | facts))], file) == 1  # type: ignore[arg-type]  # by name, as above
    (row,) = csv.DictReader(io.StringIO(file.getvalue()))
    assert tuple(row) == COLUMNS
    return row


@pytest.mark.parametrize("text", ["=1+1", "+46", "-2", "@cmd", "\t=1", "\r=1"])
def test_no_cell_is_taken_for_a_formula(text: str) -> None:
    row = cells(number=text, provider_status=text, error_code=text, provider_id=text)
    assert {row[name] for name in ("mottagare", "leverantörens läge", "kod", "leverantörens id")} == {f"'{text}"}


def test_both_times_are_told_apart_in_the_hour_that_comes_twice() -> None:
    row = cells(cause=Cause.DAY_BEFORE)
    assert (row["sänt (UTC)"], row["sänt (svensk tid)"]) == ("2026-10-25T00:30:00+00:00", "2026-10-25T02:30:00+02:00")
    assert (row["av"], row["kvitto (UTC)"]) == ("Påminnelse dagen före", "")
