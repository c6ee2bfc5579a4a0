"""The words in which times are written and shown."""

from dataclasses import dataclass

from notices.service import Language

MONTHS: dict[Language, tuple[str, ...]] = {
    "sv": tuple("januari februari mars april maj juni juli augusti september oktober november december".split()),
    "en": tuple("January February March April May June July August September October November December".split()),
}
WEEKDAYS: dict[Language, tuple[str, ...]] = {
    "sv": tuple("måndag tisdag onsdag torsdag fredag lördag söndag".split()),
    "en": tuple("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()),
}

FULL_MONTHS = {name: number for number, name in enumerate(MONTHS["sv"], 1)}
MONTH_NUMBERS = FULL_MONTHS | {name[:3]: number for name, number in FULL_MONTHS.items()} | {"sept": 9}

_WEEKDAY_STEMS = ("mån", "tis", "ons", "tors", "fre", "lör", "sön")
WEEKDAY_NUMBERS = {
    form: number
    for number, (name, stem) in enumerate(zip(WEEKDAYS["sv"], _WEEKDAY_STEMS, strict=True))
    for form in (name, f"{name}en", stem)
}
PAST_WEEKDAYS = {f"i {name}s": number for number, name in enumerate(WEEKDAYS["sv"])}

RELATIVE_DAYS = {
    "i dag": 0,
    "idag": 0,
    "dagens": 0,
    "under dagen": 0,
    "i morgon": 1,
    "imorgon": 1,
    "morgondagens": 1,
    "i övermorgon": 2,
    "i går": -1,
    "igår": -1,
    "gårdagens": -1,
    "i förrgår": -2,
}
RELATIVE_WEEKS = {"förra veckan": -1, "denna vecka": 0, "den här veckan": 0, "nästa vecka": 1}


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the day, from one hour to another (24 is the next midnight) in Stockholm."""

    start: int
    end: int
    sv: str
    en: str

    def in_(self, language: Language) -> str:
        return self.en if language == "en" else self.sv


SMALL_HOURS = Part(0, 6, "natt", "night")
MORNING = Part(6, 9, "morgon", "early morning")
FORENOON = Part(9, 12, "förmiddag", "morning")
AFTERNOON = Part(12, 17, "eftermiddag", "afternoon")
EVENING = Part(17, 24, "kväll", "evening")

# "Torsdag natt" may be either of two nights, so the small hours have a name to be shown by but none to be read by.
PARTS = (SMALL_HOURS, MORNING, FORENOON, AFTERNOON, EVENING)
PART_WORDS = {
    form: part
    for part, forms in (
        (MORNING, ("morgon", "morgonen", "bitti")),
        (FORENOON, ("förmiddag", "förmiddagen")),
        (AFTERNOON, ("eftermiddag", "eftermiddagen")),
        (EVENING, ("kväll", "kvällen")),
    )
    for form in forms
}
PARTS_OF_TODAY = {
    "i morse": MORNING,
    "i förmiddag": FORENOON,
    "i eftermiddag": AFTERNOON,
    "i kväll": EVENING,
    "ikväll": EVENING,
    "kvällens": EVENING,
}
