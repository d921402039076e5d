"""What a test steers of the double's Discord: people, the gateway, limits, channels; and what it can ask."""

from dataclasses import asdict
from typing import Any

from aiohttp import web

from tests.doubles.discord.channels import remove_channel
from tests.doubles.discord.double import Discord
from tests.doubles.discord.gateway import INVALID_SESSION, RECONNECT, GatewayConnection
from tests.doubles.discord.interactions import Interaction
from tests.doubles.discord.limits import Limit
from tests.doubles.discord.mentions import DEFAULT
from tests.doubles.discord.payloads import channel as written
from tests.doubles.discord.payloads import guild_create
from tests.doubles.discord.permissions import bits
from tests.doubles.discord.world import Channel, Guild
from tests.doubles.wire.calls import Json
from tests.doubles.wire.control import set_each, steered
from tests.waiting import PATIENCE

GATEWAY_KEYS = frozenset(
    {"shards", "least_shards", "heartbeat", "hears_within", "identify_every", "max_concurrency", "privileged", "token"}
)


class DiscordControl:
    """Steers one Discord."""

    def __init__(self, discord: Discord) -> None:
        self._discord = discord

    def routes(self) -> list[web.RouteDef]:
        """Return the routes below `/control`."""
        posts = {
            "run": self.run,
            "type": self.type,
            "click": self.click,
            "submit": self.submit,
            "say": self.say,
            "gateway": self.gateway,
            "settings": self.settings,
            "limits": self.limits,
            "channel": self.channel,
            "guild": self.guild,
        }
        gets = {
            "state": self.state,
            "messages": self.messages,
            "interaction": self.interaction,
            "commands": self.commands,
        }
        return [
            *(web.post(f"/control/{name}", steered(steer)) for name, steer in posts.items()),
            *(web.get(f"/control/{name}", steered(steer)) for name, steer in gets.items()),
        ]

    async def run(self, data: Json) -> Json:
        """Let a person run a command, and wait for the answer."""
        return await self._answered(self._discord.people.run(data), data)

    async def type(self, data: Json) -> Json:
        """Let a person type in an option, and wait for the choices."""
        return await self._answered(self._discord.people.type(data), data)

    async def click(self, data: Json) -> Json:
        """Let a person press a button or choose in a select, and wait for the answer."""
        return await self._answered(self._discord.people.click(data), data)

    async def submit(self, data: Json) -> Json:
        """Let a person fill in a form, and wait for the answer."""
        return await self._answered(self._discord.people.submit(data), data)

    async def _answered(self, interaction: Interaction, data: Json) -> Json:
        return await self._discord.interactions.wait(interaction, float(data.get("patience", PATIENCE)))

    async def interaction(self, data: Json) -> Json:
        """Tell what has come of an interaction so far, by its `id`."""
        return self._discord.interactions.by_id[int(data["id"])].told()

    async def say(self, data: Json) -> Json:
        """Let a `user` write `content` into a `channel`."""
        world = self._discord.world
        channel = world.channels[int(data["channel"])]
        body = {"content": data["content"]}
        message = self._discord.posting.write(channel, body, (), author=world.person(data["user"]), default=DEFAULT)
        return message.wire

    async def gateway(self, data: Json) -> Json:
        """Do something to connections: of one `shard`, or of all.

        `do`: `close` with `code`, `reset` (cut it), `reconnect` (op 7), `invalidate` (op 9;
        `resumable`), `silence`, `speak`, `forget` (sessions can no longer be resumed), `tell` an `event` with `data`.
        """
        wanted = [each for each in self._discord.gateway.connections if data.get("shard") in (None, each.shard)]
        for connection in wanted:
            self._befall(connection, data)
        return {"connections": len(wanted)}

    def _befall(self, connection: GatewayConnection, data: Json) -> None:
        match data["do"]:
            case "close":
                connection.close(int(data["code"]), data.get("reason", ""))
            case "reset":
                connection.abort()
            case "reconnect":
                connection.tell({"op": RECONNECT, "d": None})
            case "invalidate":
                self._invalidate(connection, resumable=bool(data.get("resumable")))
            case "silence" | "speak":
                connection.silent = data["do"] == "silence"
            case "tell" if connection.session:
                connection.session.tell(data["event"], data["data"])
            case "forget":
                self._invalidate(connection, resumable=False, tell=False)
            case _:
                raise ValueError(f"a gateway can not {data['do']}")

    def _invalidate(self, connection: GatewayConnection, *, resumable: bool, tell: bool = True) -> None:
        if not resumable and connection.session:
            self._discord.sessions.end(connection.session)
        if tell:
            connection.tell({"op": INVALID_SESSION, "d": resumable})

    async def settings(self, data: Json) -> Json:
        """Change how the double behaves: keys of GatewaySettings, and those below."""
        discord = self._discord
        places: dict[str, Any] = dict.fromkeys(GATEWAY_KEYS, discord.gateway.settings)
        places |= {
            "answer_within": discord.interactions,
            "token_lives": discord.interactions,
            "nonce_seconds": discord.messages,
            "resumable_for": discord.sessions,
            "bare": discord.world,
        }
        return set_each(places, data)

    async def limits(self, data: Json) -> Json:
        """Change limits: `{"send": [5, 5.0], "everywhere": [50, 1], "invalid": [9, 600], "old_edits": [30, 60]}`."""
        if old := data.pop("old_edits", None):
            self._discord.messages.old_edits = Limit(int(old[0]), float(old[1]))
        counters = self._discord.counters
        counters.limits = counters.limits.changed(data)
        return {}

    async def channel(self, data: Json) -> Json:
        """Make a channel in `guild` by its `name`; or by `id` `delete` it, or `allow`, `deny` permissions."""
        world, posting = self._discord.world, self._discord.posting
        if "guild" in data:
            made = world.add_channel(world.guilds[int(data["guild"])], data["name"])
            posting.tell("CHANNEL_CREATE", made, written(made, world))
            return _channel(made)
        channel = world.channels[int(data["id"])]
        if data.get("delete"):
            remove_channel(world, posting, channel)
            return {}
        channel.overwrites[world.bot.id] = (bits(data.get("allow", [])), bits(data.get("deny", [])))
        posting.tell("CHANNEL_UPDATE", channel, written(channel, world))
        return _channel(channel)

    async def guild(self, data: Json) -> Json:
        """Remove the bot from the server with this `id` (`gone`: true), or bring it back."""
        world, sessions = self._discord.world, self._discord.sessions
        guild = world.guilds[int(data["id"])]
        guild.gone = bool(data["gone"])
        if guild.gone:
            sessions.tell("GUILD_DELETE", {"id": str(guild.id)}, guild.id)
        else:
            sessions.tell("GUILD_CREATE", guild_create(guild, world), guild.id)
        return {}

    async def messages(self, data: Json) -> Json:
        """Tell the messages of a `channel`, oldest first, those included that one person alone sees."""
        channel = self._discord.world.channels[int(data["channel"])]
        return {"messages": [each.wire for each in channel.messages.values() if not each.deleted]}

    async def commands(self, _: Json) -> Json:
        """Tell the commands: of everywhere, and by server."""
        known = self._discord.commands.known
        return {str(scope or "everywhere"): list(each.values()) for scope, each in known.items()}

    async def state(self, _: Json) -> Json:
        """Tell what there is, who is connected, what pinged whom, and what the document says against the double."""
        discord = self._discord
        return {
            "bot": str(discord.world.bot.id),
            "application": str(discord.world.application_id),
            "guilds": [_guild(each) for each in discord.world.guilds.values()],
            "sessions": [
                {"shard": each.shard, "shards": each.shards, "id": each.id, "connected": each.connection is not None}
                for each in discord.sessions.all()
            ],
            "identified": discord.gateway.settings.starts,
            "pings": [asdict(each) for each in discord.world.pings],
            "answered_429": discord.counters.answered_429,
            "invalid_requests": discord.counters.invalid(),
            "documented": discord.document is not None,
            "complaints": discord.complaints,
        }


def _channel(channel: Channel) -> Json:
    return {"id": str(channel.id), "name": channel.name, "thread": channel.thread is not None}


def _guild(guild: Guild) -> Json:
    channels = [_channel(each) for each in guild.channels.values()]
    return {"id": str(guild.id), "name": guild.name, "gone": guild.gone, "channels": channels}
