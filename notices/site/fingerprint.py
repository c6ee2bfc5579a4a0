"""Which program and settings drew a site: when they change, all of it is drawn anew."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

_DRAWN_BY = ("models/*.py", "notices/**/*.py", "templates/**/*", "static/**/*", "translations/**/*.po")


def fingerprint(root: Path, *settings: str | Path) -> str:
    """A digest of the program's files below `root` and of the settings: texts, or files by their content."""
    digest = hashlib.sha256()
    for path in _files(root):
        digest.update(str(path.relative_to(root)).encode() + path.read_bytes())
    for setting in settings:
        digest.update(setting.read_bytes() if isinstance(setting, Path) else setting.encode())
    return digest.hexdigest()


def _files(root: Path) -> Iterable[Path]:
    return sorted(path for pattern in _DRAWN_BY for path in root.glob(pattern) if path.is_file())
