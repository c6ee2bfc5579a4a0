"""What the browser sends of a draft's form."""

import json

from flask import abort, request

from models.draft import Fields
from models.terms import Act
from notices.drafts import ANSWER, UPDATE, fields_for
from notices.proofreading import Fix
from notices.service import Text
from notices.web.desk.questions import MANY

_NUMBERED = (ANSWER, UPDATE)
_NO_WORDS = Text(sv="", en="")


def typed(act: Act) -> Fields:
    """The fields of the act's form, as they were typed. A field that the form did not show is left out."""
    asked = (name for name in request.form if name in fields_for(act) or name.startswith(_NUMBERED))
    return {name: _value(name) for name in asked}


def _value(name: str) -> str | list[str]:
    # Where several can be chosen the form also sends an empty one, so that none chosen is something sent.
    if name in MANY:
        return [value for value in request.form.getlist(name) if value]
    return request.form[name].replace("\r\n", "\n")


def version() -> int:
    """Which of the draft's versions the form was begun from."""
    return request.form.get("version", type=int) or abort(400)


def as_fix(fix: Fix) -> str:
    """A fix as the value of the button that makes it."""
    return json.dumps([fix.field, fix.old, fix.new], ensure_ascii=False)


def as_press(field: str, words: str) -> str:
    """The value of a button that puts these words in a field, instead of what is there."""
    return as_fix(Fix(field, "", words, _NO_WORDS))


def pressed(fields: Fields, kept: Fields) -> Fields:
    """The fields with the fix whose button was pressed, if one was. `kept` are those that the form did not send."""
    press = request.form.get("byt")
    if press is None:
        return fields
    try:
        field, old, new = json.loads(press)
    except ValueError:
        abort(400)
    before = fields.get(field, kept.get(field, ""))
    if not all(isinstance(part, str) for part in (field, old, new, before)):
        abort(400)
    return {**fields, field: Fix(field, old, new, _NO_WORDS).applied(str(before))}
