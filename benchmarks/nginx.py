"""nginx with the site's files: the fastest that a page can reasonably be served."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import requests

from benchmarks.machine import NGINX, SERVER_CORE, on_core
from tests.harness.ports import free_port
from tests.harness.processes import Process
from tests.harness.waiting import wait_until

# A single process; nothing is logged, files are held open, and a connection lives as long as it is used.
_CONFIGURATION = """
daemon off; master_process off; worker_processes 1; pid {directory}/nginx.pid; error_log stderr warn;
events {{ worker_connections 1024; }}
http {{
    access_log off; sendfile on; tcp_nopush on; etag on; server_tokens off;
    keepalive_requests 1000000000; keepalive_timeout 1h;
    open_file_cache max=1000 inactive=1h; open_file_cache_valid 1h;
    gzip_static on; gzip_vary on;
    types {{ text/html html; application/rss+xml rss; }}
    client_body_temp_path {directory}/body; proxy_temp_path {directory}/proxy; fastcgi_temp_path {directory}/fastcgi;
    uwsgi_temp_path {directory}/uwsgi; scgi_temp_path {directory}/scgi;
    server {{ listen 127.0.0.1:{port} backlog=1024; root {files}; }}
}}
"""


@contextmanager
def nginx(files: Path, directory: Path) -> Iterator[str]:
    """Serve `files` on the server's core from a `directory` of nginx's own. Gives the address."""
    directory.mkdir()
    port = free_port()
    configuration = directory / "nginx.conf"
    configuration.write_text(_CONFIGURATION.format(directory=directory, files=files, port=port), encoding="utf-8")
    command = f"{NGINX} -p {directory} -c {configuration} -e stderr"
    process = Process(on_core(SERVER_CORE, command), {}, directory, directory / "nginx.log")
    address = f"http://127.0.0.1:{port}"
    process.start()
    try:
        wait_until(lambda: _answers(f"{address}/index.html"), f"nginx\n{process.log}")
        yield address
    finally:
        process.kill()


def _answers(address: str) -> bool:
    try:
        return requests.get(address, timeout=5).ok
    except requests.ConnectionError:
        return False  # not listening yet
