"""What a time as somebody wrote it leaves unsaid."""

import re

from models.when import When
from notices.service import Language
from notices.timing.writing import describe

_WEEKDAY = re.compile(r"\b(?:måndag|tisdag|onsdag|torsdag|fredag|lördag|söndag)\b")
_PREPOSITION = re.compile(r"\b(?:den|helgen)\b")


def gloss(when: When, language: Language) -> str:
    """What the written time leaves out: the weekday where only that is missing, nothing where nothing is, else all."""
    words = describe(when, language)
    if language != "sv" or _bare(words) != _bare(when.text):
        return words
    return "" if "helgen" in when.text else "–".join(day for day in _WEEKDAY.findall(words) if day not in when.text)


def _bare(words: str) -> str:
    return "".join(_WEEKDAY.sub("", _PREPOSITION.sub("", words.replace("fr.o.m.", "från"))).split())
