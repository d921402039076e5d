"""Interactions: what a person did, and what the bot has answered so far."""

import asyncio
import secrets
from dataclasses import dataclass, field
from typing import Any

from tests.doubles.discord.payloads import channel as written
from tests.doubles.discord.payloads import member, partial_guild, user
from tests.doubles.discord.rules import MOST_BYTES
from tests.doubles.discord.sessions import Sessions
from tests.doubles.discord.world import Channel, Message, Person, World
from tests.doubles.wire.calls import Json

COMMAND, COMPONENT, AUTOCOMPLETE, MODAL_SUBMIT = 2, 3, 4, 5
PONG, MESSAGE, DEFER_MESSAGE, DEFER_UPDATE, UPDATE, CHOICES, MODAL = 1, 4, 5, 6, 7, 8, 9


@dataclass(slots=True)
class Interaction:
    """One interaction. `kind` is what the person did, `answered` the type of the bot's first answer."""

    id: int
    kind: int
    at: float
    person: Person
    channel: Channel
    data: Json
    message: Message | None = None
    token: str = field(default_factory=lambda: secrets.token_urlsafe(40))
    answered: int | None = None
    answered_at: float = 0.0
    original: Message | None = None
    followups: list[Message] = field(default_factory=list)
    choices: list[Json] | None = None
    modal: Json | None = None
    ephemeral: bool = False
    late: bool = False
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    def settled(self) -> bool:
        """Tell whether there is nothing more that the person waits for."""
        if self.answered is None:
            return self.late
        loading = self.original is not None and self.original.loading and not self.original.deleted
        return not (self.answered == DEFER_MESSAGE and loading)

    def told(self) -> Json:
        """Return what a test is told."""
        return {
            "interaction": str(self.id),
            "answered": self.answered,
            "seconds": round(self.answered_at - self.at, 4) if self.answered else None,
            "settled": self.settled(),
            "late": self.late,
            "ephemeral": self.ephemeral,
            "message": self.original.wire if self.original and not self.original.deleted else None,
            "followups": [each.wire for each in self.followups if not each.deleted],
            "choices": self.choices,
            "modal": self.modal,
        }


BARE = ("id", "application_id", "type", "token", "version", "data", "guild_id", "channel_id", "message")


def bare(payload: Json) -> Json:
    """Leave out of an interaction all that a bot can do without."""
    made = {key: payload[key] for key in BARE if key in payload}
    if "member" in payload:
        told = payload["member"]
        person = {key: told["user"][key] for key in ("id", "username")}
        made["member"] = {"user": person, "roles": told["roles"], "permissions": told["permissions"]}
    if "message" in payload:
        made["message"] = {key: payload["message"][key] for key in ("id", "flags", "channel_id")}
    return made


class Interactions:
    """All interactions, by id and by token."""

    def __init__(self, world: World, sessions: Sessions) -> None:
        self.answer_within = 3.0
        self.token_lives = 900.0
        self.by_id: dict[int, Interaction] = {}
        self.by_token: dict[str, Interaction] = {}
        self._world = world
        self._sessions = sessions

    def begin(self, kind: int, person: Person, channel: Channel, data: Json, **more: Any) -> Interaction:
        """Tell the bot what a person did; `more` are `message` and `permissions`, a number."""
        permissions = more.pop("permissions")
        made = Interaction(self._world.new_id(), kind, self._world.clock.seconds(), person, channel, data, **more)
        self.by_id[made.id] = self.by_token[made.token] = made
        payload = self._payload(made, permissions)
        self._sessions.tell("INTERACTION_CREATE", bare(payload) if self._world.bare else payload, channel.guild_id)
        return made

    def _payload(self, made: Interaction, permissions: int) -> Json:
        payload: Json = {
            "id": str(made.id),
            "application_id": str(self._world.application_id),
            "type": made.kind,
            "token": made.token,
            "version": 1,
            "channel_id": str(made.channel.id),
            "channel": {**written(made.channel, self._world), "permissions": str(permissions)},
            "data": made.data,
            "locale": "en-US",
            "app_permissions": str(self._world.bot_permissions(made.channel)),
            "entitlements": [],
            "entitlement_sku_ids": [],
            "attachment_size_limit": MOST_BYTES,
        }
        if made.message:
            payload["message"] = made.message.wire
        guild = self._world.guilds.get(made.channel.guild_id or 0)
        if guild is None:
            return {**payload, "user": user(made.person), "context": 1, "authorizing_integration_owners": {}}
        return {
            **payload,
            "guild_id": str(guild.id),
            "guild": partial_guild(guild),
            "guild_locale": "en-US",
            "member": member(guild, made.person, permissions=permissions),
            "context": 0,
            "authorizing_integration_owners": {"0": str(guild.id)},
        }

    def is_late(self, interaction: Interaction) -> bool:
        """Tell whether the first answer comes too late."""
        return self._world.clock.seconds() - interaction.at > self.answer_within

    def is_expired(self, interaction: Interaction) -> bool:
        """Tell whether the token has died."""
        return self._world.clock.seconds() - interaction.at > self.token_lives

    async def wait(self, interaction: Interaction, patience: float) -> Json:
        """Wait until the bot has answered for good, or has missed its time, or patience is over."""
        try:
            async with asyncio.timeout(patience):
                await self._settled(interaction)
        except TimeoutError:
            pass
        return interaction.told()

    async def _settled(self, interaction: Interaction) -> None:
        while not interaction.settled():
            interaction.changed.clear()
            unanswered = interaction.answered is None
            try:
                async with asyncio.timeout(self.answer_within if unanswered else None):
                    await interaction.changed.wait()
            except TimeoutError:
                interaction.late = interaction.answered is None
