"""`/desk/notiser/<id>/kvitton`: who was told what, when and with which receipt, as a page and as a table to keep."""

import io
from itertools import islice

from flask import Blueprint, Response

from notices.channels.code_meanings import meaning
from notices.delivery.proof import proof
from notices.delivery.proof_file import write_proof
from notices.delivery.wording import said
from notices.vocabulary import label
from notices.web.access import Caller, open_to
from notices.web.desk.asked_place import place
from notices.web.desk.desk import Desk
from notices.web.desk.notice_page import ONE
from notices.web.desk.provider_words import status_in_words
from notices.web.desk.shown import find_notice
from notices.web.desk_frame import private

_A_PAGE = 100


def blueprint(desk: Desk) -> Blueprint:
    """Both show the recipients masked. `fran` is how many rows stand before the page."""
    pages = Blueprint("receipts", __name__)

    @pages.get(f"{ONE}/kvitton")
    @open_to(Caller.PUBLISHER)
    def show_receipts(number: int) -> Response:
        first = place("fran")
        with desk.reading() as session:
            title = find_notice(session, number).current.content.title
            every = proof(session, desk.parts.receiver.secrecy, number)
            rows = list(islice(every, first, first + _A_PAGE + 1))
        return desk.page(
            "desk/kvitton.html",
            "Kvitton",
            nav="notices",
            number=number,
            heading=title,
            rows=rows[:_A_PAGE],
            earlier=max(0, first - _A_PAGE) if first else None,
            later=first + _A_PAGE if len(rows) > _A_PAGE else None,
            said=said,
            label=label,
            meaning=meaning,
            status_in_words=status_in_words,
        )

    @pages.get(f"{ONE}/kvitton.csv")
    @open_to(Caller.PUBLISHER)
    def give_table(number: int) -> Response:
        table = io.StringIO()
        with desk.reading() as session:
            short = find_notice(session, number).short
            write_proof(proof(session, desk.parts.receiver.secrecy, number), table)
        answer = Response(table.getvalue(), content_type="text/csv; charset=utf-8")
        answer.headers["Content-Disposition"] = f'attachment; filename="kvitton-{short}.csv"'
        return private(answer)

    return pages
