"""The server's side of a double: one platform after the other on the same addresses, steered by a test."""

from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Iterable

from aiohttp import web

from tests.doubles.wire.calls import Answer, write
from tests.doubles.wire.serving import application


class Stage(ABC):
    """Serves what a test steers; a reset puts a new platform in the place of the one before."""

    def __init__(self) -> None:
        self._host = ""
        self._control: dict[tuple[str, str], Callable[[web.Request], Awaitable[web.StreamResponse]]] = {}
        self._begin()
        self.app = application()
        self.app.router.add_post("/control/reset", self._reset)
        self.app.router.add_route("*", "/control/{name}", self._steer)

    @abstractmethod
    def _begin(self) -> None:
        """Put a new platform in place, and let it be steered."""

    @abstractmethod
    def _end(self) -> None:
        """Cut what is connected to the platform."""

    def _let_steer(self, routes: Iterable[web.RouteDef]) -> None:
        """Take what a test may ask of the platform in place."""
        self._control = {(route.method, route.path): route.handler for route in routes}

    async def _reset(self, _: web.Request) -> web.Response:
        self._end()
        self._begin()
        return write(Answer(body={}))

    async def _steer(self, request: web.Request) -> web.StreamResponse:
        handler = self._control.get((request.method, request.path))
        if handler is None:
            return write(Answer(404, {"error": f"no control {request.method} {request.path}"}))
        return await handler(request)
