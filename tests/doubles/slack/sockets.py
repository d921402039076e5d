"""Socket Mode: tickets, connections, what is told over them and what comes back."""

import asyncio
import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from aiohttp import WSMessage, WSMsgType, web

from tests.doubles.slack.errors import RefusedError, bare
from tests.doubles.slack.world import Caller, World
from tests.doubles.wire.calls import Answer, Call, Json, write
from tests.doubles.wire.pipeline import CutError, Pipeline, befall, cut

PATH = "/link/"
MOST_CONNECTIONS = 10
HOST = "applink-double"
ENDED = (WSMsgType.CLOSE, WSMsgType.CLOSING, WSMsgType.CLOSED, WSMsgType.ERROR)


@dataclass(slots=True)
class SocketSettings:
    """How Socket Mode behaves; all can be changed while it runs."""

    enabled: bool = True
    ticket_lives: float = 30.0
    ping_every: float = 10.0
    """Seconds between pings that Slack sends."""
    refresh_grace: float = 1.0
    """Seconds between `refresh_requested` and the close."""


@dataclass(frozen=True, slots=True)
class Close:
    """The last that a connection sends."""

    code: int


class Sockets:
    """All connections of the app."""

    def __init__(self, world: World, pipeline: Pipeline) -> None:
        self.settings = SocketSettings()
        self.pipeline = pipeline
        self.host = ""
        self.opened = 0
        self.connections: list[SocketConnection] = []
        self.acknowledged: Callable[[str, Any], None] = lambda _, __: None
        """Told the id of every envelope that is answered, and what it is answered with."""
        self.left: Callable[[SocketConnection], None] = lambda _: None
        self.world = world
        self._tickets: dict[str, float] = {}
        self._turn = 0

    def open(self, _: Json, __: Caller) -> Json:
        """apps.connections.open: return an address that can be connected to once."""
        if not self.settings.enabled:
            raise RefusedError("socket_mode_not_enabled")
        ticket = secrets.token_urlsafe(24)
        self._tickets[ticket] = self.world.clock.seconds()
        return {"url": f"ws://{self.host}{PATH}?ticket={ticket}&app_id={self.world.app.id}"}

    async def receive(self, request: web.Request) -> web.StreamResponse:
        """Serve one connection, unless a fault befalls `CONNECT /link/` or its ticket is not good."""
        call = Call("CONNECT", PATH, {key: value for key, value in request.query.items() if key != "ticket"})
        exchange = self.pipeline.recorder.open(call, self.world.clock.seconds())
        deed = self.pipeline.faults.befalling(call)
        if deed is not None:
            exchange.fault = deed.name
            try:
                return write(await befall(deed, bare))
            except CutError:
                cut(request)
                return web.Response()
        if not self._good(request.query.get("ticket", "")):
            exchange.status = 408
            return write(Answer(408, b"the ticket is unknown, used or too old", content_type="text/plain"))
        exchange.status = 101
        return await self._serve(request)

    def _good(self, ticket: str) -> bool:
        made = self._tickets.pop(ticket, None)
        return made is not None and self.world.clock.seconds() - made <= self.settings.ticket_lives

    async def _serve(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse(autoping=False, timeout=0.5)
        await socket.prepare(request)
        self.opened += 1
        connection = SocketConnection(self, socket, request, self.opened)
        if len(self.connections) >= MOST_CONNECTIONS:
            connection.disconnect("too_many_websockets")
            connection.tell(Close(1000))
        else:
            self.connections.append(connection)
            connection.hello(len(self.connections))
        try:
            await connection.live()
        finally:
            connection.is_gone = True
            self.drop(connection)
        return socket

    def drop(self, connection: "SocketConnection") -> None:
        """Count a connection among the living no longer."""
        if connection in self.connections:
            self.connections.remove(connection)
        if connection.is_gone:
            self.left(connection)

    def next(self) -> "SocketConnection | None":
        """Return the connection whose turn it is: Slack sends each envelope to any one of them."""
        if not self.connections:
            return None
        self._turn += 1
        return self.connections[(self._turn - 1) % len(self.connections)]


class SocketConnection:
    """One connection. `silent` answers no ping and tells nothing, but stays open."""

    def __init__(self, sockets: Sockets, socket: web.WebSocketResponse, request: web.Request, number: int) -> None:
        self.number = number
        self.silent = False
        self.pongs = 0
        self.is_gone = False
        self._sockets = sockets
        self._socket = socket
        self._request = request
        self._outgoing: asyncio.Queue[Json | Close] = asyncio.Queue()

    def tell(self, payload: Json | Close) -> None:
        """Send a payload after those before it."""
        self._outgoing.put_nowait(payload)

    def hello(self, connections: int) -> None:
        """Greet."""
        self.tell(
            {
                "type": "hello",
                "num_connections": connections,
                "debug_info": {"host": HOST, "build_number": 10, "approximate_connection_time": 18060},
                "connection_info": {"app_id": self._sockets.world.app.id},
            }
        )

    def disconnect(self, reason: str) -> None:
        """Say that the connection will end: `warning`, `refresh_requested`, `link_disabled`, `too_many_websockets`."""
        self.tell({"type": "disconnect", "reason": reason, "debug_info": {"host": HOST}})

    async def refresh(self) -> None:
        """Ask for a new connection, and close this one a moment later; nothing more is sent over it."""
        self.disconnect("refresh_requested")
        self._sockets.drop(self)
        await asyncio.sleep(self._sockets.settings.refresh_grace)
        self.tell(Close(1000))

    def abort(self) -> None:
        """Cut it below WebSocket."""
        cut(self._request)

    async def live(self) -> None:
        """Take what comes until it is closed."""
        tasks = [asyncio.create_task(self._send_all()), asyncio.create_task(self._ping())]
        try:
            while not self._socket.closed:
                message = await self._socket.receive()
                if message.type in ENDED:
                    return
                await self._take(message)
        finally:
            for task in tasks:
                task.cancel()

    async def _send_all(self) -> None:
        while not self._socket.closed:
            payload = await self._outgoing.get()
            if isinstance(payload, Close):
                await self._socket.close(code=payload.code)
            elif not self.silent:
                await self._socket.send_json(payload)

    async def _ping(self) -> None:
        while not self._socket.closed:
            await asyncio.sleep(self._sockets.settings.ping_every)
            if not self.silent:
                await self._socket.ping(f"Ping from {HOST}".encode())

    async def _take(self, message: WSMessage) -> None:
        if message.type is WSMsgType.PING:
            if not self.silent:
                await self._socket.pong(message.data)
        elif message.type is WSMsgType.PONG:
            self.pongs += 1
        elif message.type is WSMsgType.TEXT:
            self._answered(message.data)

    def _answered(self, text: str) -> None:
        """Take an answer to an envelope, unless a fault befalls `ACK /link/`."""
        try:
            told = json.loads(text)
            envelope = told["envelope_id"]
        except (ValueError, TypeError, KeyError):
            return
        call = Call("ACK", PATH, body=told)
        pipeline = self._sockets.pipeline
        exchange = pipeline.recorder.open(call, pipeline.clock.seconds())
        deed = pipeline.faults.befalling(call)
        if deed is None:
            exchange.status = 200
            self._sockets.acknowledged(envelope, told.get("payload"))
            return
        exchange.fault = deed.name
        if deed.name == "reset":
            self.abort()
        elif deed.name == "close":
            self.tell(Close(int(deed.value or 1000)))
