"""The list of messages: its filters and its pages."""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime
from itertools import dropwhile, islice
from urllib.parse import urlencode

from tests.standins.provider.messages import API, Message, resource
from tests.standins.provider.store import Store

PAGE_SIZE = 50
PAGE_SIZE_MAX = 1000
FILTERS = ("To", "From", "DateSent", "DateSent<", "DateSent>")


def page(store: Store, account_sid: str, query: Mapping[str, str], now: float) -> dict[str, object]:
    """One page, newest first. The page's token names its first message, so that new messages do not move the pages."""
    size = min(max(int(query.get("PageSize", PAGE_SIZE)), 1), PAGE_SIZE_MAX)
    number = int(query.get("Page", 0))
    found = _from(query.get("PageToken"), (m for m in _newest_first(store, query) if _passes(m, query, now)))
    messages = list(islice(found, size + 1))
    more = {"Page": str(number + 1), "PageToken": f"PA{messages[size].sid}"} if len(messages) > size else None
    path = f"{API}/Accounts/{account_sid}/Messages.json"
    kept = {name: query[name] for name in FILTERS if name in query} | {"PageSize": str(size)}
    return {
        "messages": [resource(message, now) for message in messages[:size]],
        "page": number,
        "page_size": size,
        "start": number * size,
        "end": number * size + max(len(messages[:size]) - 1, 0),
        "uri": f"{path}?{urlencode(query)}",
        "first_page_uri": f"{path}?{urlencode(kept | {'Page': '0'})}",
        "previous_page_uri": None,
        "next_page_uri": f"{path}?{urlencode(kept | more)}" if more else None,
    }


def _newest_first(store: Store, query: Mapping[str, str]) -> Iterable[Message]:
    return reversed(store.to.get(query["To"], [])) if "To" in query else reversed(store.messages.values())


def _from(token: str | None, messages: Iterable[Message]) -> Iterable[Message]:
    if token is None:
        return messages
    first = token.removeprefix("PA")
    return dropwhile(lambda message: message.sid != first, messages)


def _passes(message: Message, query: Mapping[str, str], now: float) -> bool:
    return query.get("From") in (None, message.from_) and _sent_in_time(message.sent(now), query)


def _sent_in_time(sent: float | None, query: Mapping[str, str]) -> bool:
    """The filters are days in GMT and include the day; a time of day is not looked at. What is unsent has no day."""
    asked = [(fits, query[name]) for name, fits in DAYS.items() if name in query]
    if not asked:
        return True
    if sent is None:
        return False
    day = datetime.fromtimestamp(sent, UTC).date()
    return all(fits(day, date.fromisoformat(text[:10])) for fits, text in asked)


DAYS: dict[str, Callable[[date, date], bool]] = {
    "DateSent": lambda day, asked: day == asked,
    "DateSent<": lambda day, asked: day <= asked,
    "DateSent>": lambda day, asked: day >= asked,
}
