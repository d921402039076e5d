"""Messages put into channels and changed there, checked as Slack checks them; and what in them is live."""

import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.doubles.slack.blocks import BlockRules, live_texts
from tests.doubles.slack.errors import RefusedError
from tests.doubles.slack.payloads import bot_profile
from tests.doubles.slack.reading import flag
from tests.doubles.slack.world import App, Channel, Installation, Message, World
from tests.doubles.wire.calls import Json

MOST_POSTED, MOST_UPDATED, MOST_ATTACHMENTS = 40_000, 4_000, 100
MOST_METADATA = 16_384
EVENT_TYPE = re.compile(r"[a-zA-Z0-9_.-]{1,255}")
LIVE = re.compile(
    r"<(?:!(?:channel|here|everyone)(?:\|[^>]*)?|![s]ubteam\^[^>]*|@[UW][A-Z0-9]+[^>]*|#C[A-Z0-9]+[^>]*)>"
)
BARE = re.compile(r"(?<!\w)@(?:channel|here|everyone)\b")
PARSING = frozenset({"full", "client"})
"""Ways to treat a text that may find a mention in a bare name; `client` is what chat.update does unless told not to."""
TOKEN = re.compile(r"<(?:[@#!][^<>]+|[a-z][a-z0-9+.-]*:[^<>]*)>")


@dataclass(frozen=True, slots=True)
class Live:
    """A message of the app that mentions somebody, for tests to ask what pinged whom."""

    channel: str
    ts: str
    found: tuple[str, ...]


class Posting:
    """Puts and changes messages. `changed` is told every message that came or changed, and who alone sees it."""

    def __init__(self, world: World, rules: BlockRules) -> None:
        self.live: list[Live] = []
        self.changed: Callable[[Message], None] = lambda _: None
        self._world = world
        self._rules = rules

    def content(self, arguments: Json, most: int) -> Json:
        """Return the text and blocks that were sent, or refuse them; a text over 40,000 is cut as Slack does."""
        text = arguments.get("text") or ""
        blocks = self._rules.of_message(arguments.get("blocks"))
        attachments = arguments.get("attachments") or []
        if not text and not blocks and not attachments:
            raise RefusedError("no_text")
        if len(attachments) > MOST_ATTACHMENTS:
            raise RefusedError("too_many_attachments")
        if most < MOST_POSTED and len(text) > most:
            raise RefusedError("msg_too_long")
        told: Json = {"text": escaped(text[:most])}
        if blocks:
            told["blocks"] = [self._filled(each) for each in blocks]
        if attachments:
            told["attachments"] = attachments
        return told

    @staticmethod
    def _filled(block: Json) -> Json:
        return block if block.get("block_id") else {**block, "block_id": secrets.token_urlsafe(4)}

    def put(
        self, channel: Channel, installation: Installation, content: Json, arguments: Json, *, only_for: str = ""
    ) -> Message:
        """Put a message of the app into a channel."""
        ts = self._world.new_ts()
        app = self._world.app
        wire: Json = {
            "type": "message",
            "user": installation.bot_user,
            "ts": ts,
            "bot_id": installation.bot_id,
            "app_id": app.id,
            "team": channel.team_id,
            "bot_profile": bot_profile(app, installation, channel.team_id),
            **content,
        }
        if thread := arguments.get("thread_ts"):
            wire |= {"thread_ts": thread, "parent_user_id": _author(channel, str(thread), installation)}
        made = Message(wire, channel.id, installation.bot_user, self._world.clock.seconds(), only_for)
        made.broadcast = flag(arguments, "reply_broadcast")
        if made.broadcast:
            wire["subtype"] = "thread_broadcast"
        made.metadata = checked_metadata(arguments.get("metadata"))
        if made.metadata is not None:
            wire["metadata"] = made.metadata
        channel.messages[ts] = made
        self._note(made, arguments)
        return made

    def say(self, channel: Channel, user_id: str, text: str, thread_ts: str = "") -> Message:
        """Put what a person wrote into a channel."""
        ts = self._world.new_ts()
        wire: Json = {"type": "message", "user": user_id, "text": text, "ts": ts, "team": channel.team_id}
        if thread_ts:
            wire["thread_ts"] = thread_ts
        made = Message(wire, channel.id, user_id, self._world.clock.seconds())
        channel.messages[ts] = made
        return made

    def change(self, message: Message, content: Json, arguments: Json, editor: str) -> None:
        """Change a message; what is not said stays, except that text alone takes the blocks away."""
        if "blocks" not in content and content["text"]:
            message.wire.pop("blocks", None)
        message.wire |= content
        message.wire["edited"] = {"user": editor, "ts": self._world.new_ts()}
        metadata = checked_metadata(arguments.get("metadata") or None)
        if metadata is not None:
            message.metadata = message.wire["metadata"] = metadata
        elif arguments.get("metadata") == {}:
            message.metadata = None
            message.wire.pop("metadata", None)
        self._note(message, arguments)

    def _note(self, message: Message, arguments: Json) -> None:
        found = [hit for text in live_texts(message.wire) for hit in LIVE.findall(text)]
        if flag(arguments, "link_names") or arguments.get("parse") in PARSING:
            found += BARE.findall(message.wire["text"])
        if found:
            self.live.append(Live(message.channel_id, message.ts, tuple(found)))
        self.changed(message)


def _author(channel: Channel, ts: str, installation: Installation) -> str:
    above = channel.messages.get(ts)
    return above.author if above else installation.bot_user


def escaped(text: str) -> str:
    """Return text as Slack keeps it: what is no control sequence and no entity is escaped."""
    kept, last = [], 0
    for found in TOKEN.finditer(text):
        kept += [_plain(text[last : found.start()]), found.group()]
        last = found.end()
    return "".join([*kept, _plain(text[last:])])


def _plain(text: str) -> str:
    text = re.sub(r"&(?!(?:amp|lt|gt);)", "&amp;", text)
    return text.replace("<", "&lt;").replace(">", "&gt;")


def checked_metadata(metadata: Any) -> Json | None:
    """Return metadata of a message, or refuse what is not of its form."""
    if metadata is None:
        return None
    if not isinstance(metadata, dict):
        raise RefusedError("invalid_metadata_format")
    if metadata.keys() - {"event_type", "event_payload", "entities"}:
        raise RefusedError("invalid_metadata_schema")
    event_type, payload = metadata.get("event_type"), metadata.get("event_payload")
    if not isinstance(event_type, str) or not EVENT_TYPE.fullmatch(event_type) or not isinstance(payload, dict):
        raise RefusedError("invalid_metadata_schema")
    if len(str(payload)) > MOST_METADATA:
        raise RefusedError("metadata_too_large")
    return metadata


def own(app: App, message: Message) -> bool:
    """Tell whether the app wrote a message."""
    return message.wire.get("app_id") == app.id
