"""What people already read Statuspage with reads this service, unchanged."""

import json
import os
import subprocess
import threading
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import select

from models.notice import Notice
from models.terms import Environment, Impact, Kind, Status
from models.when import Precision, When
from notices import clock
from tests.factories import Desk, content, desk, incident
from tests.harness.browser import Pages
from tests.harness.server import PROGRAMS, Server
from tests.harness.waiting import wait_until
from tests.paths import ROOT

CLIENTS = ROOT / "tests" / "clients"
LATE = "Nattens filer är sena"
SENTENCE = f"Försening, rättning planerad: {LATE}"
CALM = "Inga kända störningar just nu."
READ = """
async (address) => {
  const { Statuspage } = load("/node_modules/statuspage.io/dist");
  const page = new Statuspage("annan");
  page.setApiUrl(address);
  const { incidents, scheduledMaintenances } = page.api;
  return {
    summary: await page.api.getSummary(),
    status: await page.api.getStatus(),
    components: await page.api.getComponents(),
    incidents: await incidents.getAll(),
    unresolved: await incidents.getUnresolved(),
    upcoming: await scheduledMaintenances.getUpcoming(),
  };
}
"""
SHOW = """
([address, appearance]) => {
  const widget = document.createElement("statuspage-widget");
  Object.assign(widget, { src: address, appearance, id: appearance });
  document.body.append(widget);
}
"""


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("clients")


@pytest.fixture(scope="module")
def anna(directory: Path) -> Iterator[Desk]:
    """Anna has told of late files and of work to come, and of a stop in the test environment."""
    anna = desk(f"sqlite:///{directory}/driftinformation.db")
    now = clock.now()
    late = incident(LATE, impact=Impact.DELAY, benefits=("FP",), operations=("daily_run",), action="Vänta.")
    id = anna.publish(late, now - timedelta(hours=2))
    with anna.act(now - timedelta(hours=1)) as act:
        act.update(act.session.get_one(Notice, id), "Körningen är omstartad.", status=Status.FIX_PLANNED)
    window = When("i morgon", now + timedelta(days=1), now + timedelta(days=1, hours=2), Precision.MINUTE)
    anna.publish(content("Databasen flyttas", kind=Kind.PLANNED, time=window, operations=("new_order",)))
    anna.publish(incident("Testmiljön är nere", impact=Impact.OUTAGE, environment=Environment.TEST))
    yield anna
    anna.database.close()


@pytest.fixture(scope="module")
def installed(anna: Desk, directory: Path) -> Iterator[Server]:
    server = Server(directory, f"sqlite:///{directory}/driftinformation.db")
    server.start()
    yield server
    server.kill()


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *arguments: object) -> None:
        """Say nothing on the tests' own output."""


@pytest.fixture
def elsewhere() -> Iterator[str]:
    """The address of a page on a site that is not ours, with the clients on it."""
    assert (CLIENTS / "node_modules").is_dir(), "the clients are not installed: make test installs them"
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(CLIENTS))) as site:
        threading.Thread(target=site.serve_forever).start()
        yield f"http://127.0.0.1:{site.server_port}/page.html"
        site.shutdown()


def test_the_prometheus_exporter_makes_metrics_of_it(installed: Server, tmp_path: Path) -> None:
    services = {"lefi": {"name": "LEFI", "url": f"{installed.address}/api/v2/summary.json"}}
    (tmp_path / "services.json").write_text(json.dumps(services))
    settings = {"PATH": os.environ["PATH"], "RUN_MODE": "once", "METRICS_TEXTFILE_PATH": "metrics.prom"}
    exporter = PROGRAMS / "statuspage-prometheus-exporter"
    subprocess.run([exporter], cwd=tmp_path, env=settings, check=True, capture_output=True, timeout=60)
    families = text_string_to_metric_families((tmp_path / "metrics.prom").read_text(encoding="utf-8"))
    found = {family.name: [(sample.labels, sample.value) for sample in family.samples] for family in families}
    assert found["statuspage_probe_check"] == [({"service_name": "LEFI"}, 1)]
    assert found["statuspage_service_status"] == [({"service_name": "LEFI"}, 0)]
    works = {labels["component_name"]: value for labels, value in found["statuspage_component_status"]}
    assert [name for name, value in works.items() if not value] == [
        "Funktioner",
        "Dygnskörning",
        "Förmåner",
        "Föräldrapenning",
    ]
    ((wrong, _),) = found["statuspage_incident_info"]
    assert (wrong["incident_name"], wrong["impact"]) == (LATE, "minor")
    assert wrong["affected_components"] == "Dygnskörning, Föräldrapenning"
    assert installed.get(wrong["shortlink"]).status_code == 301
    ((work, _),) = found["statuspage_maintenance_info"]
    assert (work["maintenance_name"], work["affected_components"]) == ("Databasen flyttas", "Nybevakning")


def test_another_sites_page_reads_it_in_the_browser(anna: Desk, installed: Server, elsewhere: str, page: Pages) -> None:
    shown = page(elsewhere)
    for appearance in ("basic", "badge"):
        shown.evaluate(SHOW, [installed.address, appearance])
    assert shown.inner_text("#basic .status-indicator.minor + .status-text") == SENTENCE
    assert shown.inner_text("#badge .status-indicator.minor") == SENTENCE.lower()
    read: dict[str, Any] = shown.evaluate(READ, installed.address)
    assert read["status"]["status"] == read["summary"]["status"] == {"indicator": "minor", "description": SENTENCE}
    assert read["components"]["components"] == read["summary"]["components"]
    (late,) = read["unresolved"]["incidents"]
    assert read["incidents"]["incidents"] == read["summary"]["incidents"] == [late]
    assert [update["status"] for update in late["incident_updates"]] == ["identified", "investigating"]
    (work,) = read["upcoming"]["scheduled_maintenances"]
    assert (work["name"], work["status"]) == ("Databasen flyttas", "scheduled")
    # It is over, and the page says so when it next asks.
    with anna.act(clock.now()) as act:
        act.end(act.session.scalars(select(Notice).order_by(Notice.id)).first() or pytest.fail("no notice"))
    wait_until(lambda: CALM in installed.get("/api/v2/status.json").text, "the server to follow")
    assert shown.evaluate(READ, installed.address)["unresolved"]["incidents"] == []
