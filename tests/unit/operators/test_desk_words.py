"""Everything that the desk says has its English, and its templates keep to the policy that browsers hold them to."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po

from notices.site.rendering import CATALOGUE, DESK_CATALOGUE, TEMPLATES
from tests.paths import ROOT

PAGES = sorted(TEMPLATES.glob("desk/**/*.html"))
ROOMS = ("operators/**/*.py", "web/signing_in/*.py", "web/desk*.py", "web/desk/**/*.py", "web/operators.py")
# Where it is refused what operators ask for, in whole sentences.
REFUSING = (
    "adjustments/*.py",
    "drafts/*.py",
    "publishing/*.py",
    "tokens/making.py",
    "mailing/addresses.py",
    "checks.py",
    "database.py",
    "numbers.py",
)
PROGRAM = sorted(path for room in (*ROOMS, *REFUSING) for path in (ROOT / "notices").glob(room))
# In the program, a capital letter and a second word make a sentence that somebody reads.
SENTENCE = re.compile(r"(%\(name\)s|[A-ZÅÄÖ][a-zåäö]+),? [a-zåäö]")


def _in_pages() -> set[str]:
    options = {"trim_blocks": "true", "lstrip_blocks": "true"}
    found = [m for path in PAGES for m in extract_from_file("jinja2.ext:babel_extract", str(path), options=options)]
    return {message if isinstance(message, str) else message[0] for _, message, _, _ in found}


def _literals(path: Path) -> Iterator[str]:
    """The texts in a module that are no docstrings, and no parts of a text that is put together."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        inside = [child for child in ast.iter_child_nodes(node) if isinstance(child, ast.Constant)]
        if not isinstance(node, ast.Expr | ast.JoinedStr):
            yield from (child.value for child in inside if isinstance(child.value, str))


def _in_program() -> set[str]:
    return {text for path in PROGRAM for text in _literals(path)}


def _translated(path: Path) -> set[str]:
    with path.open("rb") as file:
        catalogue = read_po(file, locale="en")
    assert not [m.id for m in catalogue if list(m.check(catalogue))]
    return {m.id if isinstance(m.id, str) else m.id[0] for m in catalogue if m.id and m.string and all(m.string)}


def test_everything_that_the_desk_says_has_its_english_and_nothing_else_has() -> None:
    sentences = {text for text in _in_program() if SENTENCE.match(text) and not text.endswith(" ")}
    said = _in_pages() | sentences
    own = _translated(DESK_CATALOGUE)
    assert said - _translated(CATALOGUE) - own == set()
    assert own - _in_pages() - _in_program() == set()


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.name))
def test_a_page_brings_no_script_and_no_style_of_its_own(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"<script(?! src=)|<style|\sstyle=|\son[a-z]+=|javascript:", text)
    for form in re.findall(r"<form [^>]*method=\"post\".*?</form>", text, re.DOTALL):
        assert "{{ csrf }}" in form or path.name in ("sign_in.html", "invitation.html"), form
