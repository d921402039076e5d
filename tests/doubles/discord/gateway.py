"""The gateway: one connection's life over a WebSocket, from HELLO to its close."""

import asyncio
import json
import zlib
from collections import deque
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMessage, WSMsgType, web

from tests.doubles.discord.payloads import guild_create, user
from tests.doubles.discord.sessions import Session, Sessions
from tests.doubles.discord.world import World
from tests.doubles.wire.calls import Call, Json
from tests.doubles.wire.faults import Deed
from tests.doubles.wire.pipeline import Pipeline

HEARTBEAT, IDENTIFY, PRESENCE, RESUME, RECONNECT = 1, 2, 3, 6, 7
REQUEST_MEMBERS, INVALID_SESSION, HELLO, ACK = 8, 9, 10, 11
NAMES = {HEARTBEAT: "HEARTBEAT", IDENTIFY: "IDENTIFY", PRESENCE: "PRESENCE", RESUME: "RESUME", 4: "VOICE_STATE"}
NAMES[REQUEST_MEMBERS] = "REQUEST_MEMBERS"
PATH = "/gateway"
UNKNOWN_OPCODE, UNDECODABLE, NOT_AUTHENTICATED, WRONG_TOKEN, ALREADY = 4001, 4002, 4003, 4004, 4005
BAD_SEQUENCE, TOO_MANY, TIMED_OUT, BAD_SHARD, NEEDS_SHARDS = 4007, 4008, 4009, 4010, 4011
BAD_VERSION, BAD_INTENTS, FORBIDDEN_INTENTS = 4012, 4013, 4014
ENDING = frozenset({WRONG_TOKEN, BAD_SEQUENCE, TIMED_OUT, BAD_SHARD, NEEDS_SHARDS, BAD_VERSION, BAD_INTENTS})
"""Closes after which no session can be resumed; 4014 comes before there is one."""
LAST_INTENT = 1 << 26
PRIVILEGED = (1 << 1) | (1 << 8) | (1 << 15)
MOST_SENT = 120
SENT_WITHIN = 60.0


@dataclass(frozen=True, slots=True)
class Close:
    """The last that a connection sends."""

    code: int
    reason: str


@dataclass(slots=True)
class GatewaySettings:
    """How the gateway behaves; all can be changed while it runs."""

    token: str = "a.double.token"  # noqa: S105 - of a double
    shards: int = 1
    """Recommended by /gateway/bot; a bot that says fewer than `least_shards` is closed with 4011."""
    least_shards: int = 1
    heartbeat: float = 41.25
    """Seconds between heartbeats, as HELLO says."""
    hears_within: float = 0.0
    """Seconds without a word after which a connection is closed; 0 for two heartbeats."""
    identify_every: float = 0.0
    """Seconds between two IDENTIFY; sooner ones get INVALID_SESSION. Discord: 5 s for each of `max_concurrency`."""
    max_concurrency: int = 1
    privileged: int = 0
    """Privileged intents that the application was granted."""
    starts: int = 0
    last_identify: float = field(default=float("-inf"))


class Gateway:
    """All connections."""

    def __init__(self, world: World, sessions: Sessions, pipeline: Pipeline) -> None:
        self.settings = GatewaySettings()
        self.world = world
        self.sessions = sessions
        self.pipeline = pipeline
        self.address = ""
        """Where a session is resumed: `ws://127.0.0.1:port/gateway`."""
        self.connections: set[GatewayConnection] = set()

    async def receive(self, request: web.Request) -> web.StreamResponse:
        """Serve one connection."""
        socket = web.WebSocketResponse(max_msg_size=4096, timeout=0.5)
        await socket.prepare(request)
        connection = GatewayConnection(self, socket, request)
        self.connections.add(connection)
        try:
            await connection.live()
        finally:
            self.connections.discard(connection)
        return socket


