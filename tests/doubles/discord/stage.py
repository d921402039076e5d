"""The server's side of a Discord: addresses and routes; a reset puts a new Discord in its place."""

from dataclasses import dataclass

from aiohttp import web

from tests.doubles.discord.control import DiscordControl
from tests.doubles.discord.document import Document
from tests.doubles.discord.double import BASE, Discord
from tests.doubles.discord.errors import bare
from tests.doubles.discord.gateway import PATH
from tests.doubles.wire.calls import Answer, Call, Json, write
from tests.doubles.wire.control import CommonControl
from tests.doubles.wire.pipeline import CutError, befall, cut
from tests.doubles.wire.stage import Stage


@dataclass(frozen=True, slots=True)
class Scene:
    """What a new Discord begins with."""

    document: Document | None
    guilds: int = 1
    channels: int = 2
    shards: int = 1
    heartbeat: float = 41.25


class DiscordStage(Stage):
    """Serves one Discord after the other on the same addresses."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        super().__init__()
        self.app.router.add_get("/attachments/{rest:.*}", self._file)
        self.app.router.add_get(PATH, self._gateway)
        self.app.router.add_get(PATH + "/", self._gateway)
        self.app.router.add_route("*", BASE + "/{rest:.*}", self._api)

    def announce(self, host: str) -> Json:
        """Take the address that it is served at, and return all addresses and the token."""
        self._host = host
        self._tell_address()
        return {
            "api": f"http://{host}{BASE}",
            "gateway": f"ws://{host}{PATH}",
            "control": f"http://{host}/control",
            "token": self._discord.gateway.settings.token,
        }

    def _begin(self) -> None:
        scene = self._scene
        self._discord = Discord(scene.document, guilds=scene.guilds, channels=scene.channels)
        self._discord.gateway.settings.shards = scene.shards
        self._discord.gateway.settings.heartbeat = scene.heartbeat
        self._let_steer([*CommonControl(self._discord.pipeline).routes(), *DiscordControl(self._discord).routes()])
        self._tell_address()

    def _tell_address(self) -> None:
        self._discord.posting.host = self._host
        self._discord.gateway.address = f"ws://{self._host}{PATH}"

    def _end(self) -> None:
        for connection in list(self._discord.gateway.connections):
            connection.abort()

    async def _api(self, request: web.Request) -> web.StreamResponse:
        return await self._discord.pipeline.receive(request)

    async def _file(self, request: web.Request) -> web.Response:
        kind, content = self._discord.world.files.get(request.path, ("", b""))
        return write(Answer(200, content, content_type=kind) if kind else bare(404))

    async def _gateway(self, request: web.Request) -> web.StreamResponse:
        """Connect, unless a fault befalls `CONNECT /gateway`."""
        pipeline = self._discord.pipeline
        call = Call("CONNECT", PATH, dict(request.query))
        exchange = pipeline.recorder.open(call, pipeline.clock.seconds())
        deed = pipeline.faults.befalling(call)
        if deed is None:
            return await self._discord.gateway.receive(request)
        exchange.fault = deed.name
        try:
            return write(await befall(deed, bare))
        except CutError:
            cut(request)
            return web.Response()
