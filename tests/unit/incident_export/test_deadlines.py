"""By when the authority wants what."""

import pytest

from notices.incident_export.deadlines import deadlines
from tests.factories import at


@pytest.mark.parametrize(
    ("known", "day", "three_days", "month"),
    [
        ("2026-03-10 06.20", "2026-03-11 06.20", "2026-03-13 06.20", "2026-04-10 06.20"),
        ("2026-12-31 23.00", "2027-01-01 23.00", "2027-01-03 23.00", "2027-01-31 23.00"),
        ("2028-01-31 12.00", "2028-02-01 12.00", "2028-02-03 12.00", "2028-02-29 12.00"),
        # 24 hours are 24 hours, also on the night that loses one.
        ("2026-03-28 12.00", "2026-03-29 13.00", "2026-03-31 13.00", "2026-04-28 12.00"),
    ],
)
def test_the_three_deadlines(known: str, day: str, three_days: str, month: str) -> None:
    assert [deadline.at for deadline in deadlines(at(known))] == [at(day), at(three_days), at(month)]
