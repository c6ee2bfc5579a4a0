"""The site as files, for nginx, a CDN or a machine elsewhere: the same bytes, the same addresses."""

from pathlib import Path

from notices.site.document import JSON
from notices.site.store import Store


def export(store: Store, target: Path) -> int:
    """Write every page below `target`, with its ready-made .gz and .br beside it. Returns the number of pages.

    `/notiser/x` becomes `notiser/x/index.html`, which every static host serves at that address; `/api/v1/current`
    becomes `api/v1/current/index.json`.
    """
    count = 0
    for page in store.pages():
        path = target / _file(page.path, page.content_type)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(page.body)
        path.with_name(path.name + ".gz").write_bytes(page.gzip)
        path.with_name(path.name + ".br").write_bytes(page.br)
        count += 1
    return count


def _file(path: str, content_type: str) -> str:
    if content_type.startswith("text/html") and not path.endswith(".html"):
        return f"{path.strip('/')}/index.html".lstrip("/")
    if content_type == JSON and not path.endswith(".json"):
        return f"{path.strip('/')}/index.json"
    return path.lstrip("/")
