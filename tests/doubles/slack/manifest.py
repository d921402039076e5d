"""An app's manifest, as Slack reads it when the app is made: what it may do, hear and offer."""

from dataclasses import dataclass, field
from pathlib import Path

from ruamel.yaml import YAML

from tests.doubles.slack.catalog import SCOPES
from tests.doubles.wire.calls import Json

MOST_DESCRIPTION, MOST_NAME = 140, 35


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
    commands = features.get("slash_commands", [])
    long = [each["command"] for each in commands if len(each.get("description", "")) > MOST_DESCRIPTION]
    if len(name) > MOST_NAME or long:
        raise ValueError(f"too long: {name} {long}")
    if commands and "commands" not in told["oauth_config"]["scopes"]["bot"]:
        raise ValueError("slash commands need the scope commands")
    events = settings.get("event_subscriptions", {})
    interactivity = settings.get("interactivity", {})
    return Manifest(
        name=name,
        scopes=tuple(told["oauth_config"]["scopes"]["bot"]),
        commands=frozenset(each["command"] for each in commands),
        events=frozenset(events.get("bot_events", [])),
        shortcuts=frozenset(each["callback_id"] for each in features.get("shortcuts", [])),
        socket_mode=bool(settings.get("socket_mode_enabled")),
        home_tab=bool(features.get("app_home", {}).get("home_tab_enabled")),
        interactive=bool(interactivity.get("is_enabled")),
        redirect=next(iter(told["oauth_config"].get("redirect_urls", [])), ""),
        addresses={
            "events_api": events.get("request_url", ""),
            "interactive": interactivity.get("request_url", ""),
            "slash_commands": next((each.get("url", "") for each in commands), ""),
        },
    )
