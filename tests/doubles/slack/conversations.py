"""conversations.* and reactions: channels and what stands in them."""

from typing import Any

from tests.doubles.slack.chat import page
from tests.doubles.slack.errors import RefusedError
from tests.doubles.slack.payloads import channel as written
from tests.doubles.slack.reading import flag, listed
from tests.doubles.slack.world import Caller, Channel, Message
from tests.doubles.wire.calls import Json

HISTORY_SCOPE = {"C": "channels:history", "G": "groups:history", "D": "im:history"}
MOST_LISTED = 1000


class Conversations:
    """Answers conversations.*."""

    def __init__(self) -> None:
        self.most_history = 999
        """Messages in one answer; 15 for an app that is sold outside of the Marketplace."""

    def history(self, arguments: Json, caller: Caller) -> Json:
        """conversations.history: return messages, the newest first, threads' answers left out."""
        channel = self._readable(arguments, caller)
        seen = [each for each in reversed(channel.seen()) if not each.parent or each.broadcast]
        messages = [each for each in seen if _between(each, arguments)]
        metadata = flag(arguments, "include_all_metadata")
        answer = page(messages, channel, arguments, metadata=metadata, most=self.most_history)
        return {**answer, "pin_count": 0, "channel_actions_ts": None, "channel_actions_count": 0}

    def replies(self, arguments: Json, caller: Caller) -> Json:
        """conversations.replies: return a thread, its first message before the answers."""
        channel = self._readable(arguments, caller)
        first = channel.messages.get(str(arguments["ts"]))
        if first is None or first.deleted:
            raise RefusedError("thread_not_found")
        messages = [first, *(each for each in channel.replies(first.ts) if _between(each, arguments))]
        metadata = flag(arguments, "include_all_metadata")
        return page(messages, channel, arguments, metadata=metadata, most=self.most_history)

    def _readable(self, arguments: Json, caller: Caller) -> Channel:
        channel = caller.channel(str(arguments["channel"]))
        needed = "groups:history" if channel.is_private else HISTORY_SCOPE.get(channel.id[0], "channels:history")
        if needed not in caller.installed.scopes:
            raise RefusedError("missing_scope", needed=needed, provided=",".join(sorted(caller.installed.scopes)))
        if not caller.is_in(channel):
            raise RefusedError("not_in_channel")
        return channel

    def info(self, arguments: Json, caller: Caller) -> Json:
        """conversations.info: return a channel."""
        channel = caller.channel(str(arguments["channel"]))
        told = written(channel, caller)
        if not flag(arguments, "include_num_members"):
            told.pop("num_members", None)
        if channel.refuses:
            told |= {
                "is_read_only": channel.refuses == "restricted_action_read_only_channel",
                "is_thread_only": channel.refuses == "restricted_action_thread_only_channel",
                "is_non_threadable": channel.refuses == "restricted_action_non_threadable_channel",
            }
        return {"channel": told}

    def list(self, arguments: Json, caller: Caller) -> Json:
        """conversations.list: return the channels that the bot can see, page by page."""
        kinds = set(listed(arguments, "types") or ["public_channel"])
        hidden = flag(arguments, "exclude_archived")
        channels = [
            each
            for each in caller.workspace.channels.values()
            if _kind(each) in kinds
            and not (hidden and each.is_archived)
            and (caller.is_in(each) or not each.is_private)
        ]
        return _paged("channels", [written(each, caller) for each in channels], arguments)

    def mine(self, arguments: Json, caller: Caller) -> Json:
        """users.conversations: return the channels that a user, or the bot itself, is in."""
        user = str(arguments.get("user") or caller.installed.bot_user)
        kinds = set(listed(arguments, "types") or ["public_channel"])
        channels = [
            each for each in caller.workspace.channels.values() if _kind(each) in kinds and user in each.members
        ]
        told = [
            {k: v for k, v in written(each, caller).items() if k not in ("is_member", "num_members")}
            for each in channels
        ]
        return _paged("channels", told, arguments)

    def members(self, arguments: Json, caller: Caller) -> Json:
        """conversations.members: return the ids of who is in a channel."""
        return _paged("members", caller.channel(str(arguments["channel"])).members, arguments)

    def join(self, arguments: Json, caller: Caller) -> Json:
        """conversations.join: enter a public channel."""
        channel = caller.channel(str(arguments["channel"]))
        if channel.is_archived:
            raise RefusedError("is_archived")
        if channel.is_private or channel.is_im:
            raise RefusedError("method_not_supported_for_channel_type")
        if not caller.is_in(channel):
            channel.members.append(caller.installed.bot_user)
        told = written(channel, caller)
        told.pop("num_members")
        return {"channel": told}

    def open(self, arguments: Json, caller: Caller) -> Json:
        """conversations.open: return the direct message channel with a person."""
        users = listed(arguments, "users")
        if len(users) != 1:
            raise RefusedError("users_list_not_supplied")
        person = caller.person(users[0])
        channel = caller.world.direct(caller.workspace, person.id, caller.installed.bot_user)
        return {"channel": {"id": channel.id}}

    def react(self, arguments: Json, caller: Caller) -> Json:
        """reactions.add."""
        channel = caller.channel(str(arguments["channel"]))
        message = channel.messages.get(str(arguments["timestamp"]))
        if message is None or message.deleted or message.only_for:
            raise RefusedError("message_not_found")
        reactions = message.wire.setdefault("reactions", [])
        if any(each["name"] == arguments["name"] for each in reactions):
            raise RefusedError("already_reacted")
        reactions.append({"name": arguments["name"], "users": [caller.installed.bot_user], "count": 1})
        return {}


def _between(message: Message, arguments: Json) -> bool:
    """Tell whether a message lies between `oldest` and `latest`, the ends with them if `inclusive`."""
    at = float(message.ts)
    oldest, latest = float(arguments.get("oldest") or 0), float(arguments.get("latest") or "inf")
    if flag(arguments, "inclusive"):
        return oldest <= at <= latest
    return oldest < at < latest


def _kind(channel: Channel) -> str:
    if channel.is_im:
        return "im"
    return "private_channel" if channel.is_private else "public_channel"


def _paged(key: str, items: list[Any], arguments: Json) -> Json:
    limit = min(int(arguments.get("limit") or 100), MOST_LISTED)
    begin = int(str(arguments.get("cursor") or "next:0").removeprefix("next:"))
    end = begin + limit
    cursor = f"next:{end}" if end < len(items) else ""
    return {key: items[begin:end], "response_metadata": {"next_cursor": cursor}}
