"""The archive's incidents as events of our own making, and their drafts: `python -m benchmarks.archive_cases`.

A row for each: when it was noticed then, when it is drafted now, and what the draft lacks of the notice's facts.
Ends with 1 where it lacks anything.
"""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial

from benchmarks import archive_events as events
from notices.clock import STOCKHOLM
from notices.runs.drafts import Draft
from notices.runs.judgement import Rule
from notices.runs.wording import fields_of
from notices.service import Service, read_service
from tests.paths import ROOT
from tests.unit.runs.engine import Engine

_ORDERS = ("new_order", "cancellation", "full_refresh")


@dataclass(frozen=True, slots=True)
class Case:
    """When it was noticed then, what it was, and the facts that its draft must have. No kind: no draft at all."""

    noticed: date
    what: str
    happen: Callable[[], Engine]
    kind: Rule | None
    benefits: tuple[str, ...] = ()
    operations: tuple[str, ...] = ("daily_run",)
    says: tuple[str, ...] = ()


def _certificate(noticed: date, expires: date, said: str) -> Case:
    happen = partial(events.certificate, expires)
    return Case(noticed, "a certificate is changed", happen, Rule.CERTIFICATE_EXPIRING, (), (), (said,))


CASES = [
    Case(date(2014, 1, 1), "files late", events.late_files, Rule.LATE, says=("1 januari", "06.00")),
    Case(
        date(2014, 3, 5), "a month of files sent again", events.month_sent_again, Rule.RESENT,
        operations=("daily_run", "restart"), says=("5 februari–5 mars", "29 datum", "sekvensnummer", "omstart"),
    ),
    Case(
        date(2014, 11, 20), "intake closed", events.intake_closed, Rule.INTAKE_CLOSED,
        operations=_ORDERS, says=("20 november 2014 kl 18.00", "200 filer", "kö"),
    ),
    Case(
        date(2014, 11, 24), "wrong informationstyp", events.wrong_types, Rule.TYPE_SHARE,
        benefits=("TFP",), says=("18 november",),
    ),
    Case(
        date(2014, 11, 26), "persons missing", events.persons_missing, Rule.PERSONS_MISSING,
        benefits=("TFP",), says=("14 av",),
    ),
    Case(
        date(2015, 3, 2), "answers without payments", events.payments_missing, Rule.PAYMENT_SHARE,
        benefits=("SA",), says=("22 februari", "saknar utbetalning"),
    ),
    Case(
        date(2015, 3, 2), "… the benefit frozen, then let go", events.payments_missing, Rule.FROZEN,
        benefits=("SA",), says=("3 mars", "inga ändringar", "gånger fler än väntat", "körningen för 5 mars"),
    ),
    Case(
        date(2015, 3, 6), "days missing", events.days_missing, Rule.DAY_HOLE,
        benefits=("FP",), operations=("daily_run", "full_refresh"), says=("2 januari", "21–25", "heluppdatering"),
    ),
    Case(
        date(2018, 6, 7), "a surge that is announced, and comes", partial(events.recalculation, comes=True), None,
    ),
    Case(
        date(2018, 6, 7), "… and if it had not come", partial(events.recalculation, comes=False), Rule.SURGE_ABSENT,
        benefits=("SA",), says=("11–15 juni",),
    ),
    Case(
        date(2019, 2, 7), "recoveries missing", events.recoveries_missing, Rule.RECOVERY_MISSING,
        benefits=("SP", "RE", "AS", "NP", "GP", "SB", "DP"), operations=("daily_run", "full_refresh"),
        says=("beställda svar har återkrav", "vi bokar tider"),
    ),
    Case(
        date(2020, 1, 23), "a block run a month early", events.wrong_block_run, Rule.WRONG_NUMBER,
        benefits=("ÅP", "EP", "SA"), operations=("block_run",), says=("nr 3", "20 januari", "20 februari"),
    ),
    Case(
        date(2020, 1, 28), "the run that undid it", events.wrong_block_run, Rule.UNSCHEDULED,
        operations=(), says=("27 januari", "rättningen av en tidigare körning"),
    ),
    _certificate(date(2015, 4, 29), date(2015, 5, 24), "24 maj 2015"),
    _certificate(date(2016, 3, 17), date(2016, 5, 7), "7 maj 2016"),
    _certificate(date(2018, 1, 24), date(2018, 2, 1), "1 februari 2018"),
    _certificate(date(2020, 1, 22), date(2020, 2, 6), "6 februari 2020"),
]  # fmt: skip


def main() -> None:
    service = read_service(ROOT / "service.toml")
    print(f"  {'noticed then':14}{'drafted now':18}{'earlier':>8}  what")
    lacking = False
    for case in CASES:
        engine = case.happen()
        draft = next((draft for draft in engine.drafts if draft.kind is case.kind), None)
        lacking_of_it = list(lacks(case, draft, engine, service))
        lacking |= bool(lacking_of_it)
        print(_row(case, draft, lacking_of_it), flush=True)
    sys.exit(lacking)


def lacks(case: Case, draft: Draft | None, engine: Engine, service: Service) -> Iterator[str]:
    """What the draft lacks of the notice's facts, or has that nobody asked for."""
    if case.kind is None:
        yield from (f"no peace: {other.kind}" for other in engine.drafts)
        return
    if draft is None:
        yield "a draft"
        return
    fields = fields_of(draft, engine.watch.state.plan, service, draft.opened)
    texts = [text for text in fields.values() if isinstance(text, str)]
    told = " ".join([*draft.evidence, draft.closing or "", *texts])
    yield from set(case.benefits).symmetric_difference(fields["benefits"])
    yield from set(case.operations).symmetric_difference(fields["operations"])
    yield from (words for words in case.says if words not in told.replace("\N{NO-BREAK SPACE}", " "))


def _row(case: Case, draft: Draft | None, lacking: list[str]) -> str:
    opened = draft.opened.astimezone(STOCKHOLM) if draft else None
    drafted = f"{opened:%Y-%m-%d %H.%M}" if opened else "no draft"
    earlier = f"{(case.noticed - opened.date()).days} d" if opened else ""
    note = f"  LACKS {', '.join(lacking)}" if lacking else ""
    return f"  {case.noticed!s:14}{drafted:18}{earlier:>8}  {case.what}{note}"


if __name__ == "__main__":
    main()
