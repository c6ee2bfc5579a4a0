"""Passkeys: what the script asks for and hands in."""

from flask import Blueprint, Response, jsonify, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from models.operator import Operator
from notices.operators.refusals import NotProved, Refused
from notices.web.access import Caller, confirmed_when_possible, current_operator, open_to
from notices.web.desk_frame import private
from notices.web.desk_gate import ACCOUNT, CONFIRM, SIGN_IN, onward
from notices.web.signing_in.browsers import browser_name
from notices.web.signing_in.hall import Hall, as_data, go

KEYS = f"{ACCOUNT}/nycklar"


def add(pages: Blueprint, hall: Hall) -> None:
    """To sign in, to confirm, to add and to remove."""
    _add_signing_in(pages, hall)
    _add_keeping(pages, hall)


def _add_signing_in(pages: Blueprint, hall: Hall) -> None:
    def owner(session: Session) -> Operator:
        return hall.passkeys().owner(session, request.get_data(as_text=True), hall.clock())

    @pages.post(f"{SIGN_IN}/nyckel/fraga")
    @open_to(Caller.ANYONE)
    def sign_in_question() -> Response:
        return _data(hall.passkeys().to_sign_in(hall.clock()))

    @pages.post(f"{SIGN_IN}/nyckel")
    @open_to(Caller.ANYONE)
    def sign_in_with_key() -> ResponseReturnValue:
        if not hall.gate.came_from_here(silence=False):
            return hall.gate.not_ours()
        try:
            signed_in = hall.door.by_proof(owner, hall.visitor(), hall.clock(), by="passkey")
        except NotProved as error:
            return as_data(error)
        return hall.let_in(_onward(), signed_in)

    @pages.post(f"{CONFIRM}/nyckel")
    @open_to(Caller.EDITOR)
    def confirm_with_key() -> ResponseReturnValue:
        person = current_operator()
        try:
            hall.door.confirm_by_proof(person, owner, hall.visitor(), hall.clock(), by="passkey")
        except NotProved as error:
            return as_data(error, person)
        return _onward()


def _add_keeping(pages: Blueprint, hall: Hall) -> None:
    @pages.post(f"{KEYS}/fraga")
    @open_to(Caller.EDITOR)
    @confirmed_when_possible
    def key_question() -> Response:
        with hall.gate.database.reading() as session:
            known = [one.credential_id for one in hall.credentials(session).passkeys]
        return _data(hall.passkeys().to_register(current_operator(), known, hall.clock()))

    @pages.post(KEYS)
    @open_to(Caller.EDITOR)
    @confirmed_when_possible
    def keep_key() -> ResponseReturnValue:
        try:
            with hall.gate.database.writing() as session:
                _keep(session, hall)
        except Refused as error:
            return as_data(error, current_operator())
        return private(jsonify(onward=f"{ACCOUNT}?klart=nyckel"))

    @pages.post(f"{KEYS}/<int:key>/borttagning")
    @open_to(Caller.EDITOR)
    @confirmed_when_possible
    def remove_key(key: int) -> AnyResponse:
        try:
            with hall.gate.database.writing() as session:
                hall.credentials(session).remove_passkey(key)
        except Refused as error:
            return hall.gate.refusal(current_operator(), "Nyckeln är kvar", error.message, status=400)
        return go(f"{ACCOUNT}?klart=borttagen")


def _keep(session: Session, hall: Hall) -> None:
    person = current_operator()
    made = hall.passkeys().registered(session, person, request.get_data(as_text=True), hall.clock())
    label = browser_name(hall.visitor().agent)
    hall.credentials(session).add_passkey(made.credential_id, made.credential_public_key, made.sign_count, label)
    hall.gate.sessions(session).confirm(person.session_id)


def _onward() -> Response:
    return private(jsonify(onward=onward(request.args.get("vidare", ""))))


def _data(options: str) -> Response:
    return private(Response(options, content_type="application/json"))
