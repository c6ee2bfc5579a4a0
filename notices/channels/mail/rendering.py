"""The HTML of mails. Its style stands in each element, as few mailboxes take any other."""

from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from notices import markdown
from notices.config import ROOT

_LOWEST_HEADING = 2


@cache
def _templates() -> Environment:
    made = Environment(
        loader=FileSystemLoader(ROOT / "templates" / "mail"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters["markdown"] = lambda text: Markup(markdown.render(text, top=_LOWEST_HEADING))
    return made


def render(template: str, **values: object) -> str:
    """A template of `templates/mail`. Everything is escaped, and a missing name is an error."""
    return _templates().get_template(template).render(values)
