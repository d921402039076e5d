"""What people do: run a command, type in one, press a button, fill in a form, as far as Discord's client lets them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from tests.doubles.discord.command_shapes import GROUP, SUBCOMMAND
from tests.doubles.discord.commands import Commands
from tests.doubles.discord.interactions import (
    AUTOCOMPLETE,
    COMMAND,
    COMPONENT,
    MODAL_SUBMIT,
    Interaction,
    Interactions,
)
from tests.doubles.discord.payloads import channel as written
from tests.doubles.discord.payloads import member, role, user
from tests.doubles.discord.permissions import ADMINISTRATOR, bits
from tests.doubles.discord.world import Channel, Guild, Message, Person, World
from tests.doubles.wire.calls import Json

STRING, INTEGER, BOOLEAN, USER, CHANNEL, ROLE, MENTIONABLE, NUMBER = range(3, 11)
LINK = 5
BUTTON, STRING_SELECT, INPUT = 2, 3, 4
NAMED = re.compile(r"(?:^|\s)([-_'\w]+):")


class NotOfferedError(ValueError):
    """Discord's client would not let a person do this."""


@dataclass(slots=True)
class _Words:
    """A command as a person typed it: its path, and the values of its options."""

    path: list[str]
    values: Json
    focused: str = ""
    resolved: Json = field(default_factory=dict)


class People:
    """Lets people act in channels. All of them raise NotOfferedError where the client would not offer it."""

    def __init__(self, world: World, commands: Commands, interactions: Interactions) -> None:
        self._world = world
        self._commands = commands
        self._interactions = interactions

    def run(self, told: Json) -> Interaction:
        """Run a command: `user`, `channel`, `run` ("/tally figures topic:storm"), `options` by name, `permissions`.

        `force` sends it although the person lacks the permissions that the command asks for by default.
        """
        return self._command(told, COMMAND, focused="")

    def type(self, told: Json) -> Interaction:
        """Type in an option: as `run`, with `focused`, the option that is typed in and may be half a word."""
        return self._command(told, AUTOCOMPLETE, focused=told["focused"])

    def click(self, told: Json) -> Interaction:
        """Press the button, or choose `values` of the select, with `custom_id` on the `message` in a `channel`."""
        person, channel, permissions = self._place(told)
        message = self._shown(channel, int(told["message"]), person)
        component = self._component(message, told["custom_id"])
        data: Json = {"custom_id": told["custom_id"], "component_type": component["type"], "id": component["id"]}
        if component["type"] != BUTTON:
            data["values"] = _chosen(component, told.get("values", []))
        return self._interactions.begin(COMPONENT, person, channel, data, message=message, permissions=permissions)

    def submit(self, told: Json) -> Interaction:
        """Fill in the form that `interaction` was answered with: `values` by custom_id."""
        shown = self._interactions.by_id[int(told["interaction"])]
        if shown.modal is None:
            raise NotOfferedError("it was not answered with a form")
        values: Json = told.get("values", {})
        components = [_filled(each, values) for each in shown.modal["components"]]
        unknown = values.keys() - {each.get("custom_id") for each in _inputs(shown.modal["components"])}
        if unknown:
            raise NotOfferedError(f"the form has no {sorted(unknown)}")
        _, _, permissions = self._place({"user": shown.person.name, "channel": shown.channel.id, **told})
        data = {"custom_id": shown.modal["custom_id"], "components": components}
        return self._interactions.begin(
            MODAL_SUBMIT, shown.person, shown.channel, data, message=shown.message, permissions=permissions
        )

    def _place(self, told: Json) -> tuple[Person, Channel, int]:
        """Return who acts where with which permissions; those told replace those of the server."""
        person = self._world.person(told["user"])
        channel = self._world.channels[int(told["channel"])]
        guild = self._world.guilds.get(channel.guild_id or 0)
        if guild is None:
            return person, channel, 0
        guild.members.setdefault(person.id, [])
        if "permissions" in told:
            return person, channel, bits(told["permissions"])
        return person, channel, guild.permissions(person.id, channel)

    def _command(self, told: Json, kind: int, focused: str) -> Interaction:
        person, channel, permissions = self._place(told)
        words = _read(told["run"], told.get("options", {}), focused)
        command = self._commands.find(channel.guild_id, words.path[0])
        if command is None:
            raise NotOfferedError(f"there is no command /{words.path[0]}")
        granted = command["default_member_permissions"]
        if granted is not None and not told.get("force"):
            _must_have(int(granted), permissions)
        if channel.guild_id is None and (command["dm_permission"] is False or command["contexts"] == [0]):
            raise NotOfferedError("the command is not offered outside servers")
        data: Json = {"id": command["id"], "name": command["name"], "type": command["type"]}
        if "guild_id" in command:
            data["guild_id"] = command["guild_id"]
        data["options"] = self._options(command, words, words.path[1:], self._world.guilds.get(channel.guild_id or 0))
        if words.resolved:
            data["resolved"] = words.resolved
        return self._interactions.begin(kind, person, channel, data, permissions=permissions)

    def _options(self, told: Json, words: _Words, path: list[str], guild: Guild | None) -> list[Json]:
        """Return the options as they are sent, one level down for each word of the path."""
        below = {each["name"]: each for each in told["options"]} if told.get("options") else {}
        grouped = any(each["type"] in (SUBCOMMAND, GROUP) for each in below.values())
        if grouped:
            if not path or path[0] not in below:
                raise NotOfferedError(f"{told['name']} offers {sorted(below)}, not {path[:1]}")
            sub = below[path[0]]
            options = self._options(sub, words, path[1:], guild)
            return [{"name": sub["name"], "type": sub["type"], "options": options}]
        if path:
            raise NotOfferedError(f"{told['name']} takes no {path}")
        if unknown := words.values.keys() - below.keys():
            raise NotOfferedError(f"{told['name']} has no options {sorted(unknown)}")
        if not words.focused and (missing := [name for name in below if _missing(below[name], words.values)]):
            raise NotOfferedError(f"{told['name']} needs {missing}")
        return [self._option(below[name], value, words, guild) for name, value in words.values.items()]

    def _option(self, told: Json, value: Any, words: _Words, guild: Guild | None) -> Json:
        written = {"name": told["name"], "type": told["type"]}
        if words.focused == told["name"]:
            if not told.get("autocomplete"):
                raise NotOfferedError(f"{told['name']} does not complete")
            return {**written, "value": str(value), "focused": True}
        if told["type"] in (USER, CHANNEL, ROLE, MENTIONABLE):
            return {**written, "value": self._resolve(told["type"], value, words.resolved, guild)}
        return {**written, "value": _typed(told, value)}

    def _resolve(self, kind: int, value: Any, resolved: Json, guild: Guild | None) -> str:
        """Return the id of a person, channel or role that was named, and put it among those that are sent along."""
        if kind == CHANNEL:
            channel = self._world.channels[int(value)]
            resolved.setdefault("channels", {})[str(channel.id)] = {**written(channel, self._world), "permissions": "0"}
            return str(channel.id)
        if kind == ROLE and guild:
            found = next(each for each in guild.roles.values() if value in (each.name, str(each.id)))
            resolved.setdefault("roles", {})[str(found.id)] = role(found)
            return str(found.id)
        person = self._world.person(value)
        resolved.setdefault("users", {})[str(person.id)] = user(person)
        if guild:
            about = member(guild, person, permissions=guild.permissions(person.id))
            resolved.setdefault("members", {})[str(person.id)] = {key: about[key] for key in about if key != "user"}
        return str(person.id)

    def _shown(self, channel: Channel, message_id: int, person: Person) -> Message:
        message = channel.messages.get(message_id)
        if message is None or message.deleted or message.ephemeral_for not in (None, person.id):
            raise NotOfferedError(f"{person.name} sees no message {message_id} there")
        return message

    def _component(self, message: Message, custom_id: str) -> Json:
        every = {each["custom_id"]: each for each in _inputs(message.wire["components"]) if each.get("custom_id")}
        found: Json | None = every.get(custom_id)
        if found is None or found.get("disabled"):
            usable = [each for each in every if not every[each].get("disabled")]
            raise NotOfferedError(f"nothing to press is {custom_id!r}; there is {usable}")
        return found


