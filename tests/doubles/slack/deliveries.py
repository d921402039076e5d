"""What Slack tells the app, over Socket Mode or as signed HTTP requests: until it is answered, or given up."""

import asyncio
import secrets
import uuid
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from tests.doubles.slack.pushing import Push, Pushing, Tamper
from tests.doubles.slack.sockets import SocketConnection, Sockets
from tests.doubles.slack.world import World
from tests.doubles.wire.calls import Json

COMMAND, INTERACTIVE, EVENT = "slash_commands", "interactive", "events_api"
DOCUMENTED_RETRIES = (0.0, 60.0, 300.0)


@dataclass(slots=True)
class Attempt:
    """One time that it was told. `over` is the number of the connection, or the address."""

    over: str
    at: float
    retry: int = 0
    seconds: float = 0.0
    status: int = 0
    failed: str = ""


@dataclass(slots=True)
class Delivery:
    """Something told, and what came of it. `answer` is what the app answered with, in time."""

    number: int
    kind: str
    payload: Json
    accepts: bool
    attempts: list[Attempt] = field(default_factory=list)
    acked: bool = False
    answer: Any = None
    given_up: bool = False
    late: bool = False
    push: Push | None = None

    def told(self) -> Json:
        """Return what a test is told."""
        return {
            "delivery": self.number,
            "kind": self.kind,
            "type": self.payload.get("event", self.payload).get("type") or self.payload.get("command", ""),
            "acked": self.acked,
            "answer": self.answer,
            "late": self.late,
            "given_up": self.given_up,
            "attempts": [
                {
                    "over": each.over,
                    "retry": each.retry,
                    "seconds": round(each.seconds, 4),
                    "status": each.status,
                    "failed": each.failed,
                }
                for each in self.attempts
            ],
        }


class Deliveries:
    """Tells things. An event that is not answered in time is told again, a person's deed is not."""

    def __init__(self, world: World, sockets: Sockets, pushing: Pushing) -> None:
        self.answer_within = 3.0
        self.retries: tuple[float, ...] = DOCUMENTED_RETRIES
        """Seconds before an event is told again."""
        self.over_http = False
        self.all: list[Delivery] = []
        self.made: Callable[[Delivery], None] = lambda _: None
        """Told everything that is to be told."""
        self._world = world
        self._sockets = sockets
        self._pushing = pushing
        self._waiting: dict[str, tuple[asyncio.Future[Any], SocketConnection]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        sockets.acknowledged = self._take
        sockets.left = self._lose

    def make(self, kind: str, payload: Json, *, accepts: bool = False) -> Delivery:
        """Write down what is to be told."""
        made = Delivery(len(self.all) + 1, kind, payload, accepts)
        self.all.append(made)
        self.made(made)
        return made

    def begin(self, work: Awaitable[None]) -> None:
        """Do something without waiting for it."""
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def end(self) -> None:
        """Stop all that goes on."""
        for task in self._tasks:
            task.cancel()

    async def deliver(self, delivery: Delivery, tamper: Tamper | None = None) -> None:
        """Tell it, an event again where it is not answered."""
        waits = (None, *self.retries) if delivery.kind == EVENT else (None,)
        for retry, wait in enumerate(waits):
            if wait:
                await asyncio.sleep(wait)
            reason = delivery.attempts[-1].failed if delivery.attempts else ""
            attempt = await self.attempt(delivery, retry, reason, tamper)
            if delivery.acked or attempt.failed == "no_retry":
                return
        delivery.given_up = True

    async def attempt(self, delivery: Delivery, retry: int, reason: str, tamper: Tamper | None = None) -> Attempt:
        """Tell it once, and wait for the answer."""
        begun = self._world.clock.seconds()
        attempt = Attempt("", begun, retry)
        delivery.attempts.append(attempt)
        if self.over_http:
            await self._push(delivery, attempt, reason, tamper)
        else:
            await self._send(delivery, attempt, reason)
        attempt.seconds = self._world.clock.seconds() - begun
        return attempt

    async def _send(self, delivery: Delivery, attempt: Attempt, reason: str) -> None:
        connection = self._sockets.next()
        if connection is None:
            attempt.failed = "no_connection"
            return
        attempt.over = str(connection.number)
        envelope_id = str(uuid.uuid4())
        envelope: Json = {
            "envelope_id": envelope_id,
            "payload": delivery.payload,
            "type": delivery.kind,
            "accepts_response_payload": delivery.accepts,
        }
        if delivery.kind == EVENT:
            envelope |= {"retry_attempt": attempt.retry, "retry_reason": reason if attempt.retry else ""}
        answered: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._waiting[envelope_id] = (answered, connection)
        connection.tell(envelope)
        try:
            async with asyncio.timeout(self.answer_within):
                delivery.answer = await answered
        except TimeoutError:
            attempt.failed, delivery.late = "timeout", True
        except ConnectionError:
            attempt.failed = "connection_failed"
        else:
            delivery.acked, attempt.status = True, 200
        self._waiting.pop(envelope_id, None)

    async def _push(self, delivery: Delivery, attempt: Attempt, reason: str, tamper: Tamper | None) -> None:
        delivery.push = self._pushing.signed(delivery.kind, delivery.payload, attempt.retry, reason, tamper)
        attempt.over = delivery.push.url
        outcome = await self._pushing.send(delivery.push, self.answer_within)
        attempt.status, attempt.failed = outcome.status, outcome.failed
        delivery.late = delivery.late or outcome.failed == "http_timeout"
        if not outcome.failed:
            delivery.acked, delivery.answer = True, outcome.answer

    def _take(self, envelope_id: str, answer: Any) -> None:
        answered, _ = self._waiting.get(envelope_id, (None, None))
        if answered and not answered.done():
            answered.set_result(answer)

    def _lose(self, connection: SocketConnection) -> None:
        """Let go of what a lost connection was still to answer."""
        for answered, over in self._waiting.values():
            if over is connection and not answered.done():
                answered.set_exception(ConnectionError("the connection was lost"))

    def event(self, team_id: str, event: Json) -> Delivery:
        """Make an event of a workspace ready to be told."""
        installation = self._world.installed_in(team_id)
        enterprise = installation.enterprise if installation else None
        everywhere = bool(installation and installation.everywhere)
        payload: Json = {
            "token": self._world.app.verification_token,
            "team_id": team_id,
            "context_team_id": team_id,
            "context_enterprise_id": enterprise.id if enterprise else None,
            "api_app_id": self._world.app.id,
            "event": {"event_ts": self._world.new_ts(), **event},
            "type": "event_callback",
            "event_id": self._world.new_id("Ev"),
            "event_time": int(self._world.clock.seconds()),
            "authorizations": [
                {
                    "enterprise_id": enterprise.id if enterprise else None,
                    "team_id": None if everywhere else team_id,
                    "user_id": installation.bot_user if installation else "",
                    "is_bot": True,
                    "is_enterprise_install": everywhere,
                }
            ],
            "is_ext_shared_channel": False,
            "event_context": f"4-{secrets.token_urlsafe(40)}",
        }
        if enterprise:
            payload["enterprise_id"] = enterprise.id
        return self.make(EVENT, payload)
