"""What to call a browser in a list, by what it says of itself."""

# The first that matches counts: most browsers say that they are several others, too.
_BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrom", "Chrome"), ("Safari", "Safari"))
_SYSTEMS = (
    ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)  # fmt: skip


def browser_name(agent: str) -> str:
    """ "Firefox, Windows"; what is not known is left out, and nothing known leaves its own first words."""
    found = [_first(agent, _BROWSERS), _first(agent, _SYSTEMS)]
    return ", ".join(filter(None, found)) or agent[:40]


def _first(agent: str, names: tuple[tuple[str, str], ...]) -> str:
    return next((name for mark, name in names if mark in agent), "")
