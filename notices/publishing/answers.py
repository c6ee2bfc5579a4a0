"""What now holds for each operation that an outage closed: said by whoever ends it, or opens it again. Pure."""

from collections.abc import Mapping

from models.content import Content
from notices.checks import closed_operations
from notices.errors import InvalidNotice
from notices.service import Service


def with_answers(body: str, answers: Mapping[str, str], content: Content, service: Service) -> str:
    """The words of an update, and under them a line for each operation that was closed.

    `answers` are by the operation's code. Raises InvalidNotice where one is missing, or answers what was not closed.
    """
    closed = closed_operations(content)
    given = {code: " ".join(answer.split()) for code, answer in answers.items()}
    if missing := [code for code in closed if not given.get(code)]:
        raise InvalidNotice(f"Notisen gäller ett driftstopp. Skriv vad som nu gäller för: {_names(missing, service)}.")
    if unasked := [code for code in given if code not in closed]:
        raise InvalidNotice(f"Notisen har inte stängt: {_names(unasked, service)}. Ta bort de svaren.")
    lines = "\n".join(f"- {service.operations[code].name.sv}: {given[code]}" for code in closed)
    return "\n\n".join(filter(None, (body.strip(), lines)))


def _names(codes: list[str], service: Service) -> str:
    return ", ".join(service.operations[code].name.sv if code in service.operations else code for code in codes)
