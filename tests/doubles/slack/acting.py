"""What people do in Slack's client, as far as the client lets them; the app is told, and answers."""

from typing import TYPE_CHECKING, Any

from tests.doubles.slack.checks import Wrong, listed, within
from tests.doubles.slack.deliveries import COMMAND as COMMANDS
from tests.doubles.slack.deliveries import INTERACTIVE, Delivery
from tests.doubles.slack.elements import GROUP, OPTION, OPTIONS
from tests.doubles.slack.filling import filled, state_of_form
from tests.doubles.slack.interactions import ACTION, CLOSED, COMMAND, SHORTCUT, SUBMISSION, SUGGESTION, Interaction
from tests.doubles.slack.payloads import told as written
from tests.doubles.slack.pushing import Tamper
from tests.doubles.slack.views import View
from tests.doubles.slack.world import Channel, Message, Person, Workspace
from tests.doubles.wire.calls import Json

if TYPE_CHECKING:
    from tests.doubles.slack.double import Slack

CLICKED = frozenset({"button", "overflow"})


class NotOfferedError(ValueError):
    """Slack's client does not let a person do this."""


class People:
    """Does what people do, and tells the app."""

    def __init__(self, slack: "Slack") -> None:
        self._slack = slack
        self._offered: dict[tuple[str, str], dict[str, Json]] = {}
        """Options that were offered last, by value, for each place and action."""

    def run(self, data: Json) -> Interaction:
        """Run a slash command: `user`, `channel`, `run`."""
        channel, workspace, person = self._where(data)
        command, _, text = str(data["run"]).strip().partition(" ")
        registered = self._slack.world.app.made_from.commands
        if not command.startswith("/") or (registered and command not in registered):
            raise NotOfferedError(f"{command} is no command here; there is {sorted(registered)}")
        made = self._slack.interactions.begin(COMMAND, person, workspace, channel=channel)
        payload: Json = {
            "token": self._slack.world.app.verification_token,
            "team_id": workspace.id,
            "team_domain": workspace.domain,
            "channel_id": channel.id,
            "channel_name": _shown_name(channel),
            "user_id": person.id,
            "user_name": person.name,
            "command": command,
            "text": text.strip(),
            "api_app_id": self._slack.world.app.id,
            "is_enterprise_install": "true" if self._everywhere(workspace) else "false",
            "response_url": self._slack.interactions.hook(made),
            "trigger_id": self._slack.interactions.trigger(made),
        }
        if workspace.enterprise:
            payload |= {"enterprise_id": workspace.enterprise.id, "enterprise_name": workspace.enterprise.name}
        return self._tell(made, COMMANDS, payload, data)

    def click(self, data: Json) -> Interaction:
        """Use an element: of the `message` in a `channel`, or of a `view`; by its `action`, with a `value`."""
        made, block, element, more = self._use(ACTION, data)
        place = made.message.ts if made.message else made.view
        action = filled(element, data.get("value"), self._offered.get((place, element["action_id"]), {}))
        block_id = block.get("block_id", "")
        values = {} if element["type"] in CLICKED else {block_id: {element["action_id"]: _state_of(action)}}
        payload = self._payload(made, "block_actions") | more
        payload["actions"] = [{**action, "block_id": block_id, "action_ts": self._slack.world.new_ts()}]
        payload["state"] = {"values": values}
        return self._tell(made, INTERACTIVE, payload, data)

    def _use(self, kind: str, data: Json) -> tuple[Interaction, Json, Json, Json]:
        """Begin to use an element: return its block, itself, and what the payload says of the place."""
        if "view" in data:
            view = self._view(data)
            workspace = self._slack.world.workspaces[view.team_id]
            made = self._slack.interactions.begin(kind, workspace.people[view.user], workspace, view=view.id)
            block, element = self._element(view.wire["blocks"], data["action"])
            return made, block, element, {"container": {"type": "view", "view_id": view.id}, "view": view.wire}
        channel, workspace, person = self._where(data)
        message = self._shown(channel, str(data["message"]), person)
        block, element = self._element(message.wire.get("blocks") or [], data["action"])
        if not self._slack.world.app.made_from.interactive:
            raise NotOfferedError("the app has interactivity turned off")
        made = self._slack.interactions.begin(kind, person, workspace, channel=channel, message=message)
        return made, block, element, self._of_message(made, channel, message)

    def suggest(self, data: Json) -> Interaction:
        """Type `text` into an external select, of a message or a view, and be offered options."""
        made, block, element, more = self._use(SUGGESTION, data)
        text = str(data.get("text", ""))
        if element["type"] not in ("external_select", "multi_external_select"):
            raise NotOfferedError(f"{element['type']} asks for no options")
        if len(text) < element.get("min_query_length", 3):
            raise NotOfferedError(f"it asks after {element.get('min_query_length', 3)} characters")
        payload = self._payload(made, "block_suggestion") | more
        payload |= {"action_id": element["action_id"], "block_id": block.get("block_id", ""), "value": text}
        for key in ("trigger_id", "response_url"):
            payload.pop(key, None)
        return self._tell(made, INTERACTIVE, payload, data)

    def submit(self, data: Json) -> Interaction:
        """Fill in a modal and send it: `view`, `values` by action_id."""
        view = self._view(data)
        workspace = self._slack.world.workspaces[view.team_id]
        made = self._slack.interactions.begin(SUBMISSION, workspace.people[view.user], workspace, view=view.id)
        values = dict(data.get("values", {}))
        offered = {action: known for (place, action), known in self._offered.items() if place == view.id}
        try:
            state = state_of_form(view.wire["blocks"], values, offered)
        except LookupError as fault:
            raise NotOfferedError(str(fault)) from fault
        if values:
            raise NotOfferedError(f"the form has no {sorted(values)}")
        payload = self._payload(made, "view_submission")
        payload |= {"view": {**view.wire, "state": {"values": state}}, "response_urls": []}
        return self._tell(made, INTERACTIVE, payload, data)

    def close(self, data: Json) -> Interaction:
        """Close a modal; the app is told if the view asks for that."""
        view = self._view(data)
        workspace = self._slack.world.workspaces[view.team_id]
        made = self._slack.interactions.begin(CLOSED, workspace.people[view.user], workspace, view=view.id)
        view.open = False
        if not view.wire.get("notify_on_close"):
            made.acked = True
            return made
        payload = self._payload(made, "view_closed")
        payload.pop("trigger_id")
        payload |= {"view": view.wire, "is_cleared": bool(data.get("all"))}
        return self._tell(made, INTERACTIVE, payload, data)

    def shortcut(self, data: Json) -> Interaction:
        """Use a shortcut, `callback`: of a `message` in a `channel`, or of everywhere in the `team`."""
        registered = self._slack.world.app.made_from.shortcuts
        if registered and data["callback"] not in registered:
            raise NotOfferedError(f"no shortcut {data['callback']!r}; there is {sorted(registered)}")
        if "message" in data:
            channel, workspace, person = self._where(data)
            message = self._shown(channel, str(data["message"]), person)
            made = self._slack.interactions.begin(SHORTCUT, person, workspace, channel=channel, message=message)
            payload = self._payload(made, "message_action")
            payload |= {
                "response_url": self._slack.interactions.hook(made),
                "message_ts": message.ts,
                "channel": {"id": channel.id, "name": _shown_name(channel)},
                "message": written(message, channel),
            }
        else:
            workspace = self.team(data)
            person = self._slack.world.person(workspace, data["user"])
            made = self._slack.interactions.begin(SHORTCUT, person, workspace)
            payload = self._payload(made, "shortcut")
        payload["user"].pop("username" if "message" in data else "name")
        payload.pop("api_app_id")
        payload |= {"callback_id": data["callback"], "action_ts": self._slack.world.new_ts()}
        return self._tell(made, INTERACTIVE, payload, data)

    def team(self, data: Json) -> Workspace:
        """Return the workspace that is named, or the first."""
        known = self._slack.world.workspaces
        return known[data["team"]] if "team" in data else next(iter(known.values()))

    def _where(self, data: Json) -> tuple[Channel, Workspace, Person]:
        workspace = self._slack.world.workspace_of(data["channel"])
        person = self._slack.world.person(workspace, data["user"])
        if "admin" in data:
            person.is_admin = bool(data["admin"])
        channel = workspace.channels[data["channel"]]
        if person.id not in channel.members:
            if channel.is_private or channel.is_im:
                raise NotOfferedError(f"{person.name} is not in {channel.name}")
            channel.members.append(person.id)
        return channel, workspace, person

    def _view(self, data: Json) -> View:
        view = self._slack.views.by_id.get(str(data["view"]))
        if view is None or not view.open:
            raise NotOfferedError(f"no view {data['view']} is open")
        return view

    def _shown(self, channel: Channel, ts: str, person: Person) -> Message:
        message = channel.messages.get(ts)
        if message is None or message.deleted or message.only_for not in ("", person.id):
            raise NotOfferedError(f"{person.name} sees no message {ts} there")
        return message

    def _element(self, blocks: list[Json], action: str) -> tuple[Json, Json]:
        """Return an element and the block that it is in."""
        found = {
            each["action_id"]: (block, each) for block in blocks for _, each in within(block) if each.get("action_id")
        }
        if action not in found:
            raise NotOfferedError(f"there is no {action!r}; there is {sorted(found)}")
        return found[action]

    def _everywhere(self, workspace: Workspace) -> bool:
        installation = self._slack.world.installed_in(workspace.id)
        return bool(installation and installation.everywhere)

    def _payload(self, made: Interaction, kind: str) -> Json:
        """Return what all payloads of interactivity have."""
        person, workspace = made.person, made.workspace
        team: Json = {"id": workspace.id, "domain": workspace.domain}
        enterprise = None
        if workspace.enterprise:
            enterprise = {"id": workspace.enterprise.id, "name": workspace.enterprise.name}
            team |= {"enterprise_id": workspace.enterprise.id, "enterprise_name": workspace.enterprise.name}
        return {
            "type": kind,
            "user": {"id": person.id, "username": person.name, "name": person.name, "team_id": workspace.id},
            "api_app_id": self._slack.world.app.id,
            "token": self._slack.world.app.verification_token,
            "trigger_id": self._slack.interactions.trigger(made),
            "team": team,
            "enterprise": enterprise,
            "is_enterprise_install": self._everywhere(workspace),
        }

    def _of_message(self, made: Interaction, channel: Channel, message: Message) -> Json:
        """Return where an action in a message happened; of what one person alone sees, the message is left out."""
        container = {
            "type": "message",
            "message_ts": message.ts,
            "channel_id": channel.id,
            "is_ephemeral": bool(message.only_for),
        }
        if message.wire.get("thread_ts"):
            container["thread_ts"] = message.wire["thread_ts"]
        told: Json = {
            "container": container,
            "channel": {"id": channel.id, "name": _shown_name(channel)},
            "response_url": self._slack.interactions.hook(made),
        }
        return told if message.only_for else {**told, "message": written(message, channel)}

    def _tell(self, made: Interaction, kind: str, payload: Json, data: Json) -> Interaction:
        accepts = made.kind not in (ACTION, CLOSED, SHORTCUT)
        delivery = self._slack.deliveries.make(kind, payload, accepts=accepts)
        made.delivery = delivery.number
        tamper = Tamper(**data["tamper"]) if "tamper" in data else None
        self._slack.deliveries.begin(self._finish(made, delivery, tamper))
        return made

    async def _finish(self, made: Interaction, delivery: Delivery, tamper: Tamper | None) -> None:
        """Tell the app, and show the person what it acknowledged with."""
        await self._slack.deliveries.deliver(delivery, tamper)
        made.acked, made.given_up, made.late = delivery.acked, delivery.given_up, delivery.late
        made.answer, made.status = delivery.answer, delivery.attempts[-1].status
        made.seconds = delivery.attempts[-1].seconds
        if delivery.acked:
            self._acknowledged(made, delivery.answer)
        made.changed.set()

    def _acknowledged(self, made: Interaction, answer: Any) -> None:
        if made.kind == COMMAND:
            self._slack.hooks.acknowledged(made, answer)
        elif made.kind == SUGGESTION:
            self._offer(made, answer)
        elif made.kind == SUBMISSION:
            self._submitted(made, answer or {})

    def _offer(self, made: Interaction, answer: Any) -> None:
        told = answer if isinstance(answer, dict) else {}
        wrongs: list[Wrong] = []
        if "options" in told:
            wrongs = list(listed(OPTION, OPTIONS, least=0)(told["options"], ("options",)))
            options = told["options"]
        elif "option_groups" in told:
            wrongs = list(listed(GROUP, OPTIONS, least=0)(told["option_groups"], ("option_groups",)))
            options = [] if wrongs else [each for group in told["option_groups"] for each in group["options"]]
        else:
            wrongs, options = [Wrong((), "must define either options or option_groups")], []
        if wrongs:
            made.failed = f"invalid_options: {[str(each) for each in wrongs]}"
            return
        made.options = options
        place = made.message.ts if made.message else made.view
        action = self._slack.deliveries.all[made.delivery - 1].payload["action_id"]
        self._offered[place, action] = {each["value"]: each for each in options}

    def _submitted(self, made: Interaction, answer: Any) -> None:
        """Close the modal, or do with it what was answered."""
        view = self._slack.views.by_id[made.view]
        deed = answer.get("response_action", "close") if isinstance(answer, dict) else "unknown"
        installation = self._slack.world.installed_in(view.team_id)
        if deed == "errors":
            made.errors = dict(answer.get("errors") or {})
            known = {each.get("block_id") for each in view.wire["blocks"]}
            if not made.errors or made.errors.keys() - known:
                made.failed = f"errors of no block: {sorted(made.errors)}"
        elif deed in ("update", "push") and installation:
            told = self._slack.views.checked(answer.get("view"), "modal")
            shown = view if deed == "update" else self._slack.views.stack(view, told, installation)
            if deed == "update":
                self._slack.views.fill(view, told)
            made.views.append(dict(shown.wire))
        elif deed == "clear":
            for each in self._slack.views.by_id.values():
                each.open = each.open and each.wire["root_view_id"] != view.wire["root_view_id"]
        elif deed == "close":
            view.open = False
        else:
            made.failed = f"no response_action {deed}"


def _shown_name(channel: Channel) -> str:
    if channel.is_im:
        return "directmessage"
    return "privategroup" if channel.is_private else channel.name


def _state_of(action: Json) -> Json:
    return {key: value for key, value in action.items() if key not in ("action_id", "block_id", "action_ts", "text")}
