"""`/desk/logga-in` with name, password and code, and the one-time address."""

from flask import Blueprint, Response, request
from werkzeug.wrappers import Response as AnyResponse

from notices.operators.invitations import PATH as INVITATION
from notices.operators.refusals import Refused, TooManyTries, WrongSignIn
from notices.operators.signing_in import Claim
from notices.web.access import Caller, open_to
from notices.web.desk_gate import SIGN_IN, onward
from notices.web.signing_in.hall import Hall, go, said


def add(pages: Blueprint, hall: Hall) -> None:
    """Both pages. Whoever is here has no session yet, so where the form came from has to do as its protection."""
    _add_form(pages, hall)
    _add_invitation(pages, hall)


def _add_form(pages: Blueprint, hall: Hall) -> None:
    def page(trouble: Refused | None = None, status: int = 200) -> Response:
        return hall.frame.draw(
            None,
            "desk/sign_in.html",
            "Logga in",
            status=status,
            onward=onward(request.values.get("vidare", "")),
            name=request.form.get("namn", ""),
            provider=hall.provider is not None,
            trouble=trouble and said(trouble),
        )

    @pages.get(SIGN_IN)
    @open_to(Caller.ANYONE)
    def show_sign_in() -> AnyResponse:
        person = hall.gate.person()
        return go(onward(request.args.get("vidare", ""))) if person else page()

    @pages.post(SIGN_IN)
    @open_to(Caller.ANYONE)
    def sign_in() -> AnyResponse:
        if not hall.gate.came_from_here(silence=False):
            return hall.gate.not_ours()
        try:
            signed_in = hall.door.by_password(claim(), hall.visitor(), hall.clock())
        except TooManyTries as error:
            return wait(page(error, 429), error)
        except WrongSignIn as error:
            return page(error, 401)
        return hall.let_in(go(onward(request.form.get("vidare", ""))), signed_in)


def _add_invitation(pages: Blueprint, hall: Hall) -> None:
    @pages.get(INVITATION)
    @open_to(Caller.ANYONE)
    def invited() -> Response:
        """Only asks: whatever looks at links before people do must not use the address up."""
        return hall.frame.draw(
            None, "desk/invitation.html", "Välkommen till redaktionen", code=request.args.get("kod", "")
        )

    @pages.post(INVITATION)
    @open_to(Caller.ANYONE)
    def accept() -> AnyResponse:
        if not hall.gate.came_from_here(silence=False):
            return hall.gate.not_ours()
        try:
            signed_in = hall.door.by_invitation(request.form.get("kod", ""), hall.visitor(), hall.clock())
        except Refused as error:
            return hall.frame.draw(
                None, "desk/message.html", "Adressen gäller inte", status=403, lines=[error.message], link=None
            )
        return hall.let_in(go(onward("")), signed_in)


def claim() -> Claim:
    """What was typed."""
    form = request.form
    return Claim(form.get("namn", ""), form.get("losenord", ""), form.get("kod", ""))


def wait(response: Response, error: TooManyTries) -> Response:
    response.headers["Retry-After"] = str(error.seconds)
    return response
