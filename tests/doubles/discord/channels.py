"""REST: channels, threads, servers, members."""

from tests.doubles.discord.errors import (
    THREAD_ARCHIVED,
    THREAD_EXISTS,
    UNKNOWN_MEMBER,
    UNKNOWN_USER,
    RefusedError,
)
from tests.doubles.discord.payloads import channel as written
from tests.doubles.discord.payloads import guild, member, role, time, user
from tests.doubles.discord.posting import HAS_THREAD, Posting
from tests.doubles.discord.routes import Ids, Route
from tests.doubles.discord.shapes import DIRECT as DIRECT_SHAPE
from tests.doubles.discord.shapes import THREAD, THREAD_EDIT, THREAD_FROM_MESSAGE
from tests.doubles.discord.world import DIRECT, PUBLIC_THREAD, Channel, Thread, World
from tests.doubles.wire.calls import Answer, Call, Json

ONE = "/channels/{channel_id}"
SERVER = "/guilds/{guild_id}"


class Channels:
    """Answers calls about channels and threads."""

    def __init__(self, world: World, posting: Posting) -> None:
        self._world = world
        self._posting = posting

    def routes(self) -> list[Route]:
        """Return the routes."""
        of_message = ONE + "/messages/{message_id}/threads"
        return [
            Route("GET", ONE, self.get),
            Route("PATCH", ONE, self.edit, bucket="thread", shape=THREAD_EDIT),
            Route("DELETE", ONE, self.delete, bucket="thread"),
            Route("POST", of_message, self.thread_from_message, bucket="thread", shape=THREAD_FROM_MESSAGE),
            Route("POST", ONE + "/threads", self.thread, bucket="thread", shape=THREAD),
            Route("GET", ONE + "/threads/archived/public", self.archived),
            Route("POST", ONE + "/typing", self.typing),
            Route("GET", SERVER, self.guild),
            Route("GET", SERVER + "/channels", self.of_guild),
            Route("GET", SERVER + "/threads/active", self.active),
            Route("GET", SERVER + "/roles", self.roles),
            Route("GET", SERVER + "/members/{user_id}", self.member),
            Route("GET", "/users/{user_id}", self.user),
            Route("POST", "/users/@me/channels", self.direct, shape=DIRECT_SHAPE),
        ]

    def get(self, _: Call, ids: Ids) -> Answer:
        """Return a channel."""
        return Answer(body=written(self._world.channel(int(ids["channel_id"])), self._world))

    def edit(self, call: Call, ids: Ids) -> Answer:
        """Edit a thread: name it, archive it, lock it. An archived one can only be unarchived."""
        channel = self._world.channel(int(ids["channel_id"]))
        body: Json = call.body or {}
        if channel.thread is None:
            self._world.channel(channel.id, "MANAGE_CHANNELS")
            channel.name = body.get("name") or channel.name
            self._posting.tell("CHANNEL_UPDATE", channel, written(channel, self._world))
            return Answer(body=written(channel, self._world))
        if channel.thread.owner_id != self._world.bot.id or "locked" in body:
            self._world.channel(channel.id, "MANAGE_THREADS")
        if channel.thread.archived and body.get("archived") is not False:
            raise RefusedError(THREAD_ARCHIVED)
        channel.name = body.get("name") or channel.name
        channel.thread.archived = body.get("archived", channel.thread.archived)
        channel.thread.locked = body.get("locked", channel.thread.locked)
        channel.thread.auto_archive = body.get("auto_archive_duration") or channel.thread.auto_archive
        self._posting.tell("THREAD_UPDATE", channel, written(channel, self._world))
        return Answer(body=written(channel, self._world))

    def delete(self, _: Call, ids: Ids) -> Answer:
        """Delete a channel or thread."""
        channel = self._world.channel(int(ids["channel_id"]))
        self._world.channel(channel.id, "MANAGE_THREADS" if channel.thread else "MANAGE_CHANNELS")
        told = written(channel, self._world)
        remove_channel(self._world, self._posting, channel)
        return Answer(body=told)

    def thread_from_message(self, call: Call, ids: Ids) -> Answer:
        """Start the one thread that a message can have; it has the message's id."""
        parent = self._world.channel(int(ids["channel_id"]), "CREATE_PUBLIC_THREADS")
        message = self._world.message(parent, int(ids["message_id"]))
        if message.id in self._world.channels:
            raise RefusedError(THREAD_EXISTS)
        thread = self._open(parent, message.id, call.body, PUBLIC_THREAD)
        message.wire["flags"] |= HAS_THREAD
        message.wire["thread"] = written(thread, self._world)
        return Answer(201, written(thread, self._world))

    def thread(self, call: Call, ids: Ids) -> Answer:
        """Start a thread without a message."""
        body: Json = call.body
        kind = body.get("type") or 12
        needed = "CREATE_PUBLIC_THREADS" if kind == PUBLIC_THREAD else "CREATE_PRIVATE_THREADS"
        parent = self._world.channel(int(ids["channel_id"]), needed)
        thread = self._open(parent, self._world.new_id(), body, kind)
        return Answer(201, written(thread, self._world))

    def _open(self, parent: Channel, thread_id: int, body: Json, kind: int) -> Channel:
        created = time(self._world.clock.seconds())
        made = Thread(self._world.bot.id, body.get("auto_archive_duration") or 4320, created)
        thread = Channel(thread_id, parent.guild_id, body["name"], kind, parent.id, thread=made)
        self._world.channels[thread.id] = thread
        self._world.guilds[parent.guild_id or 0].channels[thread.id] = thread
        self._posting.tell("THREAD_CREATE", thread, {**written(thread, self._world), "newly_created": True})
        return thread

    def archived(self, _: Call, ids: Ids) -> Answer:
        """List a channel's archived threads."""
        parent = self._world.channel(int(ids["channel_id"]), "READ_MESSAGE_HISTORY")
        every = self._world.guilds[parent.guild_id or 0].channels.values()
        return self._threads([each for each in every if each.parent_id == parent.id], archived=True)

    def active(self, _: Call, ids: Ids) -> Answer:
        """List a server's threads that are not archived."""
        return self._threads(list(self._world.guild(int(ids["guild_id"])).channels.values()), archived=False)

    def _threads(self, channels: list[Channel], *, archived: bool) -> Answer:
        wanted = [each for each in channels if each.thread and each.thread.archived is archived]
        return Answer(
            body={"threads": [written(each, self._world) for each in wanted], "members": [], "has_more": False}
        )

    def typing(self, _: Call, ids: Ids) -> Answer:
        """Show that the bot types."""
        self._world.channel(int(ids["channel_id"]), "SEND_MESSAGES")
        return Answer(204)

    def guild(self, _: Call, ids: Ids) -> Answer:
        """Return a server."""
        return Answer(body=guild(self._world.guild(int(ids["guild_id"]))))

    def of_guild(self, _: Call, ids: Ids) -> Answer:
        """List a server's channels, threads left out."""
        every = self._world.guild(int(ids["guild_id"])).channels.values()
        return Answer(body=[written(each, self._world) for each in every if not each.thread])

    def roles(self, _: Call, ids: Ids) -> Answer:
        """List a server's roles."""
        return Answer(body=[role(each) for each in self._world.guild(int(ids["guild_id"])).roles.values()])

    def member(self, _: Call, ids: Ids) -> Answer:
        """Return a member."""
        of = self._world.guild(int(ids["guild_id"]))
        person = self._world.people.get(int(ids["user_id"]))
        if person is None or person.id not in of.members:
            raise RefusedError(UNKNOWN_MEMBER)
        return Answer(body=member(of, person))

    def user(self, _: Call, ids: Ids) -> Answer:
        """Return a user."""
        person = self._world.people.get(int(ids["user_id"]))
        if person is None:
            raise RefusedError(UNKNOWN_USER)
        return Answer(body=user(person))

    def direct(self, call: Call, _: Ids) -> Answer:
        """Open a direct channel, or return the one there is."""
        recipient = int(call.body["recipient_id"])
        if recipient not in self._world.people:
            raise RefusedError(UNKNOWN_USER)
        every = self._world.channels.values()
        known = next((each for each in every if each.recipient_id == recipient), None)
        if known is None:
            known = Channel(self._world.new_id(), None, "", DIRECT, recipient_id=recipient)
            self._world.channels[known.id] = known
        return Answer(body=written(known, self._world))


def remove_channel(world: World, posting: Posting, channel: Channel) -> None:
    """Take a channel away, and tell."""
    told = written(channel, world)
    world.channels.pop(channel.id)
    if channel.guild_id:
        world.guilds[channel.guild_id].channels.pop(channel.id)
    posting.tell("THREAD_DELETE" if channel.thread else "CHANNEL_DELETE", channel, told)
