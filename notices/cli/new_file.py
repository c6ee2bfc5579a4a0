"""Writing personal data to a file: a new one, that only its owner reads."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from notices.errors import InvalidNotice

_OWNER_ONLY = 0o600


@contextmanager
def new_file(path: Path) -> Iterator[TextIO]:
    """The file, open for writing; gone again where that fails. Raises InvalidNotice where none can be made."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY)
    except OSError as error:
        raise InvalidNotice(f"{path} kunde inte skrivas ({error.strerror}). Ange en ny fil.") from error
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as file:
            yield file
    except BaseException:
        path.unlink()  # half a file looks like a whole one
        raise
