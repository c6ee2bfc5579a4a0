"""Passwords: which may be chosen, and how they are kept."""

import unicodedata
from functools import cached_property

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

from notices.operators.names import name_key
from notices.operators.refusals import Refused

SHORTEST, LONGEST, DIFFERENT = 12, 200, 6
# What is left of the commonest long passwords without their digits and signs.
_COMMONEST = frozenset(
    """
    password passwordpassword passw pass lösenord losenord lösenordlösenord hemligt hemlig qwerty qwertyuiop
    qwertyuiopå qwertyuiopasdfghjkl qwertyqwerty asdfghjkl zxcvbnm qazwsxedc qazwsxedcrfv iloveyou ilovey letmein
    welcome welcomewelcome välkommen valkommen sommar vinter summer winter spring höst host administrator admin
    administratör sverige stockholm fotboll football princess sunshine monkey dragon master superman batman abc
    abcdef abcdefg abcdefgh abcdefghijkl abcdefghijklm test testtest testing changeme default driftinformation drift
    försäkringskassan forsakringskassan lefi lefiprenumeration prenumeration publicist redaktör
    """.split()
)


def check_password(password: str, name: str) -> None:
    """Hold a password that somebody chooses to the rules. Raises Refused, and says which."""
    if len(password) < SHORTEST:
        raise Refused("Lösenordet är för kort. Ta minst %(shortest)s tecken, gärna några ord.", shortest=SHORTEST)
    if len(password) > LONGEST:
        raise Refused("Lösenordet är för långt. Ta högst %(longest)s tecken.", longest=LONGEST)
    letters, own_name = _letters(password), name_key(name)
    if _letters(own_name) in letters or letters in own_name.split():
        raise Refused("Lösenordet har ditt namn i sig. Ta något annat, gärna några ord.")
    if not letters or letters in _COMMONEST or len(set(password)) < DIFFERENT:
        raise Refused("Lösenordet är ett som många provar först. Ta några ord som inte hör ihop.")


class Passwords:
    """Hashes with argon2id. The default cost is the one that OWASP recommends: about 40 ms and 19 MiB."""

    def __init__(self, memory_kib: int = 19456, rounds: int = 2) -> None:
        self._hasher = PasswordHasher(time_cost=rounds, memory_cost=memory_kib, parallelism=1)

    def hash(self, password: str) -> str:
        return self._hasher.hash(_one_form(password))

    def is_right(self, kept: str | None, password: str) -> bool:
        """Whether the password is the one that was hashed. Takes as long where there is none to compare with."""
        nobodys = self._nobodys  # also where it is not needed, or the first to need it would be told by the time
        try:
            return self._hasher.verify(kept or nobodys, _one_form(password)) and kept is not None
        except VerifyMismatchError:
            return False

    @cached_property
    def _nobodys(self) -> str:
        return self.hash("")


def _letters(text: str) -> str:
    return "".join(filter(str.isalpha, name_key(text)))


def _one_form(password: str) -> str:
    """The same letters, whatever keyboard they were typed on."""
    return unicodedata.normalize("NFKC", password)
