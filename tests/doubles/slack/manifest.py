"""An app's manifest, as Slack reads it when the app is made: what it may do, hear and offer."""

from dataclasses import dataclass, field
from pathlib import Path

from ruamel.yaml import YAML

from tests.doubles.slack.catalog import SCOPES
from tests.doubles.wire.calls import Json

LONGEST = {"name": 35, "description": 140, "command": 32, "shortcut": 24, "shortcut description": 150, "hint": 1000}
"""Characters that Slack's form takes of each."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the double needs of a manifest. Empty `commands`, `events` and `shortcuts` stand for any."""

    name: str = "Tallywire"
    scopes: tuple[str, ...] = SCOPES
    commands: frozenset[str] = frozenset()
    events: frozenset[str] = frozenset()
    shortcuts: frozenset[str] = frozenset()
    socket_mode: bool = True
    home_tab: bool = True
    messages_tab: bool = True
    """Whether the bot can write to a person directly."""
    interactive: bool = True
    redirect: str = ""
    """Where people are sent back to who let it in, unless a request says otherwise."""
    addresses: Json = field(default_factory=dict)
    """Where it wants requests, by kind; for an app that does not use Socket Mode."""


def read_manifest(path: Path) -> Manifest:
    """Read a manifest; ValueError for what Slack's form would not take."""
    told: Json = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    features, settings = told.get("features", {}), told.get("settings", {})
    name = told["display_information"]["name"]
    commands, shortcuts = features.get("slash_commands", []), features.get("shortcuts", [])
    texts = [("name", name), ("description", told["display_information"].get("description", ""))]
    texts += [
        (kind, each.get(key, "")) for each in commands for kind, key in (("command", "command"), ("hint", "usage_hint"))
    ]
    texts += [
        (kind, each[key])
        for each in shortcuts
        for kind, key in (("shortcut", "name"), ("shortcut description", "description"))
    ]
    if long := [text for kind, text in texts if len(text) > LONGEST[kind]]:
        raise ValueError(f"too long: {long}")
    if (commands or shortcuts) and "commands" not in told["oauth_config"]["scopes"]["bot"]:
        raise ValueError("commands and shortcuts need the scope commands")
    events = settings.get("event_subscriptions", {})
    interactivity = settings.get("interactivity", {})
    return Manifest(
        name=name,
        scopes=tuple(told["oauth_config"]["scopes"]["bot"]),
        commands=frozenset(each["command"] for each in commands),
        events=frozenset(events.get("bot_events", [])),
        shortcuts=frozenset(each["callback_id"] for each in shortcuts),
        socket_mode=bool(settings.get("socket_mode_enabled")),
        home_tab=bool(features.get("app_home", {}).get("home_tab_enabled")),
        messages_tab=bool(features.get("app_home", {}).get("messages_tab_enabled")),
        interactive=bool(interactivity.get("is_enabled")),
        redirect=next(iter(told["oauth_config"].get("redirect_urls", [])), ""),
        addresses={
            "events_api": events.get("request_url", ""),
            "interactive": interactivity.get("request_url", ""),
            "slash_commands": next((each.get("url", "") for each in commands), ""),
        },
    )
