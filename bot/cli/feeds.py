"""`feeds`: which are polled, how they are doing, and what an operator wants done with them."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from adapters.clock import Clock
from adapters.files.feed_edits import add_feeds, remove_feeds
from adapters.files.feeds import load_feeds
from adapters.files.opml import read_opml, write_opml
from adapters.storage import open_store
from bot.cli.feed_check import check_feed
from bot.cli.health_lines import check_line, feed_line
from bot.cli.lines import as_json
from bot.cli.setup import read_settings
from bot.cli.show import show
from bot.commands.feeds import AMISS, feed_healths, find_feeds, pause_feeds, wake_feeds
from bot.errors import Failure, UnknownName
from bot.model import Condition, Feed, FeedCheck, FullText
from bot.ports import Store
from bot.settings import Settings
from bot.urls import printable_url
from bot.views.health import check_view, feeds_view
from bot.views.wording import counted, listed

T = TypeVar("T")
Act = Callable[[Store, Sequence[Feed]], Awaitable[None]]
ALL = frozenset(Condition)
MOST_NAMED = 10
ConfigFile = Annotated[Path | None, typer.Option("--config", help="Settings file.")]
Json = Annotated[bool, typer.Option("--json", help="One JSON object a line, for programs.")]
Names = Annotated[list[str], typer.Argument(metavar="FEED...", help="Addresses, or names of outlets.")]
Some = Annotated[list[str] | None, typer.Argument(metavar="[FEED...]", help="Addresses, or names of outlets.")]
Url = Annotated[str, typer.Argument(metavar="URL", help="The address of a feed, or of a page that leads to one.")]
commands = typer.Typer(help="See and steer what is polled.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    """Add the commands."""
    commands.command("list")(list_feeds)
    commands.command("add")(add)
    commands.command("remove")(remove)
    commands.command("pause")(pause)
    commands.command("resume")(resume)
    commands.command("retry")(retry)
    commands.command("poll")(poll)
    commands.command("check")(check)
    commands.command("import")(import_feeds)
    commands.command("export")(export)
    app.add_typer(commands, name="feeds")


def list_feeds(
    names: Some = None,
    amiss: Annotated[bool, typer.Option("--amiss", help="Only those that fail or are gone.")] = False,  # noqa: FBT002 - typer's flags
    config: ConfigFile = None,
    json: Json = False,  # noqa: FBT002 - typer's flags
) -> None:
    """Show each feed with its health, those that need a person first."""
    healths = asyncio.run(_in_store(read_settings(config), feed_healths))
    if names:
        wanted = find_feeds(names, [health.state.feed for health in healths])
        healths = tuple(health for health in healths if health.state.feed in wanted)
    if amiss:
        healths = tuple(health for health in healths if health.condition in AMISS)
    if json:
        for health in healths:
            typer.echo(as_json(feed_line(health)))
    else:
        show([feeds_view(healths, Clock().now(), amiss=amiss)])


def add(
    url: Url,
    outlet: Annotated[str, typer.Option("--outlet", help="Who prints it; else what the feed calls itself.")] = "",
    interval: Annotated[float | None, typer.Option("--interval", min=1, help="Seconds between polls.")] = None,
    full_text: Annotated[FullText, typer.Option("--full-text", help="Read articles on their pages.")] = FullText.AUTO,
    unchecked: Annotated[bool, typer.Option("--unchecked", help="Add it without looking at it.")] = False,  # noqa: FBT002 - typer's flags
    config: ConfigFile = None,
) -> None:
    """Add a feed to the feeds file; a running Tallywire takes it up within seconds."""
    settings = read_settings(config)
    title = ""
    if not unchecked:
        checked = asyncio.run(check_feed(settings, url))
        title = _only_a_feed(checked, url)
    if not (outlet or title):
        raise UnknownName(f"{url} does not say who prints it: name it with --outlet.")
    feed = Feed(url=url, outlet=outlet or title, interval=interval, full_text=full_text)
    add_feeds(Path(settings.feeds.file), [feed])
    typer.echo(f"{feed.outlet} ({url}) is in {settings.feeds.file}.")


def remove(names: Names, config: ConfigFile = None) -> None:
    """Take feeds out of the feeds file; what they brought stays in the ledger."""
    file = Path(read_settings(config).feeds.file)
    feeds = find_feeds(names, load_feeds(file))
    remove_feeds(file, [feed.url for feed in feeds])
    typer.echo(f"{counted(len(feeds), 'feed')} removed from {file}: {_named(feeds)}.")


def pause(names: Names, config: ConfigFile = None) -> None:
    """Stop polling feeds; they stay listed."""
    feeds = _order(read_settings(config), names, lambda store, feeds: pause_feeds(store, feeds, paused=True))
    typer.echo(f"Paused: {_named(feeds)}. `tallywire feeds resume` goes on with them.")


def resume(names: Names, config: ConfigFile = None) -> None:
    """Go on polling feeds that were paused."""
    feeds = _order(read_settings(config), names, lambda store, feeds: pause_feeds(store, feeds, paused=False))
    typer.echo(f"Polled again: {_named(feeds)}.")


def retry(names: Some = None, config: ConfigFile = None) -> None:
    """Poll failing and gone feeds now, whatever their publisher asked for; all of them, or those that are named."""
    feeds = _order(read_settings(config), names, _wake, AMISS)
    typer.echo(f"Tried again: {_named(feeds)}." if feeds else "No feed fails, and none is gone.")


def poll(names: Some = None, config: ConfigFile = None) -> None:
    """Poll feeds now, whether they are due or not; all of them, or those that are named."""
    feeds = _order(read_settings(config), names, _wake)
    typer.echo(f"Due now: {_named(feeds)}." if feeds else "No feed is known yet.")


def check(url: Url, config: ConfigFile = None, json: Json = False) -> None:  # noqa: FBT002 - typer's flags
    """Fetch and read a feed, and show what a poll would find; nothing is stored."""
    checked = asyncio.run(check_feed(read_settings(config), url))
    if json:
        typer.echo(as_json(check_line(checked)))
    else:
        show([check_view(checked, Clock().now())])


def import_feeds(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="OPML, as other readers export it.")],
    config: ConfigFile = None,
) -> None:
    """Add the feeds of an OPML file to the feeds file."""
    settings = read_settings(config)
    target = Path(settings.feeds.file)
    given = read_opml(file)
    known = {feed.url for feed in load_feeds(target)} if target.exists() else set()
    new = [feed for feed in given.feeds if feed.url not in known]
    if new:
        add_feeds(target, new)
    for fault in given.faults:
        typer.echo(f"left out: {fault}", err=True)
    typer.echo(f"{counted(len(new), 'feed')} added to {target}, {len(given.feeds) - len(new)} were there already.")


def export(
    file: Annotated[Path | None, typer.Argument(metavar="[FILE]", help="Else to standard output.")] = None,
    config: ConfigFile = None,
) -> None:
    """Write the feeds as OPML, for other readers."""
    opml = write_opml(load_feeds(Path(read_settings(config).feeds.file)), "Tallywire")
    if file is None:
        typer.echo(opml, nl=False)
        return
    try:
        file.write_text(opml, encoding="utf-8")
    except OSError as error:
        raise Failure(f"{file} cannot be written ({error.strerror}): name another file.") from error


def _only_a_feed(checked: FeedCheck, url: str) -> str:
    """Return what the feed calls itself; raise UnknownName for a page, with the feeds it leads to."""
    if checked.parsed is not None:
        return checked.parsed.title
    declared = ", ".join(link.url for link in checked.links if link.declared)
    hint = f"It leads to {declared}." if declared else f"`tallywire feeds check {url}` shows where one may be."
    raise UnknownName(f"{url} is a web page, no feed. {hint}")


def _order(
    settings: Settings, names: Sequence[str] | None, act: Act, conditions: AbstractSet[Condition] = ALL
) -> tuple[Feed, ...]:
    """Do something with the feeds that are named, or with all in these conditions; return them."""

    async def find_and_act(store: Store) -> tuple[Feed, ...]:
        healths = await feed_healths(store)
        feeds = tuple(health.state.feed for health in healths if health.condition in conditions)
        if names:
            feeds = find_feeds(names, [health.state.feed for health in healths])
        await act(store, feeds)
        return feeds

    return asyncio.run(_in_store(settings, find_and_act, writable=True))


async def _wake(store: Store, feeds: Sequence[Feed]) -> None:
    await wake_feeds(store, feeds, Clock().now())


async def _in_store(settings: Settings, step: Callable[[Store], Awaitable[T]], *, writable: bool = False) -> T:
    async with open_store(settings.store.url, exclusive=False, writable=writable) as store:
        return await step(store)


def _named(feeds: Sequence[Feed]) -> str:
    return listed([f"{feed.outlet} ({printable_url(feed.url)})" for feed in feeds], MOST_NAMED, "and {} more")
