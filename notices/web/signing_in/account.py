"""`/desk/konto`: what one signs in with, where one is signed in, and the language that one reads."""

from flask import Blueprint, Response, request

from notices.operators import recovery
from notices.operators.roles import ROLE_NAMES
from notices.web.access import Caller, current_operator, open_to
from notices.web.desk_gate import ACCOUNT
from notices.web.signing_in.browsers import browser_name
from notices.web.signing_in.hall import Hall

_DONE = {
    "losenord": "Lösenordet är bytt. På andra ställen är du utloggad.",
    "nyckel": "Nyckeln är sparad. Nästa gång kan du logga in med den.",
    "borttagen": "Nyckeln är borttagen.",
    "utloggad": "På andra ställen är du utloggad.",
}


def add(pages: Blueprint, hall: Hall) -> None:
    """The page."""

    @pages.get(ACCOUNT)
    @open_to(Caller.EDITOR)
    def show_account() -> Response:
        person = current_operator()
        with hall.gate.database.reading() as session:
            own = hall.credentials(session)
            return hall.frame.page(
                "desk/account.html",
                person.name,
                nav="account",
                done=_DONE.get(request.args.get("klart", "")),
                role=ROLE_NAMES[person.role],
                has_password=own.operator.password_hash is not None,
                passkeys=own.passkeys,
                codes_left=recovery.left(session, person.id),
                sessions=hall.gate.sessions(session).of(person.id),
                browser_name=browser_name,
            )
