"""The public addresses that cannot be finished beforehand: search, and what is not there."""

from collections.abc import Callable
from datetime import datetime

from flask import Blueprint, Flask, Response, redirect, request
from markupsafe import Markup, escape
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException, MethodNotAllowed
from werkzeug.wrappers import Response as WerkzeugResponse

from notices import search
from notices.database import Database
from notices.markdown import plain
from notices.service import Language
from notices.site import pages
from notices.site.document import Document
from notices.site.frame import Frame
from notices.site.page import SECURITY
from notices.site.published import Published
from notices.site.site import Site
from notices.web.access import Caller, open_to
from notices.web.api.problems import is_for_programs
from notices.web.api.refusing import from_http

NOT_REACHED = {
    "sv": "Sökningen når inte databasen just nu. Prova igen om en stund, eller leta i arkivet.",
    "en": "The search cannot reach the database right now. Try again in a while, or look in the archive.",
}


def blueprint(site: Site, database: Database, clock: Callable[[], datetime]) -> Blueprint:
    """`/sok` in both languages."""
    public = Blueprint("public", __name__)

    def answer(language: Language) -> tuple[Response, int]:
        frame = frame_of(site, language, clock())
        words = request.args.get("q", "").strip()
        query = search.read_query(words)
        try:
            with database.reading() as session:
                found = search.find(session, query)
        except SQLAlchemyError:
            return html(pages.search(frame, words, None, NOT_REACHED[language])), 503
        notices = [site.snapshot.notices[i] for i in found if i in site.snapshot.notices]
        hits = [pages.Hit(notice, _excerpt(notice, query)) for notice in notices] if words else None
        return html(pages.search(frame, words, hits, None)), 200

    @public.get("/sok")
    @open_to(Caller.ANYONE)
    def sok() -> tuple[Response, int]:
        return answer("sv")

    @public.get("/en/sok")
    @open_to(Caller.ANYONE)
    def english_sok() -> tuple[Response, int]:
        return answer("en")

    return public


def _excerpt(notice: Published, query: search.Query) -> Markup:
    """Where the words stand in the notice, marked."""
    content = notice.content
    words = " ".join(" ".join(map(plain, (content.body, *(u.body for u in content.updates)))).split())
    pieces = (
        Markup("<mark>{}</mark>").format(text) if hit else escape(text) for text, hit in search.excerpt(words, query)
    )
    return Markup("").join(pieces)


def frame_of(site: Site, language: Language, now: datetime) -> Frame:
    """The frame in which an answer of the moment is drawn."""
    frames = site.drawer.builder.frames(site.snapshot, now)
    return frames[language == "en"]


def handle_errors(app: Flask, site: Site, clock: Callable[[], datetime]) -> None:
    """Pages for what is not there and for our own faults, in the reader's language."""

    def language() -> Language:
        return "en" if request.path.startswith("/en/") else "sv"

    @app.errorhandler(404)
    def _not_found(error: HTTPException) -> tuple[Response, int] | WerkzeugResponse:
        if is_for_programs():
            is_read = site.page(request.path) is not None  # by GET, which comes no further than the site
            return from_http(MethodNotAllowed(["GET", "HEAD"]) if is_read else error)
        if request.method not in ("GET", "HEAD") and site.page(request.path):
            return Response(status=405, headers={"Allow": "GET, HEAD"}), 405
        shorter = request.path.rstrip("/")
        if shorter != request.path and site.page(shorter):
            return redirect(shorter, 301)
        return html(pages.not_found(frame_of(site, language(), clock()))), 404

    @app.errorhandler(500)
    def _fault(error: HTTPException) -> tuple[Response, int] | Response:
        if is_for_programs():
            return from_http(error)
        return html(pages.error(frame_of(site, language(), clock()))), 500


def html(document: Document) -> Response:
    """A page of the moment, which nobody keeps."""
    response = Response(document.body, content_type=document.content_type)
    response.headers["Cache-Control"] = "no-store"
    return response


def secure(app: Flask) -> None:
    """The same security headers on every answer as on the site's pages."""

    @app.after_request
    def _add(response: Response) -> Response:
        for name, value in SECURITY:
            response.headers.setdefault(name, value)
        return response
