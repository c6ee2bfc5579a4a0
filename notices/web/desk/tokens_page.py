"""`/desk/installningar/nycklar`: programs' keys to the API. For administrators: with a key one publishes unseen."""

from flask import Blueprint, Response, request
from werkzeug.wrappers import Response as AnyResponse

from models.token import Scope
from notices.errors import IllegalAct
from notices.tokens import DAYS, all_tokens, create, revoke
from notices.web.access import Caller, current_operator, open_to, recently_confirmed
from notices.web.desk.desk import Desk
from notices.web.desk.settings_page import SETTINGS
from notices.web.signing_in.hall import go

TOKENS = f"{SETTINGS}/nycklar"
LASTS = (30, DAYS, 180, 365)  # days that can be chosen
OPENS = {
    Scope.DRAFT: "Skriver utkast och lämnar in dem för godkännande.",
    Scope.PUBLISH: "Publicerar, och gör allt annat med en notis.",
    Scope.DELIVERIES: "Läser vad som blev av utskicken.",
}


def blueprint(desk: Desk) -> Blueprint:
    """The list, making one, which is shown once, and taking one back."""
    pages = Blueprint("desk_tokens", __name__)

    @pages.get(TOKENS)
    @open_to(Caller.ADMINISTRATOR)
    @recently_confirmed
    def show_tokens() -> Response:
        return _page(desk)

    @pages.post(TOKENS)
    @open_to(Caller.ADMINISTRATOR)
    @recently_confirmed
    def make() -> Response:
        name, scopes = request.form.get("namn", "").strip(), _scopes()
        try:
            if not scopes:
                raise IllegalAct("Välj vad nyckeln öppnar.")
            with desk.parts.database.writing() as session:
                key = create(
                    session, name, scopes, current_operator().name, desk.clock(), days=_days(), source=desk.source()
                )
        except IllegalAct as error:
            return _page(desk, str(error))
        return desk.page("desk/nyckel.html", "Ny nyckel", nav="settings", name=name, key=key)

    @pages.post(f"{TOKENS}/aterkallelse")
    @open_to(Caller.ADMINISTRATOR)
    @recently_confirmed
    def take_back() -> AnyResponse:
        with desk.parts.database.writing() as session:
            revoke(session, request.form.get("namn", ""), current_operator().name, desk.clock(), source=desk.source())
        return go(TOKENS)

    return pages


def _page(desk: Desk, trouble: str = "") -> Response:
    with desk.reading() as session:
        tokens = all_tokens(session)
    return desk.page(
        "desk/nycklar.html",
        "Nycklar för program",
        nav="settings",
        status=422 if trouble else 200,
        tokens=tokens[::-1],
        now=desk.clock(),
        opens=[(scope.value, OPENS[scope]) for scope in Scope],
        chosen={scope.value for scope in _scopes()},
        name=request.form.get("namn", ""),
        lasts=LASTS,
        days=_days(),
        trouble=trouble,
    )


def _scopes() -> frozenset[Scope]:
    """Those that the form has chosen."""
    return frozenset(scope for scope in Scope if scope.value in request.form.getlist("omfattning"))


def _days() -> int:
    asked = request.form.get("dagar", type=int)
    return asked if asked in LASTS else DAYS
