"""Where the tests find what they need."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

# The page as it was once published. It is kept beside the repository, never in it.
ARCHIVE = ROOT.parent / "shared" / "archive" / "driftinformation.txt"
# The made-up engine that run health is measured with, kept there as well.
ENGINE = ROOT.parent / "shared" / "engine" / "simulate.py"
