"""The proof as a table that any program for tables can open."""

import csv
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import IO

from models.delivery import Cause
from notices.channels.code_meanings import meaning
from notices.clock import STOCKHOLM
from notices.delivery.proof import Proof
from notices.delivery.wording import said
from notices.vocabulary import label

COLUMNS = (
    "utskick", "kanal", "av", "version", "mottagare", "läge", "leverantörens läge", "kod", "betydelse", "försök",
    "leverantörens id",
    "sänt (UTC)", "sänt (svensk tid)", "avgjort (UTC)", "avgjort (svensk tid)", "kvitto (UTC)", "kvitto (svensk tid)",
)  # fmt: skip
# A cell that begins so is taken for a formula by programs for tables.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_proof(proofs: Iterable[Proof], file: IO[str]) -> int:
    """Write the table as CSV (RFC 4180), the columns' names first. Returns how many rows follow them."""
    table = csv.writer(file)
    table.writerow(COLUMNS)
    count = 0
    for count, proof in enumerate(proofs, 1):  # noqa: B007  (the last number is the answer)
        table.writerow(map(_safe, _row(proof)))
    return count


def _row(proof: Proof) -> tuple[object, ...]:
    times = (proof.sent_at, proof.settled_at, proof.reported_at)
    return (
        proof.delivery_id,
        said(proof.channel),
        label(proof.act) if proof.cause is Cause.ACT else said(proof.cause),
        proof.version,
        proof.number,
        said(proof.state),
        proof.provider_status,
        proof.error_code,
        meaning(proof.error_code) if proof.error_code else None,
        proof.attempts,
        proof.provider_id,
        *(cell for at in times for cell in _both(at)),
    )


def _both(at: datetime | None) -> tuple[str, str]:
    """A moment in UTC and in Stockholm, with its distance from UTC: one hour comes twice in the autumn."""
    if at is None:
        return "", ""
    return at.astimezone(UTC).isoformat(timespec="seconds"), at.astimezone(STOCKHOLM).isoformat(timespec="seconds")


def _safe(cell: object) -> str:
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(_FORMULA) else text
