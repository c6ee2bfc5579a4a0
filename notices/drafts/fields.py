"""The fields of the forms: which ones each act has, and what stands in them to begin with. Pure."""

from models.content import Content
from models.draft import Fields
from models.terms import Act
from models.when import When
from notices.errors import InvalidNotice
from notices.notice_file import KEYS

CONTENT_FIELDS = (*KEYS, "body")
TIMES = ("time", "expected_end", "next_word")
ANSWER = "answer."  # and the code of an operation
UPDATE = "update."  # and the number of an update, for correcting its words
_FIELDS: dict[Act, tuple[str, ...]] = {
    Act.PUBLISH: CONTENT_FIELDS,
    Act.CORRECT: (*CONTENT_FIELDS, "reason"),
    Act.UPDATE: ("body", "status", "expected_end", "next_word"),
    Act.RESCHEDULE: ("time", "reason"),
    Act.CANCEL: ("reason",),
    Act.END: ("body",),
    Act.VERIFY: ("body",),
    Act.REOPEN: ("body", "expected_end", "next_word"),
    Act.WITHDRAW: ("reason",),
}
_NUMBERED = {Act.CORRECT: UPDATE, Act.END: ANSWER, Act.REOPEN: ANSWER}
DRAFTED = frozenset(_FIELDS)
"""The acts that can be drafted."""


def fields_for(act: Act) -> tuple[str, ...]:
    """The fields that the act's form has; of END and REOPEN also `answer.<operation>`, of CORRECT `update.<number>`."""
    return _FIELDS[act]


def clean(act: Act, fields: Fields) -> Fields:
    """The fields as they are kept: lines end as everywhere else. Raises InvalidNotice at one that the form has not."""
    prefix = _NUMBERED.get(act)
    for name in fields:
        if name not in _FIELDS[act] and not (prefix and name.startswith(prefix)):
            raise InvalidNotice(f"Fältet {name!r} finns inte i det här formuläret.")
    return {name: value.replace("\r\n", "\n") if isinstance(value, str) else value for name, value in fields.items()}


def fields_of(content: Content) -> Fields:
    """What a notice says, as its form of correction shows it before anybody has written."""
    codes = {"section": content.section, "kind": content.kind, "impact": content.impact, "status": content.status}
    return {
        "title": content.title,
        "body": content.body,
        "action": content.action or "",
        **{name: str(code or "") for name, code in codes.items()},
        "environment": str(content.environment or ""),
        "benefits": list(content.benefits),
        "operations": list(content.operations),
        "reminders": [str(reminder) for reminder in content.reminders],
        "expects": [str(expect) for expect in content.expects],
        "time": _text(content.time),
        "expected_end": _text(content.expected_end),
        "next_word": _text(content.next_word),
        **{f"{UPDATE}{update.number}": update.body for update in content.updates},
    }


def _text(when: When | None) -> str:
    return when.text if when else ""
