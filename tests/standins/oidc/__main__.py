"""Run the stand-in: `python -m tests.standins.oidc --port 4020`."""

import argparse
import signal
import sys
from http.server import ThreadingHTTPServer

from tests.standins.oidc.http import Handler
from tests.standins.oidc.provider import Provider


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    port: int = parser.parse_args().port
    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    server.provider = Provider(f"http://127.0.0.1:{port}")  # type: ignore[attr-defined]  # read by Handler
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    server.serve_forever()


if __name__ == "__main__":
    main()
