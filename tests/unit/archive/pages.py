"""Pages of our own writing, made at random."""

from datetime import date

from hypothesis import strategies as st

from notices.archive import ArchivedNotice, ArchivedPage, ArchivedUpdate
from notices.archive.body import to_markdown
from notices.archive.subheadings import with_subheadings
from notices.archive.text_reader import read_text

_WORDS = st.sampled_from(
    "nattens körning filer * _x_ a_b.crt <host>.crt #3 [1] & &amp; `kod` 5 > 3 – ” 100% 1. \u00a0 \\ ! åter Öppen •• + "
    "- = ~~~ https://host.example/a_b stod@host.example".split(" ")
)
_DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))


@st.composite
def _sentence(draw: st.DrawFn) -> str:
    """Ends with a stop, so that it is no heading, and begins with a letter, so that it is no list."""
    return "Ord " + " ".join(draw(st.lists(_WORDS, max_size=8))) + draw(st.sampled_from([".", ":", ". .", "\u00a0."]))


@st.composite
def _list(draw: st.DrawFn) -> str:
    lines: list[str] = []
    depth = 1
    for number in range(1, draw(st.integers(2, 6))):
        depth = draw(st.integers(1, min(depth + 1, 3))) if lines else 1
        sign = draw(st.sampled_from(["•", f"{number}."]))
        lines.append(f"{' ' * depth}{sign} {draw(_sentence())}")
        if draw(st.booleans()):
            lines.append(f"{' ' * (depth + 1)}{draw(_sentence())}")
        if draw(st.booleans()):
            lines += ["", f"{' ' * (depth + 1)}{draw(_sentence())}", ""]
    return "\n".join(lines).rstrip("\n")


_PARAGRAPH = st.lists(_sentence(), min_size=1, max_size=3).map("\n".join)
_SUBHEADED = _sentence().map(lambda sentence: f"Rubrik i notisen\n\n{sentence}")
_BLOCKS = st.one_of(_PARAGRAPH, _PARAGRAPH, _list(), _SUBHEADED, st.just("\u00a0"), _sentence().map("- {}".format))
TEXTS = st.builds("\n\n".join, st.tuples(_sentence(), st.lists(_BLOCKS, max_size=4).map("\n\n".join))).map(str.rstrip)
BODIES = TEXTS.map(lambda text: to_markdown(with_subheadings(read_text(f"Sida\n\n{text}"))[2:]))
TITLES = st.builds("Notis {} om {}".format, st.integers(1, 999), _WORDS.filter(lambda word: word.strip(" \u00a0")))

UPDATES = st.builds(ArchivedUpdate, published=_DAYS, body=BODIES)
NOTICES = st.builds(
    ArchivedNotice, title=TITLES, published=_DAYS, body=BODIES, updates=st.lists(UPDATES, max_size=2).map(tuple)
)
PAGES = st.builds(
    ArchivedPage,
    title=st.sampled_from(["Driftinformation", "Om driften: nu & sedan"]),
    preamble=st.just("") | BODIES,
    notices=st.lists(NOTICES, min_size=1, max_size=4).map(tuple),
    closing=st.sampled_from([None, "Följ flödet"]),
)
