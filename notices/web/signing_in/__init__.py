"""How operators sign in and out, and what they sign in with: all below `/desk/logga-in`, `/desk/konto` and beside."""

from flask import Blueprint

from notices.web.signing_in import account, choosing, confirming, keys, leaving, sign_in, through_provider
from notices.web.signing_in.hall import Hall

__all__ = ["Hall", "blueprint"]


def blueprint(hall: Hall) -> Blueprint:
    """All of it. Whoever has nothing to sign in with yet comes no further than this (see `DeskGate`)."""
    pages = Blueprint("signing_in", __name__)
    for room in (sign_in, keys, confirming, account, choosing, leaving):
        room.add(pages, hall)
    if hall.provider:
        through_provider.add(pages, hall, hall.provider)
    return pages