def _read(run: str, options: Json, focused: str) -> _Words:
    """Read "/tally figures topic:the storm" as a person types it; values may have blanks."""
    text = run.strip().removeprefix("/")
    found = list(NAMED.finditer(text))
    head = text[: found[0].start()] if found else text
    ends = [each.start() for each in found[1:]] + ([len(text)] if found else [])
    values = {each[1]: text[each.end() : end].strip() for each, end in zip(found, ends, strict=True)}
    values |= options
    if focused:
        values.setdefault(focused, "")
    return _Words(head.split(), values, focused)


def _must_have(granted: int, permissions: int) -> None:
    administrates = permissions & ADMINISTRATOR
    if not administrates and (granted == 0 or permissions & granted != granted):
        raise NotOfferedError("the command is not offered to this member: default_member_permissions")


def _missing(option: Json, values: Json) -> bool:
    return bool(option.get("required")) and option["name"] not in values


def _typed(option: Json, value: Any) -> Any:
    """Return a value as the client sends it; refuse what it would not let be typed."""
    name = option["name"]
    choices = {str(each["name"]): each["value"] for each in option.get("choices", [])}
    if choices:
        if str(value) in choices:
            return choices[str(value)]
        if value in choices.values():
            return value
        raise NotOfferedError(f"{name} offers {list(choices)}")
    if option["type"] == BOOLEAN:
        return value if isinstance(value, bool) else str(value).lower() == "true"
    if option["type"] in (INTEGER, NUMBER):
        number = int(value) if option["type"] == INTEGER else float(value)
        least, most = option.get("min_value"), option.get("max_value")
        if (least is not None and number < least) or (most is not None and number > most):
            raise NotOfferedError(f"{name} takes {least} to {most}")
        return number
    if not option.get("min_length", 0) <= len(str(value)) <= option.get("max_length", 6000):
        raise NotOfferedError(f"{name} takes text of other length")
    return str(value)


def _inputs(components: list[Json]) -> Iterator[Json]:
    """Yield all components, those within others too."""
    for each in components:
        yield each
        yield from _inputs(each.get("components") or [])
        yield from _inputs([part for part in (each.get("component"), each.get("accessory")) if part])


def _chosen(component: Json, values: list[str]) -> list[str]:
    least, most = component.get("min_values", 1), component.get("max_values", 1)
    offered = [each["value"] for each in component.get("options", [])]
    strange = component["type"] == STRING_SELECT and not set(values) <= set(offered)
    if strange or not least <= len(values) <= most:
        raise NotOfferedError(f"the select takes {least} to {most} of {offered}")
    return values


def _filled(component: Json, values: Json) -> Json:
    """Return a component of a form as it comes back."""
    written = {"type": component["type"], "id": component.get("id", 1)}
    if "components" in component:
        return {**written, "components": [_filled(each, values) for each in component["components"]]}
    if "component" in component:
        return {**written, "component": _filled(component["component"], values)}
    if "custom_id" not in component:
        return written
    value = values.get(component["custom_id"], component.get("value") or "")
    if component.get("required", True) and not value:
        raise NotOfferedError(f"the form needs {component['custom_id']}")
    key = "value" if component["type"] == INPUT else "values"
    return {**written, "custom_id": component["custom_id"], key: value}
