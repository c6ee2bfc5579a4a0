"""Mail addresses as people write them."""

from email_validator import EmailNotValidError, validate_email

from notices.errors import DriftinformationError


class InvalidAddress(DriftinformationError):
    """A text that is no mail address to which a mail could be sent."""


def read_address(text: str) -> str:
    """The address in its one form: in small letters, foreign domains as mail servers write them.

    Small letters also before the sign @, where a server could in theory tell them apart: none is known that does, and
    people write them as it comes. Raises InvalidAddress, which does not repeat the text.
    """
    try:
        found = validate_email(text.strip(), check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError as error:
        raise InvalidAddress("Det är ingen e-postadress. Skriv till exempel namn@myndighet.example.") from error
    return str(found.ascii_email).lower()


def mailbox(address: str) -> str:
    """The mailbox in which an address ends up: without what stands after a plus sign."""
    name, _, domain = address.partition("@")
    return f"{name.partition('+')[0]}@{domain}"
