"""Phone numbers: which can be told, and their one written form."""

import re
from dataclasses import dataclass

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberType

from notices.errors import DriftinformationError

# Only what a number can be written with: the parser itself would also take "whatsapp:+46…".
_WRITTEN = re.compile(r"[+0-9 ()\u00a0./-]{6,30}")
_TEXTABLE = (PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE)


class InvalidNumber(DriftinformationError):
    """A text that is no mobile number that can be told."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """The rules of one installation: a home country, and whether foreign mobiles are told."""

    foreign: bool
    country: str = "SE"

    def read(self, text: str) -> str:
        """The number in E.164 form. Raises InvalidNumber that says what is wrong."""
        if not _WRITTEN.fullmatch(text.strip()):
            raise InvalidNumber("Det är inget telefonnummer. Skriv till exempel 070-174 06 05.")
        try:
            number = phonenumbers.parse(text, self.country)
        except NumberParseException as error:
            raise InvalidNumber("Det är inget telefonnummer. Skriv till exempel 070-174 06 05.") from error
        if not phonenumbers.is_valid_number(number) or phonenumbers.number_type(number) not in _TEXTABLE:
            raise InvalidNumber("Numret finns inte eller är inget mobilnummer.")
        if not self.foreign and phonenumbers.region_code_for_number(number) != self.country:
            raise InvalidNumber("Numret är utländskt, och den här tjänsten sänder bara till svenska nummer.")
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
