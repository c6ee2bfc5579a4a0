"""The page of a draft that somebody writes in: whole, or in the parts that its script asks for."""

from collections.abc import Iterable, Sequence
from typing import Any

from flask import Response
from markupsafe import Markup

from models.terms import Act
from notices.channels.sms_text import cost
from notices.drafts import Clash, Other
from notices.mailing.offer import mail_offer
from notices.service import Language
from notices.site.rendering import render
from notices.telling import is_told
from notices.web.desk.fields import fields_of
from notices.web.desk.money import kronor
from notices.web.desk.sheet import Sheet
from notices.web.desk.typed import as_fix, as_press

TITLES = {
    Act.PUBLISH: "Ny notis",
    Act.UPDATE: "Uppdatera",
    Act.CORRECT: "Rätta",
    Act.RESCHEDULE: "Flytta till en annan tid",
    Act.CANCEL: "Ställ in",
    Act.END: "Avsluta",
    Act.VERIFY: "Bekräfta efter första körningen",
    Act.REOPEN: "Öppna igen",
    Act.WITHDRAW: "Dra in",
}


def form_page(
    sheet: Sheet,
    others: Sequence[Other] = (),
    clashes: Iterable[Clash] = (),
    *,
    strict: bool = False,
    status: int = 200,
    trouble: str = "",
) -> Response:
    """The page. `strict` says all that is wrong, to somebody who thought that they were done; `trouble` what is wrong
    with their word on a run's evidence.
    """
    return sheet.desk.page(
        "desk/utkast.html",
        TITLES[sheet.draft.act],
        nav="writing",
        status=status,
        others=others,
        trouble=trouble,
        fields=fields_of(sheet, clashes, strict=strict),
        problems=_problems(sheet) if strict else [],
        behind=sheet.notice and sheet.draft.act is Act.CORRECT and sheet.notice.version != sheet.draft.notice_version,
        **preview_values(sheet),
    )


def preview_values(sheet: Sheet) -> dict[str, Any]:
    """What the parts for the remarks and the preview are drawn from."""
    sms, rules = sheet.preview.sms, sheet.desk.service.sms
    return {
        "sheet": sheet,
        "has_mail": mail_offer(sheet.desk.parts.settings) is not None,
        "is_told": is_told(rules, sheet.step.content, sheet.step.act),
        "price": kronor(cost(sms.segments, rules.price_per_part), sheet.desk.language),
        "feed_html": Markup(sheet.preview.feed.html),  # drawn, and made safe, as in the feed itself
        "as_fix": as_fix,
        "as_press": as_press,
    }


def parts_of(sheet: Sheet) -> dict[str, str]:
    """What changes as somebody writes: HTML by the id of the element that holds it."""
    language, values = sheet.desk.language, preview_values(sheet)
    notes = {f"n-{one.name}": render(language, "desk/_note.html", one=one) for one in fields_of(sheet)}
    return {
        **notes,
        "anmarkningar": render(language, "desk/_remarks.html", **values),
        "visning": render(language, "desk/_preview.html", **values),
    }


def clash_parts(language: Language, clashes: Iterable[Clash]) -> dict[str, str]:
    """Both words of each field in which two have written."""
    return {f"k-{one.field}": render(language, "desk/_clash.html", clash=one, as_press=as_press) for one in clashes}


def others_part(language: Language, others: Sequence[Other]) -> dict[str, str]:
    """Who else is in the draft."""
    return {"andra": render(language, "desk/_others.html", others=others)}


def _problems(sheet: Sheet) -> list[tuple[str, str]]:
    """What is wrong, in the order of the form, each with the field to go to; what is no field's has none."""
    asked = {one.name for one in sheet.questions}
    found = sheet.reading.problems
    strays = [("", words) for name, words in found.items() if name not in asked]
    return strays + [(one.name, found[one.name]) for one in sheet.questions if one.name in found]
