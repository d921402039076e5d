"""REST: messages of channels."""

from tests.doubles.discord.errors import NOT_OURS, TOO_MANY_OLD_EDITS, RefusedError
from tests.doubles.discord.limits import Limit
from tests.doubles.discord.mentions import DEFAULT
from tests.doubles.discord.posting import DEFAULT as PLAIN
from tests.doubles.discord.posting import REPLY, Posting
from tests.doubles.discord.routes import Ids, Route, whole
from tests.doubles.discord.shapes import MESSAGE, MESSAGE_EDIT
from tests.doubles.discord.world import Channel, Message, World
from tests.doubles.wire.calls import Answer, Call, Json

OLD = 3600.0
CHANNEL = "/channels/{channel_id}/messages"
ONE = CHANNEL + "/{message_id}"


class Messages:
    """Answers calls about messages."""

    def __init__(self, world: World, posting: Posting) -> None:
        self.nonce_seconds = 300.0
        """How long a nonce is remembered ("the past few minutes")."""
        self.old_edits = Limit(30, 3600.0)
        """How many edits of messages older than an hour a channel takes. Discord does not tell its numbers."""
        self._nonces: dict[str, Message] = {}
        self._world = world
        self._posting = posting

    def routes(self) -> list[Route]:
        """Return the routes."""
        return [
            Route("GET", CHANNEL, self.listing),
            Route("POST", CHANNEL, self.create, bucket="send", shape=MESSAGE, message=whole),
            Route("GET", ONE, self.get),
            Route("PATCH", ONE, self.edit, bucket="edit", shape=MESSAGE_EDIT, message=whole),
            Route("DELETE", ONE, self.delete, bucket="delete"),
        ]

    def create(self, call: Call, ids: Ids) -> Answer:
        """Post, or return the message that was posted with the same nonce."""
        channel = self._world.channel(int(ids["channel_id"]), *self._needed(ids, call))
        body = call.body or {}
        if known := self._with_nonce(body):
            return Answer(body=known.wire)
        extra = self._reply(channel, body)
        message = self._posting.write(channel, body, call.uploads, author=self._world.bot, default=DEFAULT, extra=extra)
        if body.get("nonce") is not None:
            self._nonces[body["nonce"]] = message
        return Answer(body=message.wire)

    def _needed(self, ids: Ids, call: Call) -> list[str]:
        channel = self._world.channels.get(int(ids["channel_id"]))
        body = call.body or {}
        needed = ["SEND_MESSAGES_IN_THREADS" if channel and channel.thread else "SEND_MESSAGES"]
        needed += ["EMBED_LINKS"] if body.get("embeds") else []
        needed += ["ATTACH_FILES"] if call.uploads else []
        return needed + (["READ_MESSAGE_HISTORY"] if body.get("message_reference") else [])

    def _with_nonce(self, body: Json) -> Message | None:
        """Return our own message with this nonce, in any channel, from the past few minutes."""
        nonce = body.get("nonce")
        if nonce is None or not body.get("enforce_nonce"):
            return None
        known = self._nonces.get(nonce)
        fresh = known is not None and self._world.clock.seconds() - known.at <= self.nonce_seconds
        return known if fresh else None

    def _reply(self, channel: Channel, body: Json) -> Json:
        told = body.get("message_reference")
        if not told:
            return {"type": PLAIN}
        original = channel.messages.get(int(told["message_id"]))
        if original is None or original.deleted:
            self._world.message(channel, int(told["message_id"]))
        reference = {"type": 0, "channel_id": str(channel.id), "message_id": str(told["message_id"])}
        return {"type": REPLY, "message_reference": reference}

    def listing(self, call: Call, ids: Ids) -> Answer:
        """List messages, newest first: `around`, `before` or `after` an id, at most `limit`."""
        channel = self._world.channel(int(ids["channel_id"]))
        limit = int(call.query.get("limit", 50))
        if not 1 <= limit <= 100:
            return Answer(400, {"message": "Invalid Form Body", "code": 50035})
        seen = channel.seen() if self._may_read(channel) else []
        chosen = _slice(sorted(seen, key=lambda each: each.id), call.query, limit)
        return Answer(body=[each.wire for each in reversed(chosen)])

    def _may_read(self, channel: Channel) -> bool:
        """Tell whether the bot sees history: without the permission the list is empty, as Discord documents."""
        try:
            self._world.channel(channel.id, "READ_MESSAGE_HISTORY")
        except RefusedError:
            return False
        return True

    def get(self, _: Call, ids: Ids) -> Answer:
        """Return one message."""
        channel = self._world.channel(int(ids["channel_id"]), "READ_MESSAGE_HISTORY")
        return Answer(body=self._world.message(channel, int(ids["message_id"])).wire)

    def edit(self, call: Call, ids: Ids) -> Answer:
        """Edit one of our own messages."""
        channel = self._world.channel(int(ids["channel_id"]))
        message = self._world.message(channel, int(ids["message_id"]))
        if message.author_id != self._world.bot.id:
            raise RefusedError(NOT_OURS)
        self._count_old_edit(channel, message)
        return Answer(body=self._posting.change(message, call.body or {}, call.uploads, DEFAULT).wire)

    def _count_old_edit(self, channel: Channel, message: Message) -> None:
        now = self._world.clock.seconds()
        if now - message.at <= OLD:
            return
        channel.old_edits = [each for each in channel.old_edits if each > now - self.old_edits.seconds]
        if len(channel.old_edits) >= self.old_edits.most:
            raise RefusedError(TOO_MANY_OLD_EDITS)
        channel.old_edits.append(now)

    def delete(self, _: Call, ids: Ids) -> Answer:
        """Delete a message: our own, others' only with the permission."""
        channel = self._world.channel(int(ids["channel_id"]))
        message = self._world.message(channel, int(ids["message_id"]))
        if message.author_id != self._world.bot.id:
            self._world.channel(channel.id, "MANAGE_MESSAGES")
        self._posting.remove(message)
        return Answer(204)


def _slice(ordered: list[Message], query: dict[str, str], limit: int) -> list[Message]:
    """Return at most `limit` messages of those from old to new."""
    if "after" in query:
        return [each for each in ordered if each.id > int(query["after"])][:limit]
    if "before" in query:
        return [each for each in ordered if each.id < int(query["before"])][-limit:]
    if "around" in query:
        middle = int(query["around"])
        before = [each for each in ordered if each.id < middle][-(limit // 2) :]
        after = [each for each in ordered if each.id >= middle][: limit - len(before)]
        return before + after
    return ordered[-limit:]
