"""What an entry of the audit is about, in words and with its address. Pure."""

import re

# The Swedish word for each, and where it is seen to, if anywhere.
_KINDS = {
    "notice": ("Notis", "/desk/notiser"),
    "draft": ("Utkast", "/desk/utkast"),
    "operator": ("Operatör", "/desk/operatorer"),
    "registration": ("Prenumerant", "/desk/prenumeranter"),
    "alarm": ("Larm", ""),
    "delivery": ("Utskick", ""),
}
_WHOLE = {"registrations": "Prenumeranter", "on_call": "Jourlistan", "audit": "Loggen"}
_TYPED = re.compile(r"(\w+)[\s:]+(\d+)")


def in_words(subject: str) -> tuple[str, str]:
    """A Swedish word for the subject, and its number; the subject itself where there is no word for it."""
    kind, _, number = subject.partition(":")
    if kind in _KINDS:
        return _KINDS[kind][0], number
    return _WHOLE.get(subject, subject), ""


def address_of(subject: str) -> str:
    """Where the desk shows it; empty where it has no page."""
    kind, _, numbers = subject.partition(":")
    first = numbers.partition(",")[0]
    under = _KINDS.get(kind, ("", ""))[1]
    return f"{under}/{first}" if under and first.isdecimal() else ""


def read(text: str) -> str:
    """A subject as somebody types it: `notis 7`, or `notice:7`; what is neither is taken as it is."""
    typed = _TYPED.fullmatch(text.strip())
    if typed is None:
        return text.strip()
    by_word = {words.casefold(): kind for kind, (words, _) in _KINDS.items()}
    return f"{by_word.get(typed[1].casefold(), typed[1].casefold())}:{typed[2]}"
