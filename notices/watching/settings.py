"""What `service.toml` says of the runs, checked before anything starts."""

from notices.errors import ConfigurationError
from notices.runs.judgement.verdict import Rule
from notices.runs.plan import InvalidPlan, plan_of
from notices.service import Service


def check_runs(service: Service) -> None:
    """Raise ConfigurationError where the plan, or what leaves by itself, is wrong."""
    if service.runs.plan is not None:
        try:
            plan_of(service.runs.plan, "service.toml, runs.plan")
        except InvalidPlan as error:
            raise ConfigurationError(str(error)) from error
    for named in service.runs.auto_publish:
        if named.kind not in frozenset(Rule):
            raise ConfigurationError(
                f"service.toml är fel: runs.auto_publish: {named.kind!r} finns inte. Skriv något av: {', '.join(Rule)}."
            )
