"""A place in the tokens, and the few ways in which the grammar moves it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from notices.timing.tokens import Kind, Token

T = TypeVar("T")


@dataclass(slots=True)
class Cursor:
    """A rule moves the cursor past what it read and returns it, or returns None."""

    tokens: Sequence[Token]
    at: int = 0

    @property
    def ahead(self) -> Token | None:
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def take(self, kind: Kind) -> Token | None:
        token = self.ahead
        if token is None or token.kind is not kind:
            return None
        self.at += 1
        return token

    def mark(self, sign: str) -> bool:
        """Whether the sign stood here; it is then passed."""
        token = self.ahead
        if token is None or token.kind is not Kind.MARK or token.text != sign:
            return False
        self.at += 1
        return True

    def words(self, phrases: Iterable[str]) -> str | None:
        """The longest of the phrases that stands here; it is then passed."""
        token = self.ahead
        if token is None or token.kind is not Kind.WORD:
            return None
        here = [phrase for phrase in phrases if phrase.startswith(token.text) and self._stands(phrase.split())]
        if not here:
            return None
        longest = max(here, key=lambda phrase: len(phrase.split()))
        self.at += len(longest.split())
        return longest

    def _stands(self, words: list[str]) -> bool:
        window = self.tokens[self.at : self.at + len(words)]
        return [token.text for token in window if token.kind is Kind.WORD] == words


Rule = Callable[[Cursor], T]


def first_of(cursor: Cursor, *rules: Rule[T]) -> T | None:
    """What the first rule that fits has read; where none fits the cursor stays."""
    start = cursor.at
    for rule in rules:
        if (found := rule(cursor)) is not None:
            return found
        cursor.at = start
    return None


def longest_of(cursor: Cursor, *rules: Rule[T]) -> T | None:
    """What the rule that reads farthest has read; of two as far, the first."""
    start = end = cursor.at
    best: T | None = None
    for rule in rules:
        cursor.at = start
        found = rule(cursor)
        if found is not None and cursor.at > end:
            best, end = found, cursor.at
    cursor.at = end
    return best
