"""Where the tests find what they need."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

# The page as it was once published. It is kept beside the repository, never in it.
ARCHIVE = ROOT.parent / "shared" / "archive" / "driftinformation.txt"
