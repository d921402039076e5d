"""chat.*: messages of the app."""

from tests.doubles.slack.errors import RefusedError
from tests.doubles.slack.payloads import told
from tests.doubles.slack.posting import MOST_POSTED, MOST_UPDATED, Posting, own
from tests.doubles.slack.world import Caller, Channel, Message
from tests.doubles.wire.calls import Json

THREAD_ONLY = "restricted_action_thread_only_channel"
CUT = "message_truncated"
NOT_THREADABLE = "restricted_action_non_threadable_channel"


class Chat:
    """Answers chat.*."""

    def __init__(self, posting: Posting) -> None:
        self.edit_window: float = float("inf")
        """Seconds for which a message can be changed."""
        self._posting = posting

    def post(self, arguments: Json, caller: Caller) -> Json:
        """chat.postMessage: put a message into a channel, or into a person's direct messages."""
        channel = self._target(arguments, caller)
        self._must_take(channel, arguments, caller)
        content = self._posting.content(arguments, MOST_POSTED)
        made = self._posting.put(channel, caller.installed, content, arguments)
        return {"channel": channel.id, "ts": made.ts, "message": made.wire, **_cut(arguments)}

    def _target(self, arguments: Json, caller: Caller) -> Channel:
        wanted = str(arguments["channel"])
        if wanted[:1] in "UW":
            person = caller.person(wanted, error="channel_not_found")
            if not caller.world.app.made_from.messages_tab:
                raise RefusedError("messages_tab_disabled")
            return caller.world.direct(caller.workspace, person.id, caller.installed.bot_user)
        return caller.channel(wanted)

    def _must_take(self, channel: Channel, arguments: Json, caller: Caller) -> None:
        if channel.is_archived:
            raise RefusedError("is_archived")
        if not caller.is_in(channel) and "chat:write.public" not in caller.installed.scopes:
            raise RefusedError("not_in_channel")
        thread = arguments.get("thread_ts")
        spared = (channel.refuses == THREAD_ONLY and thread) or (channel.refuses == NOT_THREADABLE and not thread)
        if channel.refuses and not spared:
            raise RefusedError(channel.refuses)
        if thread and str(thread) not in channel.messages:
            raise RefusedError("thread_not_found")

    def update(self, arguments: Json, caller: Caller) -> Json:
        """chat.update: change a message of the app's own."""
        channel = caller.channel(str(arguments["channel"]))
        message = self._own(channel, str(arguments["ts"]), caller, "cant_update_message")
        if channel.is_archived:
            raise RefusedError("is_inactive")
        if caller.world.clock.seconds() - message.at > self.edit_window:
            raise RefusedError("edit_window_closed")
        content = self._posting.content(arguments, MOST_UPDATED)
        arguments.setdefault("parse", "client")
        self._posting.change(message, content, arguments, caller.installed.bot_user)
        shown = {key: value for key, value in message.wire.items() if key not in ("ts", "bot_profile")}
        return {"channel": channel.id, "ts": message.ts, "text": message.wire["text"], "message": shown}

    def _own(self, channel: Channel, ts: str, caller: Caller, error: str) -> Message:
        message = channel.messages.get(ts)
        if message is None or message.deleted or message.only_for:
            raise RefusedError("message_not_found")
        if not own(caller.world.app, message):
            raise RefusedError(error)
        return message

    def delete(self, arguments: Json, caller: Caller) -> Json:
        """chat.delete: take a message of the app's own away."""
        channel = caller.channel(str(arguments["channel"]))
        message = self._own(channel, str(arguments["ts"]), caller, "cant_delete_message")
        message.deleted = True
        return {"channel": channel.id, "ts": message.ts}

    def ephemeral(self, arguments: Json, caller: Caller) -> Json:
        """chat.postEphemeral: show something to one person who is in the channel; it is not kept."""
        channel = caller.channel(str(arguments["channel"]))
        if channel.is_archived:
            raise RefusedError("is_archived")
        person = caller.person(str(arguments["user"]))
        if person.id not in channel.members:
            raise RefusedError("user_not_in_channel")
        content = self._posting.content(arguments, MOST_POSTED)
        made = self._posting.put(channel, caller.installed, content, arguments, only_for=person.id)
        return {"message_ts": made.ts}

    def permalink(self, arguments: Json, caller: Caller) -> Json:
        """chat.getPermalink: return a message's address."""
        channel = caller.channel(str(arguments["channel"]))
        ts = str(arguments["message_ts"])
        if ts not in channel.messages or channel.messages[ts].deleted:
            raise RefusedError("message_not_found")
        place = f"{channel.id}/p{ts.replace('.', '')}"
        return {"channel": channel.id, "permalink": f"https://{caller.workspace.domain}.slack.com/archives/{place}"}


def _cut(arguments: Json) -> Json:
    """Return the warning that a text was cut, where it was."""
    if len(arguments.get("text") or "") <= MOST_POSTED:
        return {}
    return {"warning": CUT, "response_metadata": {"warnings": [CUT]}}


def page(messages: list[Message], channel: Channel, arguments: Json, *, metadata: bool, most: int) -> Json:
    """Return messages from a cursor on, so many as were asked for, and where it goes on."""
    limit = min(int(arguments.get("limit") or 100), most)
    if limit < 1:
        raise RefusedError("invalid_limit")
    cursor = str(arguments.get("cursor") or "")
    if cursor and not cursor.startswith("next:"):
        raise RefusedError("invalid_cursor")
    begin = int(cursor.removeprefix("next:") or 0)
    shown = messages[begin : begin + limit]
    more = begin + limit < len(messages)
    answer: Json = {"messages": [told(each, channel, metadata=metadata) for each in shown], "has_more": more}
    if more:
        answer["response_metadata"] = {"next_cursor": f"next:{begin + limit}"}
    return answer