class GatewayConnection:
    """One connection. `silent` answers nothing and tells nothing, but stays open."""

    def __init__(self, gateway: Gateway, socket: web.WebSocketResponse, request: web.Request) -> None:
        self.silent = False
        self.session: Session | None = None
        self._gateway = gateway
        self._socket = socket
        self._request = request
        compressed = request.query.get("compress") == "zlib-stream" and not gateway.world.bare
        self._compressor = zlib.compressobj() if compressed else None
        self._outgoing: asyncio.Queue[Json | Close] = asyncio.Queue()
        self._closed_with: int | None = None
        self._received: deque[float] = deque(maxlen=MOST_SENT + 1)

    @property
    def shard(self) -> int | None:
        """Return the shard that it serves, once it has identified."""
        return self.session.shard if self.session else None

    def tell(self, payload: Json) -> None:
        """Send a payload after those before it."""
        self._outgoing.put_nowait(payload)

    async def live(self) -> None:
        """Say HELLO, then answer until it is closed."""
        sender = asyncio.create_task(self._send_all())
        try:
            if self._request.query.get("v") not in ("9", "10"):
                self.close(BAD_VERSION, "Invalid API version")
            self.tell({"op": HELLO, "d": {"heartbeat_interval": int(self._gateway.settings.heartbeat * 1000)}})
            await self._listen()
        finally:
            sender.cancel()
            self._leave()

    async def _listen(self) -> None:
        settings = self._gateway.settings
        patience = settings.hears_within or settings.heartbeat * 2
        while not self._socket.closed:
            try:
                message = await self._socket.receive(timeout=patience)
            except TimeoutError:
                self.close(TIMED_OUT, "Session timed out.")
                continue
            if message.type in (WSMsgType.CLOSE, WSMsgType.CLOSING, WSMsgType.CLOSED, WSMsgType.ERROR):
                return
            self._take(message)

    def _take(self, message: WSMessage) -> None:
        now = self._gateway.pipeline.clock.seconds()
        self._received.append(now)
        if len(self._received) > MOST_SENT and now - self._received[0] < SENT_WITHIN:
            self.close(TOO_MANY, "You are being rate limited.")
            return
        try:
            payload = json.loads(message.data)
            op, data = payload["op"], payload.get("d")
        except (ValueError, TypeError, KeyError):
            self.close(UNDECODABLE, "Error while decoding payload.")
            return
        deed = self._record(op, data)
        if deed is not None:
            self._befall(deed)
        elif not self.silent:
            self._answer(op, data)

    def _record(self, op: int, data: Any) -> Deed | None:
        """Write down what was sent, and return the fault that befalls it. Faults match it by its name as the method."""
        shown = {**data, "token": "..."} if isinstance(data, dict) and "token" in data else data
        call = Call(NAMES.get(op, str(op)), PATH, body=shown)
        pipeline = self._gateway.pipeline
        exchange = pipeline.recorder.open(call, pipeline.clock.seconds())
        deed = pipeline.faults.befalling(call)
        exchange.fault = deed.name if deed else ""
        return deed

    def _befall(self, deed: Deed) -> None:
        if deed.name == "close":
            self.close(int(deed.value or 0), "A fault of the test.")
        elif deed.name in ("reset", "abort"):
            self.abort()

    def _answer(self, op: int, data: Any) -> None:
        if op == HEARTBEAT:
            self.tell({"op": ACK, "d": None})
        elif op == IDENTIFY:
            self._identify(data)
        elif op == RESUME:
            self._resume(data)
        elif self.session is None:
            self.close(NOT_AUTHENTICATED, "Not authenticated.")
        elif op not in NAMES:
            self.close(UNKNOWN_OPCODE, "Unknown opcode.")

    def _identify(self, data: Json) -> None:
        if self.session:
            self.close(ALREADY, "Already authenticated.")
            return
        wrong = self._wrong_with(data)
        if wrong:
            self.close(*wrong)
            return
        if self._too_soon():
            self.tell({"op": INVALID_SESSION, "d": False})
            return
        shard, shards = data.get("shard") or [0, 1]
        session = Session(shard, shards, data["intents"], connection=self)
        self._gateway.sessions.open(session)
        self._gateway.settings.starts += 1
        self.session = session
        self._greet(session)

    def _too_soon(self) -> bool:
        settings, now = self._gateway.settings, self._gateway.pipeline.clock.seconds()
        soon = now - settings.last_identify < settings.identify_every
        settings.last_identify = now
        return soon

    def _wrong_with(self, data: Json) -> tuple[int, str] | None:
        settings = self._gateway.settings
        shard, shards = data.get("shard") or [0, 1]
        intents = data["intents"] if isinstance(data.get("intents"), int) else -1
        checks = [
            (data.get("token") != settings.token, WRONG_TOKEN, "Authentication failed."),
            (not 0 <= shard < shards, BAD_SHARD, "Invalid shard."),
            (shards < settings.least_shards, NEEDS_SHARDS, "Sharding required."),
            (not 0 <= intents < LAST_INTENT, BAD_INTENTS, "Invalid intent(s)."),
            (bool(intents & PRIVILEGED & ~settings.privileged), FORBIDDEN_INTENTS, "Disallowed intent(s)."),
        ]
        return next(((code, reason) for wrong, code, reason in checks if wrong), None)

    def _greet(self, session: Session) -> None:
        world = self._gateway.world
        guilds = [
            each
            for each in world.guilds.values()
            if not each.gone and (each.id >> 22) % session.shards == session.shard
        ]
        ready = {
            "v": 10,
            "user": {**user(world.bot), "verified": True, "mfa_enabled": True, "email": None},
            "guilds": [{"id": str(each.id), "unavailable": True} for each in guilds],
            "session_id": session.id,
            "resume_gateway_url": self._gateway.address,
            "shard": [session.shard, session.shards],
            "application": {"id": str(world.application_id), "flags": 0},
            "private_channels": [],
            "relationships": [],
            "_trace": ["double"],
        }
        if world.bare:
            ready = {key: ready[key] for key in ("v", "user", "guilds", "session_id", "resume_gateway_url")}
        session.tell("READY", ready)
        for each in () if world.bare else guilds:
            session.tell("GUILD_CREATE", guild_create(each, world))

    def _resume(self, data: Json) -> None:
        if data.get("token") != self._gateway.settings.token:
            self.close(WRONG_TOKEN, "Authentication failed.")
            return
        session = self._gateway.sessions.resumable(data.get("session_id", ""))
        if session is None:
            self.tell({"op": INVALID_SESSION, "d": False})
        elif not 0 <= (data.get("seq") or 0) <= session.sequence:
            self._gateway.sessions.end(session)
            self.close(BAD_SEQUENCE, "Invalid seq.")
        else:
            for payload in session.missed(data.get("seq") or 0):
                self.tell(payload)
            self.session, session.connection = session, self
            session.tell("RESUMED", {"_trace": ["double"]})

    async def _send_all(self) -> None:
        """Send what waits, one after the other; nothing while silent, but a close always."""
        while True:
            outgoing = await self._outgoing.get()
            try:
                if isinstance(outgoing, Close):
                    await self._socket.close(code=outgoing.code, message=outgoing.reason.encode(), drain=False)
                    return
                if not self.silent:
                    await self._send(json.dumps(outgoing, separators=(",", ":")).encode())
            except ConnectionError:
                return

    async def _send(self, raw: bytes) -> None:
        if self._compressor:
            await self._socket.send_bytes(self._compressor.compress(raw) + self._compressor.flush(zlib.Z_SYNC_FLUSH))
        else:
            await self._socket.send_str(raw.decode())

    def close(self, code: int, reason: str) -> None:
        """Close it after all that waits to be sent."""
        if self._closed_with is None:
            self._closed_with = code
            self._outgoing.put_nowait(Close(code, reason))

    def abort(self) -> None:
        """Cut it."""
        if self._request.transport is not None:
            self._request.transport.abort()

    def _leave(self) -> None:
        """Let go of the session: it ends when the bot closed with 1000 or 1001, or we closed for good."""
        if self.session is None:
            return
        sessions = self._gateway.sessions
        sessions.lose(self.session, self)
        by_the_bot = self._closed_with is None and self._socket.close_code in (1000, 1001)
        if by_the_bot or self._closed_with in ENDING:
            sessions.end(self.session)
