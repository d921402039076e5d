"""What there is on the double's Discord: the bot, its servers, their channels, people and messages."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.doubles.discord.errors import (
    MISSING_ACCESS,
    MISSING_PERMISSIONS,
    UNKNOWN_CHANNEL,
    UNKNOWN_GUILD,
    UNKNOWN_MESSAGE,
    RefusedError,
)
from tests.doubles.discord.mentions import Ping
from tests.doubles.discord.permissions import EVERYBODY, bits, resolved
from tests.doubles.wire.calls import Json
from tests.doubles.wire.clock import RunningClock

DISCORD_EPOCH = 1_420_070_400
FIRST_GUILD = 55_440_000_000
"""Milliseconds in the id of the first server: divisible by all numbers up to 12, so that server i is on shard i."""
TEXT, DIRECT, PUBLIC_THREAD = 0, 1, 11
THREADS = frozenset({10, 11, 12})
CHANNEL_NAMES = ("newsroom", "foreign-desk", "night-desk", "sports")


@dataclass(slots=True)
class Message:
    """A message as it is sent out, and what Discord knows besides."""

    wire: Json
    at: float
    author_id: int
    channel_id: int
    ephemeral_for: int | None = None
    nonce: str | None = None
    deleted: bool = False
    loading: bool = False

    @property
    def id(self) -> int:
        """Return its id as a number."""
        return int(self.wire["id"])


@dataclass(slots=True)
class Thread:
    """What a thread has beyond a channel."""

    owner_id: int
    auto_archive: int
    created: str
    archived: bool = False
    locked: bool = False


@dataclass(slots=True)
class Channel:
    """A channel or thread with its messages by id. `overwrites` are (allow, deny) by the id of a role or member."""

    id: int
    guild_id: int | None
    name: str
    type: int = TEXT
    parent_id: int | None = None
    overwrites: dict[int, tuple[int, int]] = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict)
    thread: Thread | None = None
    recipient_id: int | None = None
    old_edits: list[float] = field(default_factory=list)

    def seen(self) -> list[Message]:
        """Return what stands in it, oldest first."""
        return [each for each in self.messages.values() if not each.deleted and each.ephemeral_for is None]


@dataclass(slots=True)
class Role:
    """A role of a server."""

    id: int
    name: str
    permissions: int = 0
    mentionable: bool = False


@dataclass(slots=True)
class Person:
    """A user; the bot is one too."""

    id: int
    name: str
    bot: bool = False


@dataclass(slots=True)
class Guild:
    """A server. `gone` is one that the bot was removed from."""

    id: int
    name: str
    owner_id: int
    roles: dict[int, Role] = field(default_factory=dict)
    members: dict[int, list[int]] = field(default_factory=dict)
    """Ids of the roles of each member."""
    channels: dict[int, Channel] = field(default_factory=dict)
    gone: bool = False

    def permissions(self, member_id: int, channel: Channel | None = None) -> int:
        """Return what a member may do, in a channel or in all of the server."""
        if member_id == self.owner_id:
            return resolved(bits(["ADMINISTRATOR"]), ())
        role_ids = self.members.get(member_id, [])
        base = self.roles[self.id].permissions
        for role_id in role_ids:
            base |= self.roles[role_id].permissions
        if channel is None:
            return resolved(base, ())
        place = self.channels.get(channel.parent_id or 0, channel) if channel.thread else channel
        known = place.overwrites
        of_roles = [known[role_id] for role_id in role_ids if role_id in known]
        together = [(_union(allow for allow, _ in of_roles), _union(deny for _, deny in of_roles))]
        nothing = (0, 0)
        return resolved(base, [known.get(self.id, nothing), *together, known.get(member_id, nothing)])


def _union(numbers: Iterator[int]) -> int:
    together = 0
    for number in numbers:
        together |= number
    return together


class World:
    """All of it. Everything is found by its id as a number."""

    def __init__(self, clock: RunningClock, *, guilds: int = 1, channels: int = 2) -> None:
        self.clock = clock
        self._last = 0
        self.bot = Person(self.new_id(), "Tallywire", bot=True)
        self.application_id = self.bot.id
        self.people: dict[int, Person] = {self.bot.id: self.bot}
        self.guilds: dict[int, Guild] = {}
        self.channels: dict[int, Channel] = {}
        self.pings: list[Ping] = []
        self.files: dict[str, tuple[str, bytes]] = {}
        """Content type and bytes by path."""
        self.bare = False
        """Whether nothing is told that a bot can do without: no servers, no headers, no compression."""
        self.owner = self.person("operator")
        for place in range(guilds):
            self._found_guild(place, channels)

    def new_id(self) -> int:
        """Return an id that tells the time, above all before it."""
        milliseconds = int((self.clock.seconds() - DISCORD_EPOCH) * 1000)
        self._last = max(self._last + 1, milliseconds << 22)
        return self._last

    def _found_guild(self, place: int, channels: int) -> None:
        guild = Guild(id=(FIRST_GUILD + place) << 22, name=f"Newsroom {place + 1}", owner_id=self.owner.id)
        guild.roles[guild.id] = Role(guild.id, "@everyone", bits(EVERYBODY))
        bot_role = Role(self.new_id(), "Tallywire")
        guild.roles[bot_role.id] = bot_role
        guild.members = {self.owner.id: [], self.bot.id: [bot_role.id]}
        self.guilds[guild.id] = guild
        for number in range(channels):
            name = CHANNEL_NAMES[number] if number < len(CHANNEL_NAMES) else f"desk-{number + 1}"
            self.add_channel(guild, name)

    def add_channel(self, guild: Guild, name: str) -> Channel:
        """Open a text channel."""
        channel = Channel(self.new_id(), guild.id, name)
        guild.channels[channel.id] = self.channels[channel.id] = channel
        return channel

    def person(self, name: str) -> Person:
        """Return the person of that name, who comes into being when first named."""
        known = next((each for each in self.people.values() if each.name == name), None)
        if known is None:
            known = Person(self.new_id(), name)
            self.people[known.id] = known
        return known

    def guild(self, guild_id: int) -> Guild:
        """Return a server that the bot is in."""
        guild = self.guilds.get(guild_id)
        if guild is None or guild.gone:
            raise RefusedError(UNKNOWN_GUILD)
        return guild

    def channel(self, channel_id: int, *needed: str) -> Channel:
        """Return a channel in which the bot may do what is needed."""
        channel = self.channels.get(channel_id)
        if channel is None:
            raise RefusedError(UNKNOWN_CHANNEL)
        may = self.bot_permissions(channel)
        if not may & bits(["VIEW_CHANNEL"]):
            raise RefusedError(MISSING_ACCESS)
        if may & bits(needed) != bits(needed):
            raise RefusedError(MISSING_PERMISSIONS)
        return channel

    def bot_permissions(self, channel: Channel) -> int:
        """Return what the bot may do there; nothing in a server that it was removed from."""
        if channel.guild_id is None:
            return bits(EVERYBODY)
        guild = self.guilds[channel.guild_id]
        return 0 if guild.gone else guild.permissions(self.bot.id, channel)

    def message(self, channel: Channel, message_id: int) -> Message:
        """Return a message that stands in a channel."""
        found = channel.messages.get(message_id)
        if found is None or found.deleted or found.ephemeral_for is not None:
            raise RefusedError(UNKNOWN_MESSAGE)
        return found

    def mentionable(self, channel: Channel) -> frozenset[int]:
        """Return the roles that anyone may ping there."""
        guild = self.guilds.get(channel.guild_id or 0)
        return frozenset(each.id for each in guild.roles.values() if each.mentionable) if guild else frozenset()
