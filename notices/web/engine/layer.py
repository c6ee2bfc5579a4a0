"""The layer before Flask: what engines send is taken here, as Flask's own way would take longer than the work."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from notices.site.reader import Application, StartResponse
from notices.web.access import REFUSED
from notices.web.engine.answer import Answer
from notices.web.engine.asked import Environ

View = Callable[[Environ], Answer]


@dataclass(frozen=True, slots=True)
class Route:
    """A view, and the methods that it takes. The path of one that takes what is under it ends with a slash."""

    view: View
    methods: frozenset[str] = frozenset({"POST"})


class Layer:
    """Answers what is taken; all else, and what was refused (with why), goes on to the application behind it."""

    def __init__(self, application: Application, routes: Mapping[str, Route]) -> None:
        self._application, self._routes = application, routes
        self._under = tuple(path for path in routes if path.endswith("/"))

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        route = self._find(environ["PATH_INFO"])
        if route is None or environ["REQUEST_METHOD"] not in route.methods:
            return self._application(environ, start_response)
        try:
            answer = route.view(environ)
        except Exception as error:  # whichever it is: it is raised again where Flask answers it
            environ[REFUSED] = error
            return self._application(environ, start_response)
        start_response(answer.status, answer.headers)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [answer.body]

    def _find(self, path: str) -> Route | None:
        exact = self._routes.get(path)
        if exact is None and path.startswith(self._under):
            return self._routes[path[: path.index("/", 1) + 1]]
        return exact
