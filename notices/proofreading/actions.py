"""Every incident says what the subscriber must do, also when that is nothing."""

from collections.abc import Iterator

from models.content import Content
from models.terms import Kind
from notices.proofreading.remark import Circumstances, Fix, Remark
from notices.service import Text
from notices.vocabulary import NOTHING_TO_DO


def missing_action(content: Content, _circumstances: Circumstances) -> Iterator[Remark]:
    if content.kind is Kind.INCIDENT and not (content.action or "").strip():
        yield Remark(
            "no_action",
            "action",
            Text(
                sv="Skriv vad mottagaren behöver göra, också när det är ingenting.",
                en="Write what the recipient must do, also when that is nothing.",
            ),
            Fix(
                "action",
                "",
                NOTHING_TO_DO,
                Text(sv=f"Skriv ”{NOTHING_TO_DO}”", en="Write that nothing has to be done"),
            ),
        )
