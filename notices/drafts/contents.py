"""From the fields of a form to what a notice says."""

from dataclasses import replace

from models.content import Content, Update
from models.terms import Environment
from notices.checks import LONGEST_TEXT, check_text, content_problems, with_first_status
from notices.drafts.fields import CONTENT_FIELDS, TIMES, UPDATE, fields_of
from notices.drafts.form import Form
from notices.errors import InvalidNotice
from notices.notice_file import fill


def read_content(form: Form, before: Content | None) -> Content:
    """A new notice, or with `before` a correction of one. What cannot be read stays as it was, and is a problem."""
    content = before or Content("", "", form.service.section[0].code, environment=Environment.PRODUCTION)
    untouched = fields_of(before) if before else {}
    for name in CONTENT_FIELDS:
        # What nobody has touched is not read anew, except for what a time means.
        if name in form.fields and (name in TIMES or form.fields[name] != untouched.get(name)):
            content = _with(form, content, name)
    if before is None:
        content = with_first_status(content)
    content = replace(content, updates=tuple(_update(form, update) for update in content.updates))
    for name, problem in content_problems(content, form.service).items():
        form.problems.setdefault(name, problem)
    return content


def _with(form: Form, content: Content, name: str) -> Content:
    """The content with one field as the form has it."""
    if name in TIMES:
        when = form.time(name, getattr(content, name))
        return replace(content, **{name: when})  # type: ignore[arg-type]  # the three are all times
    if name == "body":
        return replace(content, body=form.text(name))
    try:
        return fill({name: form.fields[name]}, "", form.service, form.today, content)
    except InvalidNotice as error:
        form.problems[name] = str(error).removeprefix(f"{name}: ")
        return content


def _update(form: Form, update: Update) -> Update:
    """An update with its words as the form has them."""
    name = f"{UPDATE}{update.number}"
    if form.fields.get(name, update.body) == update.body:
        return update
    body = form.text(name)
    try:
        if update.body and not body:
            raise InvalidNotice("Uppdateringen är tom. Skriv vad den ska säga.")
        check_text("Uppdateringen", body, LONGEST_TEXT)
    except InvalidNotice as error:
        form.problems[name] = str(error)
    return replace(update, body=body)
