"""What is wrong with a field that is not as its declaration says, in both languages. Pure."""

from pydantic_core import ErrorDetails

from notices.service import Language, Text

_WORDS = {
    "missing": Text(sv="Fältet saknas.", en="The field is missing."),
    "extra_forbidden": Text(sv="Fältet finns inte här.", en="There is no such field here."),
    "string_type": Text(sv="Det ska vara en text.", en="It has to be a text."),
    "string_too_long": Text(sv="Texten får ha högst {max_length} tecken.", en="At most {max_length} characters."),
    "string_too_short": Text(sv="Texten får inte vara tom.", en="The text must not be empty."),
    "string_pattern_mismatch": Text(sv="Texten ska följa mönstret {pattern}.", en="It has to match {pattern}."),
    "enum": Text(sv="Det ska vara något av {expected}.", en="It has to be one of {expected}."),
    "literal_error": Text(sv="Det ska vara något av {expected}.", en="It has to be one of {expected}."),
    "int_type": Text(sv="Det ska vara ett heltal.", en="It has to be a whole number."),
    "int_parsing": Text(sv="Det ska vara ett heltal.", en="It has to be a whole number."),
    "bool_type": Text(sv="Det ska vara true eller false.", en="It has to be true or false."),
    "tuple_type": Text(sv="Det ska vara en lista.", en="It has to be a list."),
    "dict_type": Text(sv="Det ska vara ett objekt.", en="It has to be an object."),
    "too_long": Text(sv="Listan får ha högst {max_length} värden.", en="At most {max_length} values."),
    "greater_than_equal": Text(sv="Det minsta är {ge}.", en="The least is {ge}."),
    "less_than_equal": Text(sv="Det mesta är {le}.", en="The most is {le}."),
    "value_error": Text(
        sv="Texten har ett tecken som inte kan sparas.", en="The text has a character that cannot be kept."
    ),
    "model_type": Text(sv="Begäran ska vara ett JSON-objekt.", en="The request has to be a JSON object."),
    "timezone_aware": Text(sv="Tiden behöver en tidszon.", en="The time needs a time zone."),
}
_OTHERWISE = Text(sv="Värdet är inte som dokumentet över API:et säger.", en="It is not as the API's document says.")
_TIMES = ("datetime", "date")
_A_TIME = Text(
    sv="Det ska vara en tid med zon, som 2026-03-10T06:00:00+01:00.",
    en="It has to be a time with a zone, such as 2026-03-10T06:00:00+01:00.",
)


def field_words(error: ErrorDetails, language: Language) -> str:
    """One sentence."""
    kind = error["type"]
    words = _WORDS.get(kind) or (_A_TIME if kind.startswith(_TIMES) else _OTHERWISE)
    return words.in_(language).format(**error.get("ctx", {}))
