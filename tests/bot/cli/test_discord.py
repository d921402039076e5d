"""`tallywire discord invite` and `discord smoke`, against the double of Discord."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from urllib.request import Request, urlopen

import discord
import pytest
from typer.testing import CliRunner, Result

from bot.cli.app import app
from bot.errors import ChannelRefused, Misuse, PlatformError
from tests.doubles.wire.calls import Json
from tests.doubles.wire.launching import launched
from tests.waiting import PATIENCE

ROOT = Path(__file__).parents[3]
Run = Callable[..., Result]


@pytest.fixture(scope="module")
def addresses() -> Iterator[Json]:
    with launched("tests.doubles.discord") as told:
        yield told


@pytest.fixture
def run(addresses: Json, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return a function that runs `tallywire discord ...` aimed at the double."""
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("TALLYWIRE_DISCORD_API_BASE", addresses["api"])
    monkeypatch.setenv("TALLYWIRE_DISCORD_TOKEN", addresses["token"])
    return lambda *words: CliRunner().invoke(app, ["discord", *words])


def asked(addresses: Json, path: str, data: Json | None = None) -> Json:
    """Ask the double's control."""
    body = json.dumps(data).encode() if data is not None else None
    request = Request(f"{addresses['control']}{path}", body, {"Content-Type": "application/json"})  # noqa: S310 - ours
    with urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310 - as above
        told: Json = json.load(answer)
    return told


def test_the_invitation_asks_for_the_least_scopes_and_permissions(run: Run, addresses: Json) -> None:
    told = run("invite")
    assert told.exit_code == 0
    query = parse_qs(urlsplit(told.output.strip()).query)
    assert query["client_id"] == [asked(addresses, "/state")["application"]]
    assert query["scope"] == ["bot applications.commands"]
    granted = {name for name, value in discord.Permissions(int(query["permissions"][0])) if value}
    assert granted == {
        *("view_channel", "read_messages", "send_messages", "embed_links", "attach_files", "read_message_history"),
        *("create_public_threads", "send_messages_in_threads"),
    } & {name for name, _ in discord.Permissions()}


def test_the_smoke_test_posts_finds_edits_and_removes_one_alert_and_tells_limits(run: Run, addresses: Json) -> None:
    channel = asked(addresses, "/state")["guilds"][0]["channels"][0]["id"]
    told = run("smoke", "--channel", channel)
    assert told.exit_code == 0, told.output
    words = [line.split()[0] for line in told.output.splitlines()]
    assert words[:4] == ["posted", "found", "edited", "removed"]
    assert "by its key" in told.output
    assert "POST /channels/ID/messages: 5 at a time" in told.output
    assert asked(addresses, f"/messages?channel={channel}")["messages"] == []


def test_what_goes_wrong_is_one_sentence(run: Run, addresses: Json, monkeypatch: pytest.MonkeyPatch) -> None:
    told = run("smoke", "--channel", "123")
    assert isinstance(told.exception, ChannelRefused)
    assert "10003" in str(told.exception)
    monkeypatch.setenv("TALLYWIRE_DISCORD_TOKEN", "wrong")
    refused = run("invite").exception
    assert isinstance(refused, PlatformError)
    assert str(refused) == "Discord refuses the token."
    monkeypatch.delenv("TALLYWIRE_DISCORD_TOKEN")
    assert isinstance(run("invite").exception, Misuse)
    assert addresses["token"] not in told.output
