"""The test's side of the double of Discord: what people do there, and what came of it."""

from typing import Any

from tests.doubles.wire.calls import Json
from tests.doubles.wire.steering import Steering


class DiscordSteering(Steering):
    """Steers a double of Discord. What a person does waits for the bot's answer and returns what is known of it.

    `answered` (the type of the first answer, None for none), `message`, `ephemeral`, `followups`, `choices`, `modal`,
    `late`, `seconds`, `settled`, `interaction` (its id). ValueError tells what Discord's client would not let a
    person do.
    """

    async def run(self, user: str, channel: str, command: str, **more: Any) -> Json:
        """Run "/tally figures topic:storm"; `more`: `options` by name, `permissions` (names), `force`, `patience`."""
        return await self.ask("POST", "/run", {"user": user, "channel": channel, "run": command, **more})

    async def type(self, user: str, channel: str, command: str, focused: str, **more: Any) -> list[Json]:
        """Type in an option, and return the choices that are offered."""
        told = {"user": user, "channel": channel, "run": command, "focused": focused, **more}
        answer = await self.ask("POST", "/type", told)
        if answer["choices"] is None:
            raise ValueError(f"no choices came: {answer}")
        return list(answer["choices"])

    async def click(self, user: str, channel: str, message: str, custom_id: str, **more: Any) -> Json:
        """Press a button, or choose `values` of a select."""
        told = {"user": user, "channel": channel, "message": message, "custom_id": custom_id, **more}
        return await self.ask("POST", "/click", told)

    async def submit(self, interaction: str, **values: str) -> Json:
        """Fill in the form that an interaction was answered with."""
        return await self.ask("POST", "/submit", {"interaction": interaction, "values": values})

    async def interaction(self, interaction: str) -> Json:
        """Return what has come of an interaction by now."""
        return await self.ask("GET", "/interaction", id=interaction)

    async def say(self, user: str, channel: str, content: str) -> Json:
        """Write a message as a person, and return it."""
        return await self.ask("POST", "/say", {"user": user, "channel": channel, "content": content})

    async def gateway(self, do: str, **more: Any) -> int:
        """Do something to connections, as `DiscordControl.gateway` tells; return to how many."""
        return int((await self.ask("POST", "/gateway", {"do": do, **more}))["connections"])

    async def settings(self, **changed: Any) -> None:
        """Change settings, as `DiscordControl.settings` tells."""
        await self.ask("POST", "/settings", changed)

    async def limits(self, **changed: tuple[int, float]) -> None:
        """Change limits: `send=(5, 5.0)`, `everywhere`, `invalid`, `old_edits`, and the other buckets of `Limits`."""
        await self.ask("POST", "/limits", {name: list(limit) for name, limit in changed.items()})

    async def permit(self, channel: str, *, allow: tuple[str, ...] = (), deny: tuple[str, ...] = ()) -> None:
        """Say what the bot may do in a channel, beside what everyone may."""
        await self.ask("POST", "/channel", {"id": channel, "allow": allow, "deny": deny})

    async def delete_channel(self, channel: str) -> None:
        """Delete a channel."""
        await self.ask("POST", "/channel", {"id": channel, "delete": True})

    async def add_channel(self, guild: str, name: str) -> str:
        """Open a channel, and return its id."""
        return str((await self.ask("POST", "/channel", {"guild": guild, "name": name}))["id"])

    async def remove_bot(self, guild: str, *, gone: bool = True) -> None:
        """Remove the bot from a server, or bring it back."""
        await self.ask("POST", "/guild", {"id": guild, "gone": gone})

    async def messages(self, channel: str) -> list[Json]:
        """Return the messages of a channel, oldest first, private ones included (flag 64)."""
        return list((await self.ask("GET", "/messages", channel=channel))["messages"])

    async def commands(self) -> Json:
        """Return the commands that are registered: `everywhere`, and by server."""
        return await self.ask("GET", "/commands")

    async def state(self) -> Json:
        """Return what there is, who is connected, `pings`, `complaints` of the document against the double."""
        return await self.ask("GET", "/state")

    async def channels(self) -> list[str]:
        """Return the ids of all channels, threads left out."""
        guilds = (await self.state())["guilds"]
        return [each["id"] for guild in guilds for each in guild["channels"] if not each["thread"]]

    async def reset(self) -> None:
        """Begin anew: nothing sent, nobody connected, no faults, the clock as it is."""
        await self.ask("POST", "/reset")
