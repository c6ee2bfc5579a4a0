import pytest

from tests.standins.provider.segments import segments


@pytest.mark.parametrize(
    ("body", "parts"),
    [
        ("å" * 160, 1),
        ("å" * 161, 2),
        ("å" * 306, 2),
        ("å" * 307, 3),
        ("€" * 80, 1),
        ("€" * 81, 2),
        ("€" * 153, 3),  # 76 to a part, since a character is never split
        ("–" * 70, 1),
        ("–" * 71, 2),
        ("🙂" * 35, 1),
        ("🙂" * 36, 2),
        ("🙂" * 67, 3),
    ],
)
def test_parts_are_counted_as_the_network_counts_them(body: str, parts: int) -> None:
    assert segments(body) == parts
