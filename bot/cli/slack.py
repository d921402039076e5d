"""`slack manifest` and `slack smoke`: how a workspace gets the app, and whether it can speak there."""

import asyncio
from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer

from adapters import slack
from adapters.clock import Clock
from adapters.files.topics import load_topics
from bot.cli.setup import read_settings
from bot.errors import LookBackRefused, Misuse
from bot.model import Place, PostView
from bot.settings import Settings
from bot.views.samples import sample_post

MANIFEST = Path(__file__).parents[2] / "config" / "slack-manifest.yaml"
NO_TOKEN = "Set TALLYWIRE_SLACK_BOT_TOKEN to the Bot User OAuth Token on the page OAuth & Permissions of your app."  # noqa: S105 - a sentence
NO_MANIFEST = "The manifest is not here: take config/slack-manifest.yaml from the source of Tallywire."
NOT_FOUND = "found    not: it may take a while, or somebody removed it"
BLIND = "found    not: give the app the rights channels:history and groups:history, and invite it into the channel"

ConfigFile = Annotated[Path | None, typer.Option("--config", help="Settings file.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(help="Make the Slack app, and try it out.", no_args_is_help=True)
    group.command("manifest")(manifest)
    group.command("smoke")(smoke)
    group.command("key")(key)
    app.add_typer(group, name="slack")


def manifest(
    url: Annotated[str | None, typer.Option("--url", help="Where Slack reaches us over signed HTTP.")] = None,
) -> None:
    """Print what makes the Slack app in one paste: for Socket Mode, or with --url for signed HTTP."""
    text = _manifest()
    typer.echo(text if url is None else slack.over_http(text, _public(url)), nl=False)


def key() -> None:
    """Print a new key for TALLYWIRE_SLACK_TOKEN_KEYS, with which the tokens of workspaces are encrypted."""
    typer.echo(slack.new_key())


def smoke(
    channel: Annotated[str, typer.Option("--channel", help="The channel's id: its details show it at the very end.")],
    config: ConfigFile = None,
) -> None:
    """Post, find, edit and remove one sample alert in a channel, and tell which rights the app lacks."""
    asyncio.run(_try_out(read_settings(config), channel))


def _public(url: str) -> str:
    if not url.startswith("https://"):
        raise Misuse("Slack sends to https addresses only: give one, such as https://desk.example.org.")
    return url


def _manifest() -> str:
    if not MANIFEST.is_file():
        raise Misuse(NO_MANIFEST)
    return MANIFEST.read_text(encoding="utf-8")


async def _try_out(settings: Settings, channel: str) -> None:
    if settings.slack.bot_token is None:
        raise Misuse(NO_TOKEN)
    clock = Clock()
    sample = sample_post(load_topics(Path(settings.topics.dir))[0], None, clock.now())
    async with slack.open_session() as session:
        token = settings.slack.bot_token.get_secret_value()
        client = slack.web_client(settings.slack.api_base, session, token=token, repeats=True)
        rest = slack.Rest(settings.slack.api_base, session, slack.OneWorkspace(client))
        place = Place(platform=slack.Platform.name, channel=channel)
        await _try_place(rest, clock, place, sample)
        _tell_rights(rest.granted(place.server))


async def _try_place(rest: slack.Rest, clock: Clock, place: Place, sample: PostView) -> None:
    platform = slack.Platform(rest, clock)
    key = f"SMOKE{int(clock.now().timestamp() * 1000)}"
    message = await platform.post(key, place, sample)
    typer.echo(f"posted   message {message}")
    try:
        found = await platform.find(key, place, clock.now() - timedelta(minutes=1))
        typer.echo("found    by its key" if found == message else NOT_FOUND)
    except LookBackRefused:
        typer.echo(BLIND)
    await platform.edit(place, message, sample)
    typer.echo("edited")
    await platform.delete(place, message)
    typer.echo("removed")


def _tell_rights(granted: frozenset[str]) -> None:
    """Tell which rights are missing; Slack names no other limit than its documented ones until they are met."""
    if not granted or not MANIFEST.is_file():
        return
    wanted = slack.rights_of(slack.read_manifest(MANIFEST.read_text(encoding="utf-8")))
    missing = [right for right in wanted if right not in granted]
    typer.echo(f"rights   {'lacks ' + ', '.join(missing) if missing else 'all that the manifest asks for'}")
    typer.echo("limit    one message a second in a channel, several hundred a minute in a workspace (documented)")
