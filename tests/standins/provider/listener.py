"""The API's port, which can refuse connections for a while and open again."""

import asyncio
import socket
from collections.abc import Callable

from tests.standins.provider.http import Answer, Connection, Load, Request

BACKLOG = 2048


class Listener:
    """Listens on `port` of 127.0.0.1; while it is down, whoever connects is refused."""

    def __init__(self, port: int, answer: Callable[[Request], Answer], load: Load) -> None:
        # Bound and never listening, it keeps the port ours while we are down.
        self._reservation = _bound(port)
        self.port: int = self._reservation.getsockname()[1]
        self._answer = answer
        self._load = load
        self._open: set[Connection] = set()
        self._server: asyncio.Server | None = None

    @property
    def is_up(self) -> bool:
        return self._server is not None

    async def up(self) -> None:
        if self._server is None:
            self._server = await asyncio.get_running_loop().create_server(
                self._connection, sock=_bound(self.port), backlog=BACKLOG
            )

    def down(self) -> None:
        """Close the port and reset all connections."""
        if self._server is not None:
            self._server.close()
            self._server = None
        for connection in tuple(self._open):
            connection.reset()

    def _connection(self) -> Connection:
        return Connection(self._answer, self._load, self._open)


def _bound(port: int) -> socket.socket:
    made = socket.socket()
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    made.bind(("127.0.0.1", port))
    return made
