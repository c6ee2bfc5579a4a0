"""What `service.toml` says of the runs is checked before anything starts."""

import pytest

from notices.errors import ConfigurationError
from notices.service import AutoPublish, RunTerms
from notices.watching.settings import check_runs
from tests.factories import SERVICE


def check(**runs: object) -> None:
    check_runs(SERVICE.model_copy(update={"runs": RunTerms.model_validate(runs)}))


def test_a_plan_that_is_wrong_stops_the_start_and_names_the_field() -> None:
    with pytest.raises(ConfigurationError, match=r"service.toml, runs.plan: jobs.0.schedule är inget schema"):
        check(plan={"jobs": [{"name": "dygn", "title": "Dygn", "schedule": "varje natt"}]})


def test_what_leaves_by_itself_is_named_as_the_rules_are() -> None:
    check(auto_publish=[AutoPublish(kind="late", after_minutes=5, call_back_minutes=5)])
    with pytest.raises(ConfigurationError, match=r"runs.auto_publish: 'sen' finns inte\. Skriv något av: late"):
        check(auto_publish=[AutoPublish(kind="sen", after_minutes=5, call_back_minutes=5)])
