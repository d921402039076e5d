"""`tallywire slack`: the manifest, and a try in a channel."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest
from ruamel.yaml import YAML
from typer.testing import CliRunner, Result

from adapters.slack import Tokens, Vault
from adapters.slack.oauth import SCOPES
from bot.cli.app import app
from tests.doubles.slack.catalog import METHODS
from tests.doubles.wire.calls import Json
from tests.doubles.wire.launching import launched
from tests.waiting import PATIENCE

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def addresses() -> Iterator[Json]:
    with launched("tests.doubles.slack") as told:
        yield told


@pytest.fixture
def steer(addresses: Json) -> Any:
    """Return a function that asks the double's control, which begins anew."""

    def asked(method: str, path: str, data: Json | None = None) -> Any:
        body = json.dumps(data or {}).encode() if method == "POST" else None
        address = f"{addresses['control']}{path}"
        request = Request(address, body, {"Content-Type": "application/json"}, method=method)  # noqa: S310 - loopback
        with urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310 - as above
            return json.load(answer)

    asked("POST", "/reset")
    asked("POST", "/limits", {"channel": [100, 1.0]})
    return asked


@pytest.fixture
def run(addresses: Json, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return a function that runs a command with the double for Slack."""
    config = tmp_path / "tallywire.toml"
    config.write_text(f'[topics]\ndir = "{ROOT}/seeds/topics"\n[slack]\napi_base = "{addresses["api"]}"\n')
    monkeypatch.setenv("TALLYWIRE_SLACK_BOT_TOKEN", addresses["bot_token"])

    def ran(*words: str) -> Result:
        return CliRunner().invoke(app, ["slack", *words, "--config", str(config)])

    return ran


def test_a_key_is_one_that_tokens_are_encrypted_with() -> None:
    told = CliRunner().invoke(app, ["slack", "key"])
    assert (told.exit_code, len(told.output.split())) == (0, 1)
    assert Vault(told.output.split()).open(Vault(told.output.split()).seal(Tokens(access="x"))).access == "x"


def test_workspaces_are_asked_for_the_rights_that_the_manifest_names() -> None:
    manifest = YAML(typ="safe").load((ROOT / "config/slack-manifest.yaml").read_text(encoding="utf-8"))
    assert sorted(manifest["oauth_config"]["scopes"]["bot"]) == sorted(SCOPES)


def channel_of(steer: Any) -> str:
    """Return the first channel."""
    return str(steer("GET", "/state")["workspaces"][0]["channels"][0]["id"])


def test_smoke_posts_finds_edits_and_removes_and_names_missing_rights(run: Any, steer: Any) -> None:
    scopes = [scope for scope in steer("GET", "/state")["app"]["scopes"] if scope != "files:write"]
    steer("POST", "/installation", {"do": "scopes", "scopes": scopes})
    told = run("smoke", "--channel", channel_of(steer))
    assert told.exit_code == 0, told.output
    assert [line.split()[0] for line in told.output.splitlines()] == [
        *("posted", "found", "edited", "removed", "rights", "limit")
    ]
    assert "lacks files:write" in told.output
    assert steer("GET", f"/messages?channel={channel_of(steer)}")["messages"] == []


def test_smoke_says_how_to_let_it_look_back(run: Any, steer: Any) -> None:
    steer("POST", "/installation", {"do": "scopes", "scopes": ["chat:write"]})
    told = run("smoke", "--channel", channel_of(steer))
    assert told.exit_code == 0, told.output
    assert "channels:history" in told.output.splitlines()[1]


def test_smoke_says_in_one_sentence_what_goes_wrong(run: Any, steer: Any) -> None:
    told = run("smoke", "--channel", "C0NONE")
    assert "channel_not_found" in str(told.exception)
    assert steer("GET", "/state")["live"] == []


def test_smoke_without_a_token_says_where_to_find_it(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TALLYWIRE_SLACK_BOT_TOKEN")
    assert "OAuth & Permissions" in str(run("smoke", "--channel", "C1").exception)


def manifest(*words: str) -> Any:
    """Return the manifest that is printed."""
    told = CliRunner().invoke(app, ["slack", "manifest", *words])
    assert told.exit_code == 0, told.output
    return YAML(typ="safe", pure=True).load(told.output)


def test_the_manifest_is_for_socket_mode_and_asks_for_no_more_than_we_use() -> None:
    told = manifest()
    assert told["settings"]["socket_mode_enabled"] is True
    assert told["settings"]["interactivity"] == {"is_enabled": True}
    assert "url" not in told["features"]["slash_commands"][0]
    asked = set(told["oauth_config"]["scopes"]["bot"])
    known = {scope for entry in METHODS.values() for scope in entry.scopes}
    assert asked <= known | {"chat:write.public", "commands"}
    assert {"chat:write", "channels:history", "groups:history", "files:write", "commands"} <= asked


def test_the_manifest_over_http_names_our_addresses() -> None:
    told = manifest("--url", "https://desk.example.org/")
    address = "https://desk.example.org/slack/events"
    assert told["settings"]["socket_mode_enabled"] is False
    assert told["settings"]["event_subscriptions"]["request_url"] == address
    assert told["settings"]["interactivity"]["request_url"] == address
    assert told["settings"]["interactivity"]["message_menu_options_url"] == address
    assert [each["url"] for each in told["features"]["slash_commands"]] == [address]
    assert told["oauth_config"]["redirect_urls"] == ["https://desk.example.org/slack/oauth_redirect"]


def test_slack_sends_to_no_address_in_the_clear() -> None:
    told = CliRunner().invoke(app, ["slack", "manifest", "--url", "http://desk.example.org"])
    assert "https" in str(told.exception)


def test_the_manifests_words_fit() -> None:
    """Lengths are those of Slack's manifest reference."""
    told = manifest()
    shown, (command,), (shortcut,) = (
        told["display_information"],
        told["features"]["slash_commands"],
        told["features"]["shortcuts"],
    )
    assert len(shown["name"]) <= 35
    assert len(shown["description"]) <= 140
    assert len(command["command"]) <= 32
    assert len(command["description"]) <= 2_000
    assert len(command["usage_hint"]) <= 1_000
    assert len(shortcut["name"]) <= 24
    assert len(shortcut["description"]) <= 150
    assert len(told["features"]["bot_user"]["display_name"]) <= 80
