"""Two people in the same form: which words are kept when both have saved. Pure."""

from dataclasses import dataclass

from models.draft import Fields

_NOTHING = ""


@dataclass(frozen=True, slots=True)
class Clash:
    """A field that two people changed: `yours` was not taken in, `theirs` stands."""

    field: str
    yours: str | list[str]
    theirs: str | list[str]


@dataclass(frozen=True, slots=True)
class Merged:
    """The fields after a merge, and the words that are not among them."""

    fields: Fields
    clashes: tuple[Clash, ...]


def merge(base: Fields | None, current: Fields, mine: Fields) -> Merged:
    """Take `mine` into `current`, where both began from `base`. A field that `mine` leaves out stays as it is.

    What one of us changed is taken; where both changed a field, differently, the current words stay and mine are in
    its clash. Without a base nobody knows who changed what, so every difference is a clash: no word is ever lost.
    """
    taken, clashes = dict(current), []
    for field, yours in mine.items():
        theirs, before = current.get(field, _NOTHING), None if base is None else base.get(field, _NOTHING)
        if yours in (theirs, before):
            continue
        if theirs == before:
            taken[field] = yours
        else:
            clashes.append(Clash(field, yours, theirs))
    return Merged(taken, tuple(clashes))
