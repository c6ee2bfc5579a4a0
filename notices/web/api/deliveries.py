"""`/api/v1/notices/<slug>/deliveries`: what became of what was told."""

from dataclasses import asdict

from flask import url_for
from sqlalchemy.orm import Session

from models.token import Scope
from notices.channels.code_meanings import meaning
from notices.delivery.figures import figures
from notices.delivery.proof import Proof, proof
from notices.parts import Parts
from notices.web.api import shapes
from notices.web.api.acts import find_notice
from notices.web.api.asking import Call
from notices.web.api.operation import Edge, Reply
from notices.web.api.routes import Routes

_ONE = "/notices/<slug>"
_COUNTED = ("pending", "accepted", "delivered", "failed", "unknown")


def add_deliveries(routes: Routes, parts: Parts) -> None:
    """Declare them."""

    @routes.add("GET", f"{_ONE}/deliveries", "Läs utskicken, kanal för kanal", "Read the deliveries by channel",
                Scope.DELIVERIES, gives={200: shapes.Deliveries}, edge=Edge.READING)  # fmt: skip
    def read_deliveries(session: Session, call: Call, slug: str) -> Reply:
        found = sorted(figures(session, find_notice(session, slug).id).items())
        channels = (
            shapes.ChannelFigures(channel=channel, **{name: getattr(standing, name) for name in _COUNTED})
            for channel, standing in found
        )
        return Reply(200, shapes.Deliveries(channels=tuple(channels)))

    @routes.add("GET", f"{_ONE}/receipts", "Läs vad var och en har fått", "Read what each has been told",
                Scope.DELIVERIES, asks=shapes.Paging, gives={200: shapes.Receipts}, edge=Edge.READING)  # fmt: skip
    def read_receipts(session: Session, call: Call, slug: str) -> Reply:
        paging, notice = call.asked(shapes.Paging), find_notice(session, slug)
        rows = proof(session, parts.receiver.secrecy, notice.id, after=paging.cursor or 0, most=paging.limit + 1)
        found = list(rows)
        shown = tuple(map(_receipt, found[: paging.limit]))
        last = shown[-1].id if len(found) > len(shown) else None
        more = url_for("api.read_receipts", slug=slug, cursor=last, limit=paging.limit) if last else None
        return Reply(200, shapes.Receipts(receipts=shown, next=more))


def _receipt(row: Proof) -> shapes.Receipt:
    known = asdict(row)
    renamed = {"id": row.delivery_id, "recipient": row.number, "code": row.error_code}
    about = {name: known[name] for name in shapes.Receipt.model_fields if name in known}
    said = meaning(row.error_code) if row.error_code else None
    return shapes.Receipt(**about, **renamed, meaning=said)
