"""What a test steers of the double's Slack: people, sockets, installations, channels; and what it can ask."""

from dataclasses import asdict, replace
from typing import Any

from aiohttp import web

from tests.doubles.slack.deliveries import Delivery
from tests.doubles.slack.double import Slack
from tests.doubles.slack.interactions import Interaction
from tests.doubles.slack.payloads import told as written
from tests.doubles.slack.sockets import Close, SocketConnection
from tests.doubles.slack.world import Channel, Installation, Workspace
from tests.doubles.wire.calls import Json
from tests.doubles.wire.control import set_each, steered
from tests.waiting import PATIENCE

KINDS = ("slash_commands", "interactive", "events_api")


class SlackControl:
    """Steers one Slack."""

    def __init__(self, slack: Slack) -> None:
        self._slack = slack

    def routes(self) -> list[web.RouteDef]:
        """Return the routes below `/control`."""
        people = self._slack.people
        deeds = {
            "run": people.run,
            "click": people.click,
            "suggest": people.suggest,
            "submit": people.submit,
            "close": people.close,
            "shortcut": people.shortcut,
        }
        posts = {
            **{name: self._deed(deed) for name, deed in deeds.items()},
            "say": self.say,
            "event": self.event,
            "home": self.home,
            "socket": self.socket,
            "settings": self.settings,
            "limits": self.limits,
            "http": self.http,
            "replay": self.replay,
            "channel": self.channel,
            "person": self.person,
            "group": self.group,
            "workspace": self.workspace,
            "installation": self.installation,
            "consent": self.consent,
            "app": self.app,
        }
        gets = {
            "state": self.state,
            "messages": self.messages,
            "interaction": self.interaction,
            "deliveries": self.deliveries,
            "views": self.views,
        }
        return [
            *(web.post(f"/control/{name}", steered(steer)) for name, steer in posts.items()),
            *(web.get(f"/control/{name}", steered(steer)) for name, steer in gets.items()),
        ]

    def _deed(self, deed: Any) -> Any:
        """Let a person do something, and wait for what comes of it; `wait` false returns at once."""

        async def steer(data: Json) -> Json:
            made: Interaction = deed(data)
            patience = float(data.get("patience", PATIENCE)) if data.get("wait", True) else 0.0
            return await self._slack.interactions.wait(made, patience)

        return steer

    async def interaction(self, data: Json) -> Json:
        """Tell what has come of an interaction so far, by its `id`."""
        return self._slack.interactions.by_id[data["id"]].told()

    async def say(self, data: Json) -> Json:
        """Let a `user` write `text` into a `channel`, in `thread` if that is given."""
        world = self._slack.world
        workspace = world.workspace_of(data["channel"])
        channel, person = workspace.channels[data["channel"]], world.person(workspace, data["user"])
        made = self._slack.posting.say(channel, person.id, data["text"], data.get("thread", ""))
        event = {**made.wire, "channel": channel.id, "channel_type": "channel", "event_ts": made.ts}
        self._slack.tell(workspace.id, event)
        return made.wire

    async def event(self, data: Json) -> Json:
        """Tell the app an `event` of a `team`, and wait until it is answered or given up, unless `wait` is false."""
        workspace = self._slack.people.team(data)
        delivery = self._slack.deliveries.event(workspace.id, data["event"])
        work = self._slack.deliveries.deliver(delivery)
        if data.get("wait", True):
            await work
        else:
            self._slack.deliveries.begin(work)
        return delivery.told()

    async def home(self, data: Json) -> Json:
        """Let a `user` open the Home tab; the app is told, and the tab is what `views` tells."""
        workspace = self._slack.people.team(data)
        person = self._slack.world.person(workspace, data["user"])
        direct = self._slack.world.direct(workspace, person.id, "")
        known = self._slack.views.homes.get((workspace.id, person.id))
        event: Json = {"type": "app_home_opened", "user": person.id, "channel": direct.id, "tab": "home"}
        if known:
            event["view"] = known.wire
        delivery = self._slack.deliveries.event(workspace.id, event)
        await self._slack.deliveries.deliver(delivery)
        return delivery.told()

    async def socket(self, data: Json) -> Json:
        """Do something to connections: the one with this `number`, or all.

        `do`: `close` with `code`, `reset` (cut it), `warning`, `refresh` (refresh_requested, then closed), `disable`
        (link_disabled), `silence`, `speak`.
        """
        connections = self._slack.sockets.connections
        wanted = [each for each in connections if data.get("number") in (None, each.number)]
        for connection in wanted:
            self._befall(connection, data)
        return {"connections": len(wanted)}

    def _befall(self, connection: SocketConnection, data: Json) -> None:
        match data["do"]:
            case "close":
                connection.tell(Close(int(data.get("code", 1000))))
            case "reset":
                connection.abort()
            case "warning":
                connection.disconnect("warning")
            case "refresh":
                self._slack.deliveries.begin(connection.refresh())
            case "disable":
                self._slack.sockets.settings.enabled = False
                connection.disconnect("link_disabled")
                connection.tell(Close(1000))
            case "silence" | "speak":
                connection.silent = data["do"] == "silence"
            case _:
                raise ValueError(f"a socket can not {data['do']}")

    async def settings(self, data: Json) -> Json:
        """Change how the double behaves: keys of SocketSettings, and those below."""
        slack = self._slack
        places: dict[str, Any] = dict.fromkeys(
            ("enabled", "ticket_lives", "ping_every", "refresh_grace"), slack.sockets.settings
        )
        places |= {
            "answer_within": slack.deliveries,
            "retries": slack.deliveries,
            "over_http": slack.deliveries,
            "trigger_lives": slack.interactions,
            "hook_lives": slack.interactions,
            "hook_uses": slack.interactions,
            "edit_window": slack.chat,
            "most_history": slack.conversations,
            "share_after": slack.sharing,
            "rotates": slack.auth,
            "ready_after": slack.files,
        }
        return set_each(places, data)

    async def limits(self, data: Json) -> Json:
        """Change limits: `{"channel": [1, 1.0], "posts": [900, 60], "tier3": [50, 60]}`."""
        self._slack.counters.change(data)
        return {}

    async def http(self, data: Json) -> Json:
        """Push over HTTP from now on: to `url`, or to one for each kind; the address for events is verified first."""
        pushing, deliveries = self._slack.pushing, self._slack.deliveries
        pushing.addresses = {kind: data.get(kind) or data["url"] for kind in KINDS}
        outcome = await pushing.verify(deliveries.answer_within)
        deliveries.over_http = True
        return {"verified": pushing.verified, "status": outcome.status, "failed": outcome.failed}

    async def replay(self, data: Json) -> Json:
        """Tell a `delivery` once more: byte for byte over HTTP, a new envelope (`retry` its attempt) over a socket."""
        deliveries = self._slack.deliveries
        delivery = deliveries.all[int(data["delivery"]) - 1]
        if deliveries.over_http and delivery.push and not data.get("retry"):
            outcome = await self._slack.pushing.send(delivery.push, deliveries.answer_within)
            return {"status": outcome.status, "answer": outcome.answer, "failed": outcome.failed}
        again = deliveries.make(delivery.kind, delivery.payload, accepts=delivery.accepts)
        attempt = await deliveries.attempt(again, int(data.get("retry", 0)), "timeout")
        return {"status": attempt.status, "answer": again.answer, "failed": attempt.failed}

    async def channel(self, data: Json) -> Json:
        """Make a channel in `team` by its `name`, `private` or not; or by `id` change it.

        Changes: `archived`, `bot` (whether the bot is a member), `refuses` (the error that a post there gets).
        """
        slack = self._slack
        if "id" not in data:
            made = slack.world.add_channel(slack.people.team(data), data["name"], private=bool(data.get("private")))
            return _channel(made)
        workspace = slack.world.workspace_of(data["id"])
        channel = workspace.channels[data["id"]]
        installation = slack.world.installed_in(workspace.id)
        channel.refuses = data.get("refuses", channel.refuses)
        if "archived" in data:
            channel.is_archived = bool(data["archived"])
            kind = "channel_archive" if channel.is_archived else "channel_unarchive"
            slack.tell(workspace.id, {"type": kind, "channel": channel.id, "user": channel.creator})
        if "bot" in data and installation:
            self._move(channel, installation, enters=bool(data["bot"]))
        return _channel(channel)

    def _move(self, channel: Channel, installation: Installation, *, enters: bool) -> None:
        """Let the bot enter or leave a channel, and tell it."""
        bot, team = installation.bot_user, channel.team_id
        if enters and bot not in channel.members:
            channel.members.append(bot)
            joined = {"type": "member_joined_channel", "user": bot, "channel": channel.id, "channel_type": "C"}
            self._slack.tell(team, {**joined, "team": team})
        elif not enters and bot in channel.members:
            channel.members.remove(bot)
            self._slack.tell(team, {"type": "channel_left", "channel": channel.id, "actor_id": channel.creator})

    async def person(self, data: Json) -> Json:
        """Say of a person of a `team`, by `name`: `admin`, `owner`, `guest`, `deleted`, `tz`; return the id."""
        person = self._slack.world.person(self._slack.people.team(data), data["name"])
        keys = {"admin": "is_admin", "owner": "is_owner", "guest": "is_restricted", "deleted": "deleted", "tz": "tz"}
        for key, name in keys.items():
            if key in data:
                setattr(person, name, data[key])
        return {"id": person.id}

    async def group(self, data: Json) -> Json:
        """Make a user group of a `team` with a `handle`, or change who is in it: `users` by name; return its id."""
        world, workspace = self._slack.world, self._slack.people.team(data)
        users = [world.person(workspace, name).id for name in data["users"]]
        return {"id": world.group(workspace, data["handle"], users).id}

    async def workspace(self, data: Json) -> Json:
        """Found a workspace with so many `channels`, in the `enterprise` or not, with the app in it if `install`."""
        world = self._slack.world
        made = world.found(int(data.get("channels", 2)), in_enterprise=bool(data.get("enterprise")))
        if data.get("install", True):
            world.install(made.id)
        return self._workspace(made)

    async def installation(self, data: Json) -> Json:
        """Change the app's installation in a `team`.

        `do`: `revoke` or `uninstall` (the app is told), `refuse` with the `error` that its token gets from now on
        (empty for none), `install` (anew, with another token), `scopes` with the `scopes` granted.
        """
        slack, workspace = self._slack, self._slack.people.team(data)
        installation = slack.world.installed_in(workspace.id)
        if data["do"] == "install":
            slack.world.install(workspace.id)
            return self._workspace(workspace)
        if installation is None:
            raise ValueError("the app is not installed there")
        match data["do"]:
            case "revoke":
                slack.auth.end_token(installation)
            case "uninstall":
                slack.auth.uninstall(installation)
            case "refuse":
                installation.refuses = data["error"]
            case "scopes":
                installation.scopes = set(data["scopes"])
            case _:
                raise ValueError(f"an installation can not {data['do']}")
        return self._workspace(workspace)

    async def consent(self, data: Json) -> Json:
        """Let a `user` of a `team` let the app in: return a `code` for `redirect`; `everywhere` for an organisation."""
        workspace = self._slack.people.team(data)
        person = self._slack.world.person(workspace, data.get("user", "operator"))
        everywhere = bool(data.get("everywhere"))
        return {
            "code": self._slack.auth.consent(workspace.id, person.id, data.get("redirect", ""), everywhere=everywhere)
        }

    async def app(self, data: Json) -> Json:
        """Change what the app registered: `commands`, `events`, `shortcuts`, `scopes`, `redirect`; keys of Manifest."""
        app = self._slack.world.app
        lists = {key: frozenset(value) if isinstance(value, list) else value for key, value in data.items()}
        app.made_from = replace(app.made_from, **lists)
        return {}

    async def messages(self, data: Json) -> Json:
        """Tell the messages of a `channel`, oldest first, those that one person alone sees with `is_ephemeral`."""
        channel = self._slack.world.workspace_of(data["channel"]).channels[data["channel"]]
        return {
            "messages": [
                {
                    **written(each, channel, metadata=True),
                    "is_ephemeral": bool(each.only_for),
                    "only_for": each.only_for,
                }
                for each in channel.messages.values()
                if not each.deleted
            ]
        }

    async def deliveries(self, data: Json) -> Json:
        """Tell what the app was told, `after` a number, with `payload` the payloads too."""
        known: list[Delivery] = self._slack.deliveries.all[int(data.get("after", 0)) :]
        more = data.get("payload") in (True, "true", "True", "1")
        return {"deliveries": [{**each.told(), **({"payload": each.payload} if more else {})} for each in known]}

    async def views(self, data: Json) -> Json:
        """Tell the views of a `user` of a `team`: `open` modals, lowest first, and the `home` tab."""
        slack, workspace = self._slack, self._slack.people.team(data)
        person = slack.world.person(workspace, data["user"])
        modals = [
            each.wire
            for each in slack.views.by_id.values()
            if each.open and each.user == person.id and each.wire["type"] == "modal"
        ]
        home = slack.views.homes.get((workspace.id, person.id))
        return {"open": modals, "home": home.wire if home else None}

    async def state(self, _: Json) -> Json:
        """Tell what there is, who is connected, what is live in messages, and what the samples say of the double."""
        slack = self._slack
        return {
            "app": {
                "id": slack.world.app.id,
                "scopes": sorted(slack.world.app.made_from.scopes),
                "name": slack.world.app.name,
            },
            "enterprise": asdict(slack.world.enterprise),
            "workspaces": [self._workspace(each) for each in slack.world.workspaces.values()],
            "connections": [
                {"number": each.number, "pongs": each.pongs, "silent": each.silent}
                for each in slack.sockets.connections
            ],
            "opened": slack.sockets.opened,
            "live": [asdict(each) for each in slack.posting.live],
            "answered_429": slack.counters.answered_429,
            "complaints": slack.complaints,
        }

    def _workspace(self, workspace: Workspace) -> Json:
        installation = self._slack.world.installed_in(workspace.id)
        known = None
        if installation:
            known = {
                "token": installation.token,
                "bot_user": installation.bot_user,
                "bot_id": installation.bot_id,
                "scopes": sorted(installation.scopes),
                "everywhere": installation.everywhere,
                "refuses": installation.refuses,
            }
        return {
            "id": workspace.id,
            "name": workspace.name,
            "domain": workspace.domain,
            "enterprise": workspace.enterprise.id if workspace.enterprise else None,
            "installation": known,
            "channels": [_channel(each) for each in workspace.channels.values() if not each.is_im],
            "people": {each.name: each.id for each in workspace.people.values()},
        }


def _channel(channel: Channel) -> Json:
    return {
        "id": channel.id,
        "name": channel.name,
        "private": channel.is_private,
        "archived": channel.is_archived,
        "refuses": channel.refuses,
    }
