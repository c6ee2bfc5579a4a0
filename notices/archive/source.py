"""The bytes of a page as text, or the reason why they are none."""

from notices.errors import InvalidArchive

MAX_BYTES = 5_000_000


def decode(data: bytes) -> str:
    """The text without its byte order mark, lines ended by a newline only."""
    if len(data) > MAX_BYTES:
        line = data.count(b"\n", 0, MAX_BYTES) + 1
        raise InvalidArchive(
            f"rad {line}: här passerar filen gränsen {MAX_BYTES // 1_000_000} MB. Dela sidan och läs in delarna."
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        byte = error.object[error.start]
        raise InvalidArchive(
            f"rad {line}: byten 0x{byte:02X} är inte UTF-8. Spara sidan som UTF-8 och läs in den igen."
        ) from error
    if not text.strip():
        raise InvalidArchive("rad 1: filen är tom.")
    return text.replace("\r\n", "\n").replace("\r", "\n")
