"""What engines already report with reports here, unchanged: curl, cloudevents, openlineage-python, healthchecks-io."""

import json
import subprocess
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import requests
from cloudevents.core.bindings.http import HTTPMessage, to_binary_event, to_structured_event
from cloudevents.core.v1.event import CloudEvent
from openlineage.client import OpenLineageClient
from openlineage.client.event_v2 import Job, OutputDataset, Run, RunEvent, RunState
from openlineage.client.facet_v2 import error_message_run, nominal_time_run, output_statistics_output_dataset
from openlineage.client.transport.http import (
    ApiKeyTokenProvider,
    HttpCompression,
    HttpConfig,
    HttpTransport,
)
from openlineage.client.uuid import generate_new_uuid
from sqlalchemy import select

from models.run import Arrival
from models.terms import Environment
from notices import clock
from notices.database import Database
from notices.engine.pings.addresses import make_address
from notices.engine.roster import EngineRoster
from tests.harness.server import Server

with warnings.catch_warnings(category=DeprecationWarning, action="ignore"):  # of its own use of pydantic
    from healthchecks_io import Client as Healthchecks

DATA = {"job": "dygn", "run": "natt-1", "nominal": "2026-03-10"}


class Engine:
    """An engine that was added at a running service."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.database = Database(server.environment["DATABASE_URL"])
        with self.database.writing() as session:
            roster = EngineRoster(session, "test", clock.now())
            self.key = roster.add("lefi", [], Environment.PRODUCTION)
            self.code, self.slug = make_address(roster, "lefi", "dygn")

    def told(self, source: str) -> list[tuple[str, str | None]]:
        """What came from a source: the type and the run of each."""
        with self.database.reading() as session:
            rows = session.scalars(select(Arrival).where(Arrival.source == source).order_by(Arrival.id))
            return [(row.event["type"].removeprefix("lefi."), row.run) for row in rows]

    def curl(self, path: str, *options: str) -> str:
        command = ["curl", "-fsS", "-m", "10", "--retry", "5", *options, f"{self.server.address}{path}"]
        return subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    directory: Path = tmp_path_factory.mktemp("engine")
    server = Server(directory, f"sqlite:///{directory}/driftinformation.db")
    server.migrate()
    server.start()
    yield Engine(server)
    server.kill()


def test_curl_sends_events_in_each_mode_and_pings(engine: Engine) -> None:
    event = {"specversion": "1.0", "id": "1", "source": "/curl", "type": "lefi.run.started", "data": DATA}
    event["time"] = "2026-03-10T01:00:00Z"
    key, send = ("-H", f"Authorization: Bearer {engine.key}"), "/engine/events"
    structured = ("-H", "Content-Type: application/cloudevents+json", "--data-raw", json.dumps(event))
    for in_pieces in ((), ("-H", "Transfer-Encoding: chunked")):
        assert json.loads(engine.curl(send, *key, *structured, *in_pieces)) == {"id": "1", "ok": True}
    batch = json.dumps([event, {**event, "id": "2", "type": "lefi.run.failed"}])
    batched = ("-H", "Content-Type: application/cloudevents-batch+json", "--data-raw", batch)
    assert [one["ok"] for one in json.loads(engine.curl(send, *key, *batched))["events"]] == [True, True]
    attributes = {**event, "id": "3", "type": "lefi.run.completed", "data": ""}
    headers = [part for name, value in attributes.items() if value for part in ("-H", f"ce-{name}: {value}")]
    binary = (*headers, "-H", "Content-Type: application/json", "--data-raw", json.dumps(DATA))
    assert json.loads(engine.curl(send, *key, *binary)) == {"id": "3", "ok": True}
    assert engine.told("/curl") == [("run.started", "natt-1"), ("run.failed", "natt-1"), ("run.completed", "natt-1")]
    assert engine.curl(f"/ping/{engine.code}/start") == "OK"
    assert engine.curl(f"/ping/{engine.code}/1", "--data-raw", "x" * 100_000) == "OK"
    assert engine.curl(f"/ping/{engine.code}", "--head").startswith("HTTP/1.1 200")
    assert [kind for kind, _ in engine.told("/ping/lefi/dygn")] == ["run.started", "run.failed", "run.completed"]


@pytest.mark.parametrize("form", [to_structured_event, to_binary_event])
def test_the_cloudevents_package(engine: Engine, form: Callable[[CloudEvent], HTTPMessage]) -> None:
    source = f"/cloudevents/{form.__name__}"
    attributes = {"id": "å 1", "source": source, "type": "lefi.run.completed", "time": clock.now()}
    message = form(CloudEvent({**attributes, "specversion": "1.0", "datacontenttype": "application/json"}, DATA))
    headers = {**message.headers, "Authorization": f"Bearer {engine.key}"}
    for _ in range(2):
        answer = requests.post(f"{engine.server.address}/engine/events", message.body, headers=headers, timeout=10)
        assert (answer.status_code, answer.json()) == (202, {"id": "å 1", "ok": True})
    assert engine.told(source) == [("run.completed", "natt-1")]


@pytest.mark.parametrize("packed", [None, HttpCompression.GZIP])
def test_openlineage_python(engine: Engine, packed: HttpCompression | None) -> None:
    namespace, run = f"natt-{packed}", str(generate_new_uuid())
    auth = ApiKeyTokenProvider({"apiKey": engine.key})
    transport = HttpTransport(HttpConfig(engine.server.address, auth=auth, compression=packed))
    client = OpenLineageClient(transport=transport)
    facets = {
        "nominalTime": nominal_time_run.NominalTimeRunFacet("2026-03-10T01:00:00Z"),
        "errorMessage": error_message_run.ErrorMessageRunFacet("Disken är full", "PYTHON"),
    }
    statistics = output_statistics_output_dataset.OutputStatisticsOutputDatasetFacet(fileCount=211)
    written = [OutputDataset("n", "filer", outputFacets={"outputStatistics": statistics})]
    for state, outputs in ((RunState.START, []), (RunState.FAIL, written), (RunState.FAIL, written)):
        time = "2026-03-10T01:00:00Z" if state is RunState.START else "2026-03-10T02:00:00Z"
        client.emit(
            RunEvent(
                eventTime=time,
                producer="https://jobs.example/v1",
                run=Run(run, facets),
                job=Job(namespace, "dygn"),
                eventType=state,
                inputs=[],
                outputs=outputs,
            )
        )
    client.close()
    assert engine.told(f"openlineage:{namespace}") == [("run.started", run), ("run.failed", run)]


def test_healthchecks_io(engine: Engine) -> None:
    ping_url = f"{engine.server.address}/ping/"
    before = len(engine.told("/ping/lefi/dygn"))
    with Healthchecks(api_key="x", ping_key=engine.key, ping_url=ping_url) as client:
        assert client.start_ping(slug=engine.slug) == (True, "OK")
        assert client.success_ping(slug=engine.slug, data="allt väl") == (True, "OK")
        assert client.fail_ping(uuid=engine.code, data="fel") == (True, "OK")
        assert client.exit_code_ping(0, uuid=engine.code) == (True, "OK")
    kinds = [kind for kind, _ in engine.told("/ping/lefi/dygn")[before:]]
    assert kinds == ["run.started", "run.completed", "run.failed", "run.completed"]
