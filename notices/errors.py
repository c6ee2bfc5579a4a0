"""What can go wrong on purpose, said to the reader in plain words."""


class DriftinformationError(Exception):
    """The root of all errors whose text is meant for a person: it says what happened and what to do.

    The texts are Swedish, as the people who publish read them first.
    """


class ConfigurationError(DriftinformationError):
    """A setting is missing or wrong. The text names it; the program does not start."""


class IllegalAct(DriftinformationError):
    """An act that the notice's state does not allow, with the reason."""


class InvalidNotice(DriftinformationError):
    """A notice that cannot be published as written: which field, what is wrong, what to do."""


class InvalidReceiver(InvalidNotice):
    """An address, or a receiver of webhooks, to which nothing can be sent. `field` names what is wrong."""

    def __init__(self, field: str, what: str) -> None:
        super().__init__(what)
        self.field = field


class InvalidTime(DriftinformationError):
    """A time that cannot be read, or that names no real moment (a weekend that is none)."""


class InvalidArchive(DriftinformationError):
    """A page that cannot be imported. The text names the line; nothing was imported."""


class LostNotices(DriftinformationError):
    """The database has no notices and the finished site has: drawing it anew would take them from the readers."""


class NotFound(DriftinformationError):
    """Something that was named does not exist."""


class Conflict(DriftinformationError):
    """Somebody else changed the same notice meanwhile; nothing was saved."""
