"""Messages come into being, change and go: stored, told to the gateway, pings noted."""

import struct
from collections.abc import Iterable
from typing import Any

from tests.doubles.discord.checks import Wrong, tree
from tests.doubles.discord.errors import EMPTY_MESSAGE, INVALID_FORM, TOO_LARGE, RefusedError
from tests.doubles.discord.mentions import SILENT, Ping, Pings, pings
from tests.doubles.discord.payloads import time, user
from tests.doubles.discord.permissions import bits
from tests.doubles.discord.rules import MOST_BYTES, is_empty
from tests.doubles.discord.sessions import Sessions
from tests.doubles.discord.world import Channel, Message, Person, World
from tests.doubles.wire.calls import Json, Upload

EPHEMERAL, HAS_THREAD, LOADING = 64, 1 << 5, 1 << 7
KEPT_FLAGS = (1 << 2) | EPHEMERAL | SILENT | (1 << 15)
"""Flags that a bot may set: no link previews, ephemeral, silent, components of the second version."""
PNG = b"\x89PNG\r\n\x1a\n"
DEFAULT, REPLY, CHAT_INPUT_COMMAND = 0, 19, 20


class Posting:
    """Writes messages into channels."""

    def __init__(self, world: World, sessions: Sessions) -> None:
        self.host = ""
        """`127.0.0.1:port`, for the addresses of files."""
        self._world = world
        self._sessions = sessions

    def write(
        self,
        channel: Channel,
        body: Json,
        uploads: tuple[Upload, ...],
        *,
        author: Person,
        default: Json,
        extra: Json | None = None,
        ephemeral_for: int | None = None,
    ) -> Message:
        """Put a message into a channel; `default` are the mentions allowed where the body says nothing of them."""
        if is_empty(body) and not uploads:
            raise RefusedError(EMPTY_MESSAGE)
        wire = self._blank(channel, author, ephemeral=ephemeral_for is not None)
        wire["nonce"] = body.get("nonce")
        message = Message(wire, self._world.clock.seconds(), author.id, channel.id, ephemeral_for)
        self.fill(message, body, uploads)
        wire |= extra or {}
        if wire["nonce"] is None:
            del wire["nonce"]
        message.nonce = body.get("nonce")
        self._note_pings(message, body, default, channel)
        self.store(channel, message)
        return message

    def blank(self, channel: Channel, author: Person, extra: Json, ephemeral_for: int | None) -> Message:
        """Put in a message that still loads."""
        wire = self._blank(channel, author, ephemeral=ephemeral_for is not None) | extra
        wire["flags"] |= LOADING
        message = Message(wire, self._world.clock.seconds(), author.id, channel.id, ephemeral_for, loading=True)
        self.store(channel, message)
        return message

    def store(self, channel: Channel, message: Message) -> None:
        """Keep a message and tell of it, unless only one person sees it."""
        channel.messages[message.id] = message
        if channel.thread:
            channel.thread.archived = False
        if message.ephemeral_for is None:
            self.tell("MESSAGE_CREATE", channel, message.wire)

    def change(self, message: Message, body: Json, uploads: tuple[Upload, ...], default: Json) -> Message:
        """Edit a message; keys that are absent stay as they are. The first answer to a deferred one is no edit."""
        channel = self._world.channels[message.channel_id]
        after = {**message.wire, **{key: value for key, value in body.items() if value is not None or key == "content"}}
        if is_empty(after) and not uploads:
            raise RefusedError(EMPTY_MESSAGE)
        self.fill(message, body, uploads)
        if message.loading:
            message.loading = False
            message.wire["flags"] &= ~LOADING
            self._note_pings(message, body, default, channel)
        else:
            message.wire["edited_timestamp"] = time(self._world.clock.seconds())
        if message.ephemeral_for is None:
            self.tell("MESSAGE_UPDATE", channel, message.wire)
        return message

    def remove(self, message: Message) -> None:
        """Delete a message."""
        message.deleted = True
        channel = self._world.channels[message.channel_id]
        if message.ephemeral_for is None:
            self.tell("MESSAGE_DELETE", channel, {"id": str(message.id), "channel_id": str(channel.id)})

    def tell(self, event: str, channel: Channel, data: Json) -> None:
        """Tell an event of a channel."""
        place = {"guild_id": str(channel.guild_id)} if channel.guild_id else {}
        self._sessions.tell(event, {**data, **place}, channel.guild_id)

    def fill(self, message: Message, body: Json, uploads: tuple[Upload, ...]) -> None:
        """Take what a body says into a message."""
        wire = message.wire
        attachments = wire["attachments"]
        if "attachments" in body or uploads:
            attachments = self._attachments(message, body.get("attachments") or [], uploads)
        if "embeds" in body:
            wire["embeds"] = [_embed(each, attachments, place) for place, each in enumerate(body["embeds"] or [])]
        wire["attachments"] = attachments
        if "content" in body:
            wire["content"] = (body["content"] or "").strip()
        if "components" in body:
            wire["components"] = _numbered(body["components"] or [])
        if body.get("flags") is not None:
            wire["flags"] = (wire["flags"] & ~KEPT_FLAGS) | (body["flags"] & KEPT_FLAGS) | (wire["flags"] & EPHEMERAL)

    def _blank(self, channel: Channel, author: Person, *, ephemeral: bool) -> Json:
        return {
            "id": str(self._world.new_id()),
            "channel_id": str(channel.id),
            "type": DEFAULT,
            "author": user(author),
            "content": "",
            "timestamp": time(self._world.clock.seconds()),
            "edited_timestamp": None,
            "tts": False,
            "pinned": False,
            "mention_everyone": False,
            "mentions": [],
            "mention_roles": [],
            "attachments": [],
            "embeds": [],
            "components": [],
            "flags": EPHEMERAL if ephemeral else 0,
        }

    def _note_pings(self, message: Message, body: Json, default: Json, channel: Channel) -> None:
        may = self._world.bot_permissions(channel) & bits(["MENTION_EVERYONE"])
        mentionable = self._world.mentionable(channel)
        found = pings(body, default, may_ping_everyone=bool(may), mentionable=mentionable)
        wire = message.wire
        wire["mention_everyone"] = bool(found.everyone)
        wire["mention_roles"] = [str(each) for each in sorted(found.roles)]
        known = self._world.people
        wire["mentions"] = [user(known[each]) for each in sorted(found.users) if each in known]
        if found and message.ephemeral_for is None and message.author_id == self._world.bot.id:
            self._world.pings.append(_ping(message, found))

    def _attachments(self, message: Message, told: list[Json], uploads: Iterable[Upload]) -> list[Json]:
        """Return the files of a message: those kept by their id, and the new ones."""
        kept = {each["id"]: each for each in message.wire["attachments"]}
        described = {str(each["id"]): each for each in told}
        written = [kept[each] for each in described if each in kept]
        for upload in uploads:
            if len(upload.content) > MOST_BYTES:
                raise RefusedError(TOO_LARGE)
            place = upload.part.removeprefix("files[").removesuffix("]")
            written.append(self._attachment(message, upload, described.get(place, {})))
        return written

    def _attachment(self, message: Message, upload: Upload, described: Json) -> Json:
        attachment_id = self._world.new_id()
        name = described.get("filename") or upload.name
        path = f"/attachments/{message.channel_id}/{attachment_id}/{name}"
        self._world.files[path] = (upload.content_type, upload.content)
        written: Json = {
            "id": str(attachment_id),
            "filename": name,
            "size": len(upload.content),
            "url": f"http://{self.host}{path}",
            "proxy_url": f"http://{self.host}{path}",
            "content_type": upload.content_type,
        }
        if upload.content.startswith(PNG):
            written["width"], written["height"] = struct.unpack(">II", upload.content[16:24])
        if described.get("description"):
            written["description"] = described["description"]
        return written


