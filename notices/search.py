"""Full-text search in Swedish: FTS5 on SQLite, tsvector on PostgreSQL, the same stems in both."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer
from sqlalchemy import text
from sqlalchemy.orm import Session

from models.content import Content
from notices.markdown import plain
from notices.vocabulary import label

_WORD = re.compile(r"\w+")
_LONGEST_QUERY = 200

# The same meaning on both databases: every word must be there, by its stem or as the beginning of a longer one.
_FIND = {
    "sqlite": (
        "SELECT rowid FROM search_entry WHERE search_entry MATCH :query "
        "ORDER BY bm25(search_entry, 8.0, 1.0), rowid DESC LIMIT :limit"
    ),
    "postgresql": (
        "SELECT notice_id FROM search_entry WHERE words @@ to_tsquery('simple', :query) "
        "ORDER BY ts_rank(words, to_tsquery('simple', :query)) DESC, notice_id DESC LIMIT :limit"
    ),
}
_DELETE = {
    "sqlite": "DELETE FROM search_entry WHERE rowid = :id",
    "postgresql": "DELETE FROM search_entry WHERE notice_id = :id",
}
_INSERT = {
    "sqlite": "INSERT INTO search_entry(rowid, title, body) VALUES (:id, :title, :body)",
    "postgresql": (
        "INSERT INTO search_entry(notice_id, words) VALUES (:id, setweight(to_tsvector('simple', :title), 'A') "
        "|| to_tsvector('simple', :body))"
    ),
}


@dataclass(frozen=True, slots=True)
class Query:
    """What somebody searched for, as stems."""

    stems: tuple[str, ...]

    def matches(self, word: str) -> bool:
        """Whether a word of a text is one that was searched for, for marking it."""
        return any(stem(word).startswith(s) for s in self.stems)


@lru_cache(2**16)  # stemming is slow, and the words of the notices are few
def stem(word: str) -> str:
    """The part that a word's forms share."""
    # A stemmer holds the word that it works on, so threads cannot share one.
    return str(snowballstemmer.stemmer("swedish").stemWord(word.lower()))


def read_query(words: str) -> Query:
    """Read what a person typed. Signs and empty words are passed over; nothing is refused."""
    return Query(tuple(dict.fromkeys(map(stem, _WORD.findall(words[:_LONGEST_QUERY])))))


def index(session: Session, notice_id: int, content: Content) -> None:
    """Make a notice's current words findable, in the act's own transaction."""
    dialect = _dialect(session)
    session.flush()
    body = "\n".join(map(plain, (content.body, content.action or "", *(u.body for u in content.updates))))
    codes = " ".join((*content.benefits, *content.operations, *_labels(content)))
    session.execute(text(_DELETE[dialect]), {"id": notice_id})
    session.execute(
        text(_INSERT[dialect]), {"id": notice_id, "title": _stems(content.title), "body": _stems(f"{body} {codes}")}
    )


def _labels(content: Content) -> Iterator[str]:
    """The words that the page shows for what kind of notice it is."""
    terms = (content.kind, content.impact, content.status, content.environment)
    yield from (label(term) for term in terms if term)


def find(session: Session, query: Query, limit: int = 50) -> list[int]:
    """The ids of the notices that hold every word, best first. Empty for an empty query."""
    if not query.stems:
        return []
    dialect = _dialect(session)
    terms = (f'"{s}"*' for s in query.stems) if dialect == "sqlite" else (f"'{s}':*" for s in query.stems)
    joined = (" AND " if dialect == "sqlite" else " & ").join(terms)
    return list(session.scalars(text(_FIND[dialect]), {"query": joined, "limit": limit}))


def _stems(words: str) -> str:
    return " ".join(map(stem, _WORD.findall(words)))


def _dialect(session: Session) -> str:
    return session.get_bind().dialect.name


def excerpt(words: str, query: Query, around: int = 120) -> list[tuple[str, bool]]:
    """The part of a text where the search's words first stand: pieces, each with whether it is one of them."""
    matches = [match for match in _WORD.finditer(words) if query.matches(match[0])]
    first = matches[0].start() if matches else 0
    start = words.rfind(" ", 0, max(first - around, 0)) + 1
    end = words.find(" ", first + around)
    end = len(words) if end == -1 else end
    pieces = [("… ", False)] if start else []
    at = start
    for match in matches:
        if start <= match.start() and match.end() <= end:
            pieces += [(words[at : match.start()], False), (match[0], True)]
            at = match.end()
    return [*pieces, (words[at:end], False), *([(" …", False)] if end < len(words) else [])]
