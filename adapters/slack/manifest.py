"""The app's manifest: what Slack is told to make of it, and how the one for signed HTTP differs."""

from collections.abc import Mapping, Sequence
from io import StringIO
from typing import Any

from ruamel.yaml import YAML

EVENTS, REDIRECT = "/slack/events", "/slack/oauth_redirect"
"""One address takes all that Slack sends; the other is where installing ends."""

Json = dict[str, Any]


def read_manifest(text: str) -> Json:
    """Return a manifest as data."""
    return dict(YAML(typ="safe", pure=True).load(text))


def over_http(text: str, site: str) -> str:
    """Return a manifest whose app is reached at a site's address and may be installed in several workspaces."""
    yaml = YAML()
    manifest = yaml.load(text)
    address = site.rstrip("/")
    for command in manifest["features"]["slash_commands"]:
        command["url"] = address + EVENTS
    settings = manifest["settings"]
    settings["event_subscriptions"]["request_url"] = address + EVENTS
    settings["interactivity"]["request_url"] = address + EVENTS
    settings["interactivity"]["message_menu_options_url"] = address + EVENTS
    settings["socket_mode_enabled"] = False
    manifest["oauth_config"]["redirect_urls"] = [address + REDIRECT]
    written = StringIO()
    yaml.dump(manifest, written)
    return written.getvalue()


def rights_of(manifest: Mapping[str, Any]) -> Sequence[str]:
    """Return the rights that the app asks for."""
    return tuple(manifest["oauth_config"]["scopes"]["bot"])
