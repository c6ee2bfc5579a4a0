"""What an entry of the audit is about, in words and with its address. Pure."""

import re

from models.operator import Role

# The Swedish word for each, where it is seen to if anywhere, and with what role.
_KINDS = {
    "notice": ("Notis", "/desk/notiser", Role.EDITOR),
    "draft": ("Utkast", "/desk/utkast", Role.EDITOR),
    "operator": ("Operatör", "/desk/operatorer", Role.ADMINISTRATOR),
    "registration": ("Prenumerant", "/desk/prenumeranter", Role.PUBLISHER),
    "alarm": ("Larm", "", Role.EDITOR),
    "delivery": ("Utskick", "", Role.EDITOR),
    "template": ("Mall", "", Role.ADMINISTRATOR),
    "token": ("Nyckel för program", "", Role.ADMINISTRATOR),
}
_WHOLE = {
    "registrations": "Prenumeranter",
    "on_call": "Jourlistan",
    "audit": "Loggen",
    "plan": "Körplanen",
    "quiet_hours": "Tysta timmar",
}
_TYPED = re.compile(r"(\w+)[\s:]+(\d+)")


def in_words(subject: str) -> tuple[str, str]:
    """A Swedish word for the subject, and its number; the subject itself where there is no word for it."""
    kind, _, number = subject.partition(":")
    if kind in _KINDS:
        return _KINDS[kind][0], number
    return _WHOLE.get(subject, subject), ""


def address_of(subject: str, role: Role) -> str:
    """Where the desk shows it; empty where it has no page, or none for that role."""
    kind, _, numbers = subject.partition(":")
    first = numbers.partition(",")[0]
    _, under, least = _KINDS.get(kind, ("", "", role))
    return f"{under}/{first}" if under and first.isdecimal() and role.includes(least) else ""


def read(text: str) -> str:
    """A subject as somebody types it: `notis 7`, or `notice:7`; what is neither is taken as it is."""
    typed = _TYPED.fullmatch(text.strip())
    if typed is None:
        return text.strip()
    by_word = {words.casefold(): kind for kind, (words, *_) in _KINDS.items()}
    return f"{by_word.get(typed[1].casefold(), typed[1].casefold())}:{typed[2]}"
