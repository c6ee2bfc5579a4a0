"""Pages drawn for a moment, and read as a person or a browser would."""

from collections.abc import Iterable
from dataclasses import replace

from bs4 import BeautifulSoup, Tag

from notices.service import Language
from notices.site.board import board
from notices.site.document import Document
from notices.site.frame import Frame
from notices.site.published import Published, Story
from tests.unit.site.frames import a_frame, at


def frame_at(moment: str, *notices: Published, language: Language = "sv", stories: Iterable[Story] = ()) -> Frame:
    """The site at a moment by Stockholm's clocks."""
    frame = a_frame(*notices, stories=stories, language=language)
    return replace(frame, board=board(frame.snapshot, at(moment)))


def read(document: Document) -> BeautifulSoup:
    return BeautifulSoup(document.body, "html.parser")


def one(page: BeautifulSoup | Tag, selector: str) -> Tag:
    (found,) = page.select(selector)
    return found


def words(page: BeautifulSoup | Tag, selector: str = "main") -> str:
    """What is read under a selector, with single spaces."""
    return " ".join(one(page, selector).get_text(" ").split())


def titles(page: BeautifulSoup | Tag, selector: str) -> list[str]:
    return [" ".join(node.get_text(" ").split()) for node in page.select(selector)]
