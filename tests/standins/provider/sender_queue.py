"""A sender's queue: parts come with each message and leave at the sender's pace."""


class SenderQueues:
    """How many parts wait, for each sender."""

    def __init__(self) -> None:
        self._waiting: dict[str, tuple[float, float]] = {}

    def has_room(self, sender: str, parts: int, now: float, *, holds: int, per_second: float) -> bool:
        """Take `parts` in when they fit, and say whether they did."""
        waiting, since = self._waiting.get(sender, (0.0, now))
        waiting = max(0.0, waiting - (now - since) * per_second)
        fits = waiting + parts <= holds
        self._waiting[sender] = (waiting + parts if fits else waiting, now)
        return fits
