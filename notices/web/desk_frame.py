"""What all pages of the desk share: who is signed in, where one can go, and what lets a form be posted."""

from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import urlencode

from flask import Response, request
from markupsafe import Markup
from werkzeug.wrappers import Response as AnyResponse

from notices.operators.forms import form_token
from notices.operators.person import Person
from notices.secrecy import Secrecy
from notices.service import Language, Service
from notices.site.rendering import render, say
from notices.web.access import current_operator
from notices.web.desk_assets import asset_addresses
from notices.web.desk_cookies import DeskCookies
from notices.web.desk_nav import FRONT, NAV

A = TypeVar("A", bound=AnyResponse)


@dataclass(frozen=True, slots=True)
class DeskFrame:
    """Draws the desk's pages."""

    service: Service
    cookies: DeskCookies
    secrecy: Secrecy

    def page(self, template: str, title: str, *, nav: str = "", status: int = 200, **values: Any) -> Response:
        """A page for whoever is signed in. `title` is Swedish, and said in their language; `nav` is where it belongs.

        The template extends `desk/layout.html`. Each form in it begins with `{{ csrf }}`.
        """
        return self.draw(current_operator(), template, title, nav=nav, status=status, **values)

    def draw(
        self, person: Person | None, template: str, title: str, *, nav: str = "", status: int = 200, **values: Any
    ) -> Response:
        """A page for `person`, or for somebody who is not signed in."""
        language = language_of(person)
        token = self.form_token()
        html = render(
            language,
            template,
            service=self.service,
            about=self.service.service,
            title=say(language, title),
            person=person,
            nav=_nav(person, language),
            front=FRONT,
            here=nav,
            path=request.path,
            other_address=_other_address(language),
            csrf=Markup('<input type="hidden" name="csrf" value="{}">').format(token),
            csrf_token=token,
            assets=asset_addresses(),
            **values,
        )
        return private(Response(html, status, content_type="text/html; charset=utf-8"))

    def form_token(self) -> str:
        """What a form of the session at hand has to carry."""
        return form_token(self.secrecy, self.cookies.session.read())


def language_of(person: Person | None) -> Language:
    """What the person has chosen; else what the address asks for, else what the browser does."""
    if person and person.language:
        return person.language
    asked = [request.args.get("sprak", ""), *request.accept_languages.values()]
    known = (word.partition("-")[0] for word in asked)
    return next(("en" if word == "en" else "sv" for word in known if word in ("sv", "en")), "sv")


def _other_address(language: Language) -> str:
    """The same page in the other language, for who is not signed in."""
    asked = {**request.args.to_dict(), "sprak": "sv" if language == "en" else "en"}
    return f"{request.path}?{urlencode(asked)}"


def private(response: A) -> A:
    """A page that nobody keeps, and whose forms tell where they were posted from."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "same-origin"
    return response


def _nav(person: Person | None, language: Language) -> list[tuple[str, str, str]]:
    """Path, name and words of each page that the person may see."""
    role = person.role if person else None
    return [(one.path, one.name, say(language, one.words)) for one in NAV if role and role.includes(one.least)]
