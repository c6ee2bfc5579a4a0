"""What does not fit into the two parts of an SMS is cut off in it."""

from collections.abc import Iterator

from models.content import Content
from models.terms import Act
from notices.channels.sms_text import compose, gsm
from notices.markdown import plain
from notices.proofreading.remark import Circumstances, Fix, Remark
from notices.service import Text


def over_two_parts(content: Content, circumstances: Circumstances) -> Iterator[Remark]:
    """Of the title and the action, since they are what the SMS is for. Texts cut off elsewhere are on the page."""
    sms = compose(content, Act.PUBLISH, service=circumstances.service, address=circumstances.address).text
    for field, text in (("title", content.title), ("action", content.action or "")):
        if not _is_whole(text, sms):
            says = Text(
                sv="Sms:et rymmer inte hela texten: högst två delar, 306 tecken, går iväg. Korta den.",
                en="The SMS has no room for all of it: at most two parts, 306 characters, are sent. Shorten it.",
            )
            yield Remark("sms_too_long", field, says, _first_sentence(field, text))


def _is_whole(text: str, sms: str) -> bool:
    return " ".join(gsm(plain(text)).text.split()).rstrip(".") in sms


def _first_sentence(field: str, text: str) -> Fix | None:
    first, stop, rest = text.partition(". ")
    if not rest.strip():
        return None
    return Fix(field, "", first + stop.strip(), Text(sv="Behåll första meningen", en="Keep the first sentence"))
