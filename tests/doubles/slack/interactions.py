"""Interactions: what a person did, and all that came of it; triggers that open views, and addresses to answer to."""

import asyncio
import secrets
from dataclasses import dataclass, field
from typing import Any

from tests.doubles.slack.errors import RefusedError
from tests.doubles.slack.world import Channel, Message, Person, Workspace, World
from tests.doubles.wire.calls import Json

HOOKS = "/hooks/"
COMMAND, ACTION, SUGGESTION, SUBMISSION, CLOSED, SHORTCUT = (
    "command",
    "action",
    "suggestion",
    "submission",
    "closed",
    "shortcut",
)
SEEN_AT_ONCE = frozenset({SUGGESTION, SUBMISSION, CLOSED})
"""What is done with as soon as it is answered; after the others a person waits to see something."""


@dataclass(slots=True)
class Interaction:
    """One interaction. `message` and `view` are where it was done; `messages` and `views` what it led to."""

    id: str
    kind: str
    at: float
    person: Person
    workspace: Workspace
    channel: Channel | None = None
    message: Message | None = None
    view: str = ""
    acked: bool = False
    given_up: bool = False
    late: bool = False
    status: int = 0
    seconds: float = 0.0
    answer: Any = None
    failed: str = ""
    delivery: int = 0
    messages: list[Message] = field(default_factory=list)
    views: list[Json] = field(default_factory=list)
    options: list[Json] | None = None
    errors: Json = field(default_factory=dict)
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    def settled(self) -> bool:
        """Tell whether there is nothing more that the person waits for."""
        if self.given_up or self.failed:
            return True
        return self.acked and (self.kind in SEEN_AT_ONCE or bool(self.messages or self.views))

    def told(self) -> Json:
        """Return what a test is told."""
        shown = [{**each.wire, "is_ephemeral": bool(each.only_for)} for each in self.messages if not each.deleted]
        return {
            "interaction": self.id,
            "kind": self.kind,
            "acked": self.acked,
            "late": self.late,
            "status": self.status,
            "seconds": round(self.seconds, 4),
            "answer": self.answer,
            "failed": self.failed,
            "delivery": self.delivery,
            "messages": shown,
            "message": shown[-1] if shown else None,
            "views": self.views,
            "view": self.views[-1] if self.views else None,
            "options": self.options,
            "errors": self.errors,
        }


@dataclass(slots=True)
class _Trigger:
    interaction: Interaction
    at: float
    used: bool = False


@dataclass(slots=True)
class Hook:
    """An address that an interaction may be answered at, a few times within half an hour."""

    interaction: Interaction
    at: float
    uses: int = 0


class Interactions:
    """All interactions, by id; with their triggers and hooks."""

    def __init__(self, world: World) -> None:
        self.trigger_lives = 3.0
        self.hook_lives = 1800.0
        self.hook_uses = 5
        self.host = ""
        self.by_id: dict[str, Interaction] = {}
        self._world = world
        self._triggers: dict[str, _Trigger] = {}
        self._hooks: dict[str, Hook] = {}

    def begin(self, kind: str, person: Person, workspace: Workspace, **more: Any) -> Interaction:
        """Write down what a person did."""
        made = Interaction(self._world.new_id("I"), kind, self._world.clock.seconds(), person, workspace, **more)
        self.by_id[made.id] = made
        return made

    def trigger(self, interaction: Interaction) -> str:
        """Return an id that a view can be opened with, soon and once."""
        number = secrets.randbelow(10**12)
        trigger_id = f"{number}.{secrets.randbelow(10**11)}.{secrets.token_hex(16)}"
        self._triggers[trigger_id] = _Trigger(interaction, self._world.clock.seconds())
        return trigger_id

    def spend(self, trigger_id: str, team_ids: list[str]) -> Interaction:
        """Use a trigger up, and return what it came from."""
        trigger = self._triggers.get(trigger_id)
        if trigger is None or trigger.interaction.workspace.id not in team_ids:
            raise RefusedError("invalid_trigger_id")
        if trigger.used:
            raise RefusedError("exchanged_trigger_id")
        if self._world.clock.seconds() - trigger.at > self.trigger_lives:
            raise RefusedError("expired_trigger_id")
        trigger.used = True
        return trigger.interaction

    def hook(self, interaction: Interaction) -> str:
        """Return the address to answer to."""
        place = "commands" if interaction.kind == COMMAND else "actions"
        path = f"{HOOKS}{place}/{interaction.workspace.id}/{interaction.id}/{secrets.token_urlsafe(18)}"
        self._hooks[path] = Hook(interaction, self._world.clock.seconds())
        return f"http://{self.host}{path}"

    def use(self, path: str) -> Interaction:
        """Count a use of an address, and return what it came from."""
        hook = self._hooks.get(path)
        if hook is None:
            raise RefusedError("no_hook")
        if self._world.clock.seconds() - hook.at > self.hook_lives:
            raise RefusedError("expired_url")
        if hook.uses >= self.hook_uses:
            raise RefusedError("used_url")
        hook.uses += 1
        return hook.interaction

    def show(self, interaction: Interaction, message: Message) -> None:
        """Let the person see a message that came of what they did."""
        if message not in interaction.messages:
            interaction.messages.append(message)
        interaction.changed.set()

    def notice(self, message: Message) -> None:
        """Take a message for what came of the newest open interaction that it fits, if there is one."""
        for each in reversed(self.by_id.values()):
            fits = message.only_for == each.person.id if message.only_for else each.message is message
            if fits and each.channel and each.channel.id == message.channel_id and not each.settled():
                self.show(each, message)
                return

    async def wait(self, interaction: Interaction, patience: float) -> Json:
        """Wait until the person has seen something, or nothing more can come, or patience is over."""
        try:
            async with asyncio.timeout(patience):
                while not interaction.settled():
                    interaction.changed.clear()
                    await interaction.changed.wait()
        except TimeoutError:
            pass
        return interaction.told()
