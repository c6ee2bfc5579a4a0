"""What the desk's door says no to, in words for whoever stands there."""

from notices.errors import DriftinformationError


class Refused(DriftinformationError):
    """Something that an operator asked for and cannot have: what is wrong, and what to do.

    `message` is the sentence as it is written in the program, with `%(name)s` where `values` go, so that it can be
    said in the other language, too.
    """

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message % values if values else message)
        self.message, self.values = message, values


class NotProved(Refused):
    """A passkey or the organisation's sign-in does not let somebody in: whom, where that is known."""

    def __init__(self, message: str, operator_id: int | None = None) -> None:
        super().__init__(message)
        self.operator_id = operator_id


class WrongSignIn(Refused):
    """Name, password, code or passkey are not somebody's. Which of them is not said."""

    def __init__(self) -> None:
        super().__init__("Namnet, lösenordet eller koden stämmer inte. Försök igen, med en ny kod.")


class TooManyTries(Refused):
    """Too many failures in a row this way: `seconds` until the next try is heard."""

    def __init__(self, seconds: int) -> None:
        super().__init__(
            "Det har blivit fel för många gånger. Vänta %(seconds)s sekunder och försök sedan igen. "
            "Med en nyckel kan du logga in nu.",
            seconds=seconds,
        )
        self.seconds = seconds
