"""All of the double put together: a call goes through limits and checks to what answers it."""

from tests.doubles.discord.answering import Answering
from tests.doubles.discord.channels import Channels
from tests.doubles.discord.checks import Wrong, tree
from tests.doubles.discord.commands import Commands
from tests.doubles.discord.document import Document
from tests.doubles.discord.errors import INVALID_FORM, INVALID_JSON, VIA, RefusedError, bare
from tests.doubles.discord.gateway import Gateway
from tests.doubles.discord.interactions import Interactions
from tests.doubles.discord.limits import Counters
from tests.doubles.discord.messages import Messages
from tests.doubles.discord.payloads import application, myself
from tests.doubles.discord.people import People
from tests.doubles.discord.posting import Posting
from tests.doubles.discord.routes import Found, Ids, Route, Routes
from tests.doubles.discord.rules import message_rules
from tests.doubles.discord.sessions import Sessions
from tests.doubles.discord.world import World
from tests.doubles.wire.calls import Answer, Call, Json
from tests.doubles.wire.pipeline import Pipeline

BASE = "/api/v10"
STARTS = 1000
DAY = 86_400_000
BARE = ("id", "username", "name", "description", "icon", "verify_key", "flags")
"""What a bot cannot do without to know who it is."""


class Discord:
    """One Discord. A new one is made for each reset."""

    def __init__(self, document: Document | None, *, guilds: int = 1, channels: int = 2) -> None:
        self.pipeline = Pipeline(base=BASE, serve=self.serve, refuse=bare)
        clock = self.pipeline.clock
        self.world = World(clock, guilds=guilds, channels=channels)
        self.sessions = Sessions(clock, self.world.bot.id)
        self.counters = Counters(clock)
        self.posting = Posting(self.world, self.sessions)
        self.gateway = Gateway(self.world, self.sessions, self.pipeline)
        self.interactions = Interactions(self.world, self.sessions)
        self.commands = Commands(self.world)
        self.messages = Messages(self.world, self.posting)
        self.people = People(self.world, self.commands, self.interactions)
        self.document = document
        self.complaints: list[str] = []
        """What the document says against our own answers: faults of the double."""
        parts = (
            self.messages,
            self.commands,
            Answering(self.world, self.posting, self.interactions),
            Channels(self.world, self.posting),
        )
        self._routes = Routes([*self._own_routes(), *(route for part in parts for route in part.routes())])

    @property
    def routes(self) -> Routes:
        """Return what can be called."""
        return self._routes

    def _own_routes(self) -> list[Route]:
        return [
            Route("GET", "/users/@me", lambda _, __: Answer(body=myself(self.world.bot))),
            Route("GET", "/oauth2/applications/@me", self._application),
            Route("GET", "/applications/@me", self._application),
            Route("GET", "/gateway", lambda _, __: Answer(body={"url": self.gateway.address}), open=True),
            Route("GET", "/gateway/bot", self._gateway_bot),
        ]

    def _application(self, _: Call, __: Ids) -> Answer:
        return Answer(body=application(self.world))

    def _gateway_bot(self, _: Call, __: Ids) -> Answer:
        settings = self.gateway.settings
        limit = {
            "total": STARTS,
            "remaining": STARTS - settings.starts,
            "reset_after": DAY,
            "max_concurrency": settings.max_concurrency,
        }
        return Answer(body={"url": self.gateway.address, "shards": settings.shards, "session_start_limit": limit})

    async def serve(self, call: Call) -> Answer:
        """Answer a call as Discord does; never raises for what a client can do wrong."""
        if banned := self.counters.ban():
            return banned
        found = self._routes.find(call)
        answer, headers = self._admitted(call, found)
        self.counters.count_invalid(answer.status)
        if isinstance(found, Found) and self.document and not isinstance(answer.body, bytes):
            told = self.document.of_answer(call.method, found.route.template, answer)
            self.complaints += told
        if self.world.bare:
            return _bare(call, answer)
        return Answer(answer.status, answer.body, {**VIA, **headers, **answer.headers}, answer.content_type)

    def _admitted(self, call: Call, found: Found | int) -> tuple[Answer, dict[str, str]]:
        if isinstance(found, int):
            return bare(found), {}
        if not found.route.open and call.header("Authorization") != f"Bot {self.gateway.settings.token}":
            return bare(401), {}
        refusal, headers = self.counters.admit(found.route.bucket, found.major)
        if refusal:
            return refusal, headers
        try:
            self._check(call, found.route)
            return found.route.serve(call, found.ids), headers
        except RefusedError as refused:
            return refused.answer, headers

    def _check(self, call: Call, route: Route) -> None:
        if call.broken:
            raise RefusedError(INVALID_JSON)
        if route.shape is None:
            return
        body: Json | list[Json] = {} if call.body is None else call.body
        wrongs = list(route.shape(body, ()))
        if not wrongs and route.message and (found := route.message(body)):
            place, message = found
            told = message_rules(message, call.uploads)
            wrongs = [Wrong((*place, *each.path), each.code, each.message) for each in told]
        if not wrongs and self.document:
            wrongs = list(self.document.of_request(call.method, route.template, body))
        if wrongs:
            raise RefusedError(INVALID_FORM, tree(wrongs))


def _bare(call: Call, answer: Answer) -> Answer:
    """Return an answer without the headers, and the first answer to an interaction without what came of it."""
    if call.path.endswith("/callback") and answer.status == 200:
        return Answer(204)
    if call.path.endswith("/@me") and answer.status == 200:
        told = {key: answer.body[key] for key in BARE if key in answer.body}
        return Answer(200, told)
    if answer.content_type == "application/json":
        return Answer(answer.status, answer.body, content_type="application/json; charset=utf-8")
    return answer
