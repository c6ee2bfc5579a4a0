"""Whether a receiver wants to be told: it is sent a word that nobody can guess, and has to say it back."""

import asyncio
import json
import secrets

from aiohttp import ClientError

from notices.channels.webhook_posting import Poster
from notices.errors import InvalidReceiver

_GOOD = range(200, 300)


def challenge(poster: Poster, url: str) -> None:
    """Raises InvalidReceiver where it does not answer so. What it answered instead is not repeated to whoever asks:
    they might be asking about somebody else's machine.
    """
    word = secrets.token_urlsafe(32)
    body = json.dumps({"type": "receiver.challenge", "data": {"challenge": word}})
    if not asyncio.run(_is_echoed(poster, url, body, word)):
        raise InvalidReceiver(
            "address",
            'Mottagaren svarade inte på utmaningen. Den ska svara 200 med {"challenge": "…"}, det som den fick.',
        )


async def _is_echoed(poster: Poster, url: str, body: str, word: str) -> bool:
    try:
        async with poster.opened() as posting:
            status, answer = await posting.post(url, body)
            said = json.loads(answer)
    except (ClientError, OSError, ValueError, RecursionError):
        return False
    return status in _GOOD and isinstance(said, dict) and said.get("challenge") == word
