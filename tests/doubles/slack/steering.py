"""The test's side of the double of Slack: what people do there, and what came of it."""

from typing import Any

from tests.doubles.wire.calls import Json
from tests.doubles.wire.steering import Steering


class SlackSteering(Steering):
    """Steers a double of Slack. What a person does waits until they have seen something, and returns what is known.

    `acked` (in time), `late`, `given_up`, `seconds`, `answer` (what it was acknowledged with), `status` (over HTTP),
    `messages` and `message` (the last; `is_ephemeral` says who sees it), `views` and `view`, `options`, `errors`,
    `failed` (what Slack would show as an error), `interaction` and `delivery` (ids). `more`: `patience` in seconds,
    `wait=False`, `admin=True` (who does it), `tamper={"secret": .., "signature": .., "age": ..}` (over HTTP).
    ValueError tells what Slack's client would not let a person do.
    """

    async def run(self, user: str, channel: str, command: str, **more: Any) -> Json:
        """Run "/tally figures storm"."""
        return await self.ask("POST", "/run", {"user": user, "channel": channel, "run": command, **more})

    async def click(self, user: str, channel: str, message: str, action: str, **more: Any) -> Json:
        """Press a button of a message (by its ts), or choose the option with this `value`."""
        told = {"user": user, "channel": channel, "message": message, "action": action, **more}
        return await self.ask("POST", "/click", told)

    async def click_view(self, view: str, action: str, **more: Any) -> Json:
        """Press a button of a view, or choose the option with this `value`."""
        return await self.ask("POST", "/click", {"view": view, "action": action, **more})

    async def suggest(self, user: str, channel: str, message: str, action: str, text: str, **more: Any) -> list[Json]:
        """Type into an external select of a message, and return the options that are offered."""
        told = {"user": user, "channel": channel, "message": message, "action": action, "text": text, **more}
        return _options(await self.ask("POST", "/suggest", told))

    async def suggest_view(self, view: str, action: str, text: str, **more: Any) -> list[Json]:
        """Type into an external select of a view, and return the options that are offered."""
        return _options(await self.ask("POST", "/suggest", {"view": view, "action": action, "text": text, **more}))

    async def submit(self, view: str, values: Json | None = None, **more: Any) -> Json:
        """Fill in a modal, `values` by action_id, and send it."""
        return await self.ask("POST", "/submit", {"view": view, "values": values or {}, **more})

    async def close(self, view: str, **more: Any) -> Json:
        """Close a modal."""
        return await self.ask("POST", "/close", {"view": view, **more})

    async def shortcut(self, user: str, callback: str, **more: Any) -> Json:
        """Use a shortcut: of a message with `channel` and `message`, else of everywhere in `team`."""
        return await self.ask("POST", "/shortcut", {"user": user, "callback": callback, **more})

    async def open_home(self, user: str, **more: Any) -> Json:
        """Open the Home tab, which tells the app; what stands there then is in `views`."""
        return await self.ask("POST", "/home", {"user": user, **more})

    async def say(self, user: str, channel: str, text: str, **more: Any) -> Json:
        """Write a message as a person, and return it."""
        return await self.ask("POST", "/say", {"user": user, "channel": channel, "text": text, **more})

    async def event(self, event: Json, **more: Any) -> Json:
        """Tell an event of a `team`, and return its delivery once it is answered or given up."""
        return await self.ask("POST", "/event", {"event": event, **more})

    async def replay(self, delivery: int, *, retry: int = 0) -> Json:
        """Tell something once more: the same bytes over HTTP, a new envelope over a socket; `retry` marks it so."""
        return await self.ask("POST", "/replay", {"delivery": delivery, "retry": retry})

    async def interaction(self, interaction: str) -> Json:
        """Return what has come of an interaction by now."""
        return await self.ask("GET", "/interaction", id=interaction)

    async def deliveries(self, after: int = 0, *, payload: bool = False) -> list[Json]:
        """Return what the app was told after a number, with the payloads if wanted."""
        return list((await self.ask("GET", "/deliveries", after=after, payload=payload))["deliveries"])

    async def socket(self, do: str, **more: Any) -> int:
        """Do something to connections, as `SlackControl.socket` tells; return to how many."""
        return int((await self.ask("POST", "/socket", {"do": do, **more}))["connections"])

    async def http(self, url: str = "", **addresses: str) -> Json:
        """Push over HTTP to these addresses; return whether the one for events was `verified`."""
        return await self.ask("POST", "/http", {"url": url, **addresses})

    async def settings(self, **changed: Any) -> None:
        """Change settings, as `SlackControl.settings` tells."""
        await self.ask("POST", "/settings", changed)

    async def limits(self, **changed: tuple[int, float]) -> None:
        """Change limits: `channel=(1, 1.0)`, `posts`, `tier1` to `tier4`, `special`, `history`, `connections`."""
        await self.ask("POST", "/limits", {name: list(limit) for name, limit in changed.items()})

    async def refuse(self, method: str, error: str, **more: Any) -> None:
        """Let a method answer `ok: false` with an error; `more` as in a fault: `times`, `text`, `nth`."""
        match = {"path": f"/{method}", **{key: more.pop(key) for key in ("text", "nth") if key in more}}
        await self.lay({"match": match, "do": "status 200", "answer": {"ok": False, "error": error}, **more})

    async def channel(self, channel: str, **changed: Any) -> Json:
        """Change a channel: `archived`, `bot`, `refuses`."""
        return await self.ask("POST", "/channel", {"id": channel, **changed})

    async def add_channel(self, name: str, **more: Any) -> str:
        """Open a channel in `team`, `private` or not, and return its id."""
        return str((await self.ask("POST", "/channel", {"name": name, **more}))["id"])

    async def person(self, name: str, **more: Any) -> str:
        """Say of a person: `admin`, `owner`, `guest`, `deleted`, `tz`; return the id."""
        return str((await self.ask("POST", "/person", {"name": name, **more}))["id"])

    async def group(self, handle: str, users: tuple[str, ...], **more: Any) -> str:
        """Make a user group, or change who is in it, and return its id."""
        return str((await self.ask("POST", "/group", {"handle": handle, "users": users, **more}))["id"])

    async def add_workspace(self, **more: Any) -> Json:
        """Found a workspace: `channels`, `enterprise`, `install`; return it as in `state`."""
        return await self.ask("POST", "/workspace", more)

    async def installation(self, do: str, **more: Any) -> Json:
        """Change the app's installation in a `team`, as `SlackControl.installation` tells."""
        return await self.ask("POST", "/installation", {"do": do, **more})

    async def consent(self, **more: Any) -> str:
        """Let a `user` of a `team` let the app in, and return the code for `redirect`."""
        return str((await self.ask("POST", "/consent", more))["code"])

    async def app(self, **changed: Any) -> None:
        """Change what the app registered: `commands`, `events`, `shortcuts`, `scopes`, `redirect`, `home_tab`, ..."""
        await self.ask("POST", "/app", changed)

    async def messages(self, channel: str) -> list[Json]:
        """Return the messages of a channel with their metadata, oldest first, private ones with `is_ephemeral`."""
        return list((await self.ask("GET", "/messages", channel=channel))["messages"])

    async def posts(self, channel: str) -> list[Json]:
        """Return what the whole channel sees, oldest first, answers in threads included."""
        return [each for each in await self.messages(channel) if not each["is_ephemeral"]]

    async def views(self, user: str, **more: Any) -> Json:
        """Return the views of a person: `open` modals and the `home` tab."""
        return await self.ask("GET", "/views", user=user, **more)

    async def state(self) -> Json:
        """Return what there is, who is connected, `live` mentions, `complaints` of the samples against the double."""
        return await self.ask("GET", "/state")

    async def channels(self, team: int = 0) -> list[str]:
        """Return the ids of the channels of the first workspace, or of another by its place."""
        return [each["id"] for each in (await self.state())["workspaces"][team]["channels"]]

    async def connected(self, connections: int = 1) -> None:
        """Wait until so many connections stand."""
        await self.until(self.state, lambda state: len(state["connections"]) >= connections)

    async def reset(self) -> None:
        """Begin anew: nothing sent, nobody connected, no faults, the same tokens, ids and secrets."""
        await self.ask("POST", "/reset")


def _options(answer: Json) -> list[Json]:
    if answer["options"] is None:
        raise ValueError(f"no options came: {answer}")
    return list(answer["options"])
