"""Where the trouble of an alarm is seen to: the one place that knows. `address` is the service's public one."""


def to_notice(address: str, short: str) -> str:
    return f"{address}/n/{short}"


def to_service(address: str) -> str:
    return address
