"""The server's side of a Slack: addresses and routes; a reset puts a new Slack in its place."""

from dataclasses import dataclass
from urllib.parse import urlencode

from aiohttp import web

from tests.doubles.slack.control import SlackControl
from tests.doubles.slack.double import BASE, Slack
from tests.doubles.slack.files import PATH as UPLOADS
from tests.doubles.slack.interactions import HOOKS
from tests.doubles.slack.manifest import Manifest
from tests.doubles.slack.schema import BlockSchema, Samples
from tests.doubles.slack.sockets import PATH as LINK
from tests.doubles.wire.calls import Answer, Json, write
from tests.doubles.wire.control import CommonControl
from tests.doubles.wire.stage import Stage


@dataclass(frozen=True, slots=True)
class Scene:
    """What a new Slack begins with. `enterprise` of the workspaces are in an organisation."""

    samples: Samples | None
    schema: BlockSchema | None
    manifest: Manifest
    workspaces: int = 1
    channels: int = 2
    enterprise: int = 0
    uninstalled: int = 0


class SlackStage(Stage):
    """Serves one Slack after the other on the same addresses, with the same credentials."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        super().__init__()
        self.app.router.add_get(LINK, self._link)
        self.app.router.add_get("/oauth/v2/authorize", self._authorize)
        self.app.router.add_get("/files-pri/{id}/{name}", self._file)
        for path in (BASE + "/", UPLOADS, HOOKS):
            self.app.router.add_route("*", path + "{rest:.*}", self._receive)

    def announce(self, host: str) -> Json:
        """Take the address that it is served at, and return all addresses and secrets."""
        self._host = host
        self._slack.set_host(host)
        app, first = self._slack.world.app, self._slack.world.installations
        return {
            "api": f"http://{host}{BASE}",
            "control": f"http://{host}/control",
            "authorize": f"http://{host}/oauth/v2/authorize",
            "bot_token": first[0].token if first else "",
            "app_token": app.app_token,
            "signing_secret": app.signing_secret,
            "client_id": app.client_id,
            "client_secret": app.client_secret,
            "app_id": app.id,
        }

    def _begin(self) -> None:
        scene = self._scene
        before = getattr(self, "_slack", None)
        self._slack = Slack(scene.samples, scene.schema, scene.manifest)
        world = self._slack.world
        for place in range(scene.workspaces):
            world.found(scene.channels, in_enterprise=place < scene.enterprise)
        for team_id in list(world.workspaces)[: scene.workspaces - scene.uninstalled]:
            world.install(team_id)
        if before:
            world.keep_secrets(before.world)
        self._let_steer([*CommonControl(self._slack.pipeline).routes(), *SlackControl(self._slack).routes()])
        self._slack.sockets.settings.enabled = scene.manifest.socket_mode
        self._slack.set_host(self._host)

    def _end(self) -> None:
        self._slack.deliveries.end()
        for connection in list(self._slack.sockets.connections):
            connection.abort()

    async def _receive(self, request: web.Request) -> web.StreamResponse:
        return await self._slack.pipeline.receive(request)

    async def _link(self, request: web.Request) -> web.StreamResponse:
        return await self._slack.sockets.receive(request)

    async def _file(self, request: web.Request) -> web.Response:
        file = self._slack.files.by_id.get(request.match_info["id"])
        tokens = {f"Bearer {each.token}" for each in self._slack.world.installations}
        if file is None or file.content is None or request.headers.get("Authorization") not in tokens:
            return write(Answer(404, b"not found", content_type="text/plain"))
        return write(Answer(200, file.content, content_type=file.kind[0]))

    async def _authorize(self, request: web.Request) -> web.Response:
        """Let the person `user` of the workspace `team` consent at once, or refuse where `deny` is said."""
        query = request.query
        world, redirect = self._slack.world, query.get("redirect_uri", "")
        if query.get("client_id") != world.app.client_id:
            return write(Answer(400, b"invalid_client_id", content_type="text/plain"))
        back = redirect or world.app.made_from.redirect
        if not back:
            return write(Answer(400, b"no redirect_uri", content_type="text/plain"))
        told = {"state": query.get("state", "")}
        if query.get("deny"):
            told["error"] = "access_denied"
        else:
            workspace = self._slack.people.team(dict(query))
            person = world.person(workspace, query.get("user", "operator"))
            everywhere = query.get("everywhere") == "true"
            scopes = tuple(filter(None, query.get("scope", "").split(",")))
            told["code"] = self._slack.auth.consent(
                workspace.id, person.id, redirect, everywhere=everywhere, scopes=scopes
            )
        return web.Response(status=302, headers={"Location": f"{back}?{urlencode(told)}"})
