"""`/desk/bekrafta`: showing again who one is, before what a thief with an open browser must not do."""

from flask import Blueprint, Response, request
from werkzeug.wrappers import Response as AnyResponse

from notices.operators.refusals import Refused, TooManyTries, WrongSignIn
from notices.web.access import Caller, current_operator, open_to
from notices.web.desk_gate import CONFIRM, onward
from notices.web.signing_in.hall import Hall, go, said
from notices.web.signing_in.sign_in import claim, wait


def add(pages: Blueprint, hall: Hall) -> None:
    """The page and what it posts to; a key answers in `keys`, the provider in `through_provider`."""

    def page(trouble: Refused | None = None, status: int = 200) -> Response:
        person = current_operator()
        return hall.frame.page(
            "desk/confirm.html",
            "Visa att det är du",
            status=status,
            onward=onward(request.values.get("vidare", "")),
            trouble=trouble and said(trouble, person),
        )

    @pages.get(CONFIRM)
    @open_to(Caller.EDITOR)
    def ask_to_confirm() -> Response:
        return page()

    @pages.post(CONFIRM)
    @open_to(Caller.EDITOR)
    def confirm() -> AnyResponse:
        try:
            hall.door.confirm_by_password(current_operator(), claim(), hall.visitor(), hall.clock())
        except TooManyTries as error:
            return wait(page(error, 429), error)
        except WrongSignIn as error:
            return page(error, 401)
        return go(onward(request.form.get("vidare", "")))
