"""The worker says at its start when nobody is told by SMS, although the service is public."""

from pathlib import Path

import pytest
from structlog.testing import capture_logs

from app import put_together
from notices.cli import worker
from notices.config import Settings


@pytest.mark.parametrize(("address", "warns"), [("https://drift.example", True), ("http://localhost:8000", False)])
def test_a_public_service_without_a_provider_is_warned_of(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, address: str, warns: bool
) -> None:
    monkeypatch.setattr(worker, "run", lambda _parts: None)
    settings = Settings(public_url=address, sms_provider="console", secret_key="x" * 32, var_dir=tmp_path)
    with capture_logs() as said:
        worker.command(put_together(settings)).main([], standalone_mode=False)
    assert ("sms_reaches_nobody" in {line["event"] for line in said}) is warns
