"""REST: application commands, of all servers and of one."""

from typing import Any

from tests.doubles.discord.command_shapes import LOCALES, MOST_COMMANDS, SLASH, command, commands
from tests.doubles.discord.errors import TOO_MANY_COMMANDS, TOO_MANY_CREATES, UNKNOWN_COMMAND, RefusedError
from tests.doubles.discord.limits import Limit
from tests.doubles.discord.routes import Ids, Route
from tests.doubles.discord.world import World
from tests.doubles.wire.calls import Answer, Call, Json

EVERYWHERE = "/applications/{application_id}/commands"
OF_GUILD = "/applications/{application_id}/guilds/{guild_id}/commands"
CREATES = Limit(200, 86400.0)
ASKED_ONLY = frozenset({"id", *LOCALES})


class Commands:
    """Keeps commands by scope: None for everywhere, else a server's id."""

    def __init__(self, world: World) -> None:
        self.known: dict[int | None, dict[int, Json]] = {None: {}}
        self._creates: list[float] = []
        self._world = world

    def routes(self) -> list[Route]:
        """Return the routes."""
        made = []
        for scope in (EVERYWHERE, OF_GUILD):
            one = scope + "/{command_id}"
            made += [
                Route("GET", scope, self.listing),
                Route("PUT", scope, self.overwrite, bucket="commands", shape=commands),
                Route("POST", scope, self.create, bucket="commands", shape=command),
                Route("GET", one, self.get),
                Route("DELETE", one, self.delete, bucket="commands"),
            ]
        return made

    def find(self, guild_id: int | None, name: str) -> Json | None:
        """Return the command of that name that a server shows; its own come before those of everywhere."""
        scopes = [self.known.get(guild_id, {}), self.known[None]]
        return next((each for scope in scopes for each in scope.values() if each["name"] == name), None)

    def _scope(self, ids: Ids) -> int | None:
        if int(ids["application_id"]) != self._world.application_id:
            raise RefusedError((403, 20012, "You are not authorized to perform this action on this application"))
        if "guild_id" not in ids:
            return None
        return self._world.guild(int(ids["guild_id"])).id

    def listing(self, _: Call, ids: Ids) -> Answer:
        """List a scope's commands."""
        return Answer(body=list(self.known.get(self._scope(ids), {}).values()))

    def overwrite(self, call: Call, ids: Ids) -> Answer:
        """Replace all of a scope; those of the same type and name keep their id."""
        scope = self._scope(ids)
        self._count(call.body)
        before = {(each["type"], each["name"]): each for each in self.known.get(scope, {}).values()}
        written = [self._written(each, scope, before.get(_key(each))) for each in call.body]
        self.known[scope] = {int(each["id"]): each for each in written}
        return Answer(body=written)

    def create(self, call: Call, ids: Ids) -> Answer:
        """Add one, or replace the one of the same type and name."""
        scope = self._scope(ids)
        known = self.known.setdefault(scope, {})
        before = {_key(each): each for each in known.values()}.get(_key(call.body))
        self._count([*(each for each in known.values() if each is not before), call.body])
        written = self._written(call.body, scope, before)
        known[int(written["id"])] = written
        return Answer(200 if before else 201, written)

    def get(self, _: Call, ids: Ids) -> Answer:
        """Return one."""
        return Answer(body=self._one(ids))

    def delete(self, _: Call, ids: Ids) -> Answer:
        """Take one away."""
        self._one(ids)
        del self.known[self._scope(ids)][int(ids["command_id"])]
        return Answer(204)

    def _one(self, ids: Ids) -> Json:
        found = self.known.get(self._scope(ids), {}).get(int(ids["command_id"]))
        if found is None:
            raise RefusedError(UNKNOWN_COMMAND)
        return found

    def _count(self, told: list[Json]) -> None:
        for kind, most in MOST_COMMANDS.items():
            if sum(each.get("type", SLASH) == kind for each in told) > most:
                raise RefusedError(TOO_MANY_COMMANDS)

    def _written(self, told: Json, scope: int | None, before: Json | None) -> Json:
        if before is None:
            self._count_create()
        rest = {key: value for key, value in told.items() if key not in ASKED_ONLY and value is not None}
        granted = told.get("default_member_permissions")
        written = {
            "type": SLASH,
            "description": "",
            "dm_permission": True,
            "contexts": None,
            "integration_types": [0],
            "nsfw": False,
            **rest,
            "id": before["id"] if before else str(self._world.new_id()),
            "application_id": str(self._world.application_id),
            "default_member_permissions": None if granted is None else str(granted),
            "options": _without_null(rest.get("options", [])),
        }
        if scope is not None:
            written["guild_id"] = str(scope)
        same = before is not None and all(before[key] == value for key, value in written.items())
        return {**written, "version": before["version"] if before and same else str(self._world.new_id())}

    def _count_create(self) -> None:
        now = self._world.clock.seconds()
        self._creates = [each for each in self._creates if each > now - CREATES.seconds]
        if len(self._creates) >= CREATES.most:
            raise RefusedError(TOO_MANY_CREATES)
        self._creates.append(now)


def _key(told: Json) -> tuple[int, str]:
    return told.get("type") or SLASH, told["name"]


def _without_null(value: Any) -> Any:
    if isinstance(value, list):
        return [_without_null(each) for each in value]
    if isinstance(value, dict):
        return {key: _without_null(each) for key, each in value.items() if each is not None}
    return value
