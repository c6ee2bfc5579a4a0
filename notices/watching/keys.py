"""How an incident is named in the tables; from that follow the origin of its drafts and the key of its alarm."""

from models.terms import Environment

RUN = "run:"


def key_of(environment: str, id_: str) -> str:
    """The key of an incident; two environments may have the same trouble on the same night."""
    return id_ if environment == Environment.PRODUCTION else f"{environment}:{id_}"


def origin_of(key: str) -> str:
    """The origin of the drafts of an incident, and the key of its alarm."""
    return f"{RUN}{key}"