def _embed(embed: Json, attachments: list[Json], place: int) -> Json:
    """Return an embed as Discord sends it: without what is null, files by their address."""
    written: Json = {key: value for key, value in embed.items() if value is not None}
    written["type"] = "rich"
    if "fields" in written:
        written["fields"] = [{"inline": False, **each} for each in written["fields"]]
    files = {f"attachment://{each['filename']}": each for each in attachments}
    for key in ("image", "thumbnail"):
        url = (embed.get(key) or {}).get("url", "")
        if found := files.get(url):
            sizes = {side: found[side] for side in ("width", "height") if side in found}
            written[key] = {"url": found["url"], "proxy_url": found["proxy_url"], **sizes}
        elif url.startswith("attachment://"):
            wrong = Wrong(("embeds", place, key, "url"), "ATTACHMENT_NOT_FOUND", f"No file is named as in {url}")
            raise RefusedError(INVALID_FORM, tree([wrong]))
    return written


def _numbered(components: list[Json]) -> list[Json]:
    """Return components as Discord sends them: each with a number, without what is null."""
    number = 0

    def numbered(each: Json) -> Json:
        nonlocal number
        number += 1
        written: dict[str, Any] = {"id": number, **{key: value for key, value in each.items() if value is not None}}
        if "components" in written:
            written["components"] = [numbered(below) for below in written["components"]]
        return written

    return [numbered(each) for each in components]


def _ping(message: Message, found: Pings) -> Ping:
    return Ping(
        message_id=str(message.id),
        channel_id=str(message.channel_id),
        content=message.wire["content"],
        everyone=sorted(found.everyone),
        users=[str(each) for each in sorted(found.users)],
        roles=[str(each) for each in sorted(found.roles)],
    )
