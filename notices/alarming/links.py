"""Where at the desk the trouble of an alarm is seen to: the one place that knows. `address` is the service's own."""


def to_notice(address: str, notice_id: int) -> str:
    """The notice, with what can be done with it."""
    return f"{address}/desk/notiser/{notice_id}"


def to_deliveries(address: str, notice_id: int) -> str:
    """Whom the notice has reached, and what can be tried again."""
    return f"{address}/desk/notiser/{notice_id}/utskick"


def to_alarms(address: str) -> str:
    """All alarms: for what has no page of its own."""
    return f"{address}/desk/larm"
