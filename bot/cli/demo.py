"""`demo`: the whole road on sample articles, served as feeds on loopback, in well under a minute."""

import asyncio
import json
import logging
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import typer
from rich.console import Console
from rich.text import Text

from adapters.charts import Charts
from adapters.feedserver import FeedServer
from adapters.files.articles import load_articles, order
from adapters.files.settings import load_settings
from bot.cli.log import open_journal
from bot.cli.service import Parts, opened, serve
from bot.cli.show import show
from bot.commands import Desk, current_figures
from bot.errors import Misuse
from bot.model import Article, Claim, Topic, TopicFigures
from bot.settings import Settings
from bot.views import figures_view

SEEDS = Path(__file__).parents[2] / "seeds"
PACE = 0.5
"""Seconds between two articles."""
INTERVAL = 0.15
"""Seconds between two polls of a feed."""
PATIENCE = 10.0
"""Seconds for the last article to be read and posted."""
SHOWN = 5
"""Claims a topic in the table at the end."""
CHART = "history.png"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("demo")(demo)


def demo() -> None:
    """Watch alerts arrive from sample articles, then see the figures. Needs no network, ends by itself."""
    open_journal(logging.WARNING)
    if not SEEDS.is_dir():
        raise Misuse(f"demo: the sample articles are not in {SEEDS}; run it from a checkout.")
    folder = Path(tempfile.mkdtemp(prefix="tallywire-demo-"))
    asyncio.run(play(folder, Console(highlight=False, markup=False, emoji=False, soft_wrap=True)))


async def play(folder: Path, screen: Console, *, pace: float = PACE) -> None:
    """Let the sample articles appear one after another, and show what becomes of them."""
    articles = order(load_articles(SEEDS / "articles"))
    async with FeedServer(article.outlet for article in articles) as server:
        settings = write_settings(folder, server)
        async with opened(settings) as parts:
            _introduce(screen, articles, parts)
            stop = asyncio.Event()
            service = asyncio.create_task(serve(parts, stop))
            try:
                await _print_articles(articles, server, screen, pace)
                await _all_read(articles, parts)
            finally:
                stop.set()
                await service
            await _conclude(screen, folder, parts)


def write_settings(folder: Path, server: FeedServer) -> Settings:
    """Write settings and feeds that the other commands can use afterwards, and return them."""
    feeds = "".join(
        f'[[feeds]]\nurl = {json.dumps(feed.url)}\noutlet = {json.dumps(feed.outlet)}\nfull_text = "never"\n\n'
        for feed in server.feeds(INTERVAL)
    )
    sections: dict[str, dict[str, object]] = {
        "store": {"url": f"sqlite:///{folder}/ledger.db"},
        "topics": {"dir": str(SEEDS / "topics")},
        "feeds": {"file": str(folder / "feeds.toml"), "baseline": False, "interval": INTERVAL},
        "fetch": {"allow_hosts": [server.host]},
        "console": {"log": str(folder / "posts.jsonl")},
    }
    lines = [
        f"[{section}]\n" + "".join(f"{key} = {json.dumps(value)}\n" for key, value in keys.items())
        for section, keys in sections.items()
    ]
    (folder / "feeds.toml").write_text(feeds, encoding="utf-8")
    (folder / "tallywire.toml").write_text("\n".join(lines), encoding="utf-8")
    return load_settings(folder / "tallywire.toml", {})


def _introduce(screen: Console, articles: Sequence[Article], parts: Parts) -> None:
    claims = sum(len(topic.claims) for topic in parts.steps.topics.values())
    screen.print(
        f"Tallywire watches {claims} claims of {len(parts.steps.topics)} topics in {len(parts.feeds)} made-up outlets. "
        f"{len(articles)} articles\nappear in their feeds now. An alert comes only when the sources stop agreeing.\n"
    )


async def _print_articles(articles: Sequence[Article], server: FeedServer, screen: Console, pace: float) -> None:
    for article in articles:
        screen.print(Text(f"· {article.outlet} prints: {article.title}", style="dim"))
        server.show(article)
        await asyncio.sleep(pace)


async def _all_read(articles: Sequence[Article], parts: Parts) -> None:
    """Wait until every article is on record and every post delivered."""
    async with asyncio.timeout(PATIENCE):
        while await _is_unread(articles, parts):  # noqa: ASYNC110 - a store knows of no event
            await asyncio.sleep(0.1)


async def _is_unread(articles: Sequence[Article], parts: Parts) -> bool:
    read = await parts.store.articles(len(articles))
    return len(read) < len(articles) or await parts.store.waiting_posts() > 0


async def _conclude(screen: Console, folder: Path, parts: Parts) -> None:
    """Show the current figures, and draw the claim of which most was said."""
    now = parts.clock.now()
    found = await current_figures((), Desk(topics=parts.steps.topics, store=parts.store, now=now))
    screen.print(Text("Current figures, disputed ones first", style="bold"))
    show([figures_view(_head(figures), now) for figures in found], screen)
    topic, claim = await _most_told(parts)
    entries = await parts.store.entries(topic.id, claim.id)
    chart = folder / CHART
    chart.write_bytes(await asyncio.to_thread(Charts().draw, topic, claim.id, entries))
    config = folder / "tallywire.toml"
    screen.print(f'\nHow "{claim.title}" came about, as a picture: {chart}')
    command = called()
    screen.print(f"Ask on: {command} figures --config {config}")
    screen.print(f"        {command} why {claim.id} --config {config}")


def called() -> str:
    """Return how the command is called here: the shell does not look in an environment that was just made."""
    beside = Path(sys.executable).with_name("tallywire")
    if shutil.which("tallywire") or not beside.is_file():
        return "tallywire"
    return str(beside.relative_to(Path.cwd()) if beside.is_relative_to(Path.cwd()) else beside)


def _head(figures: TopicFigures) -> TopicFigures:
    """Keep what a first look needs: every disputed claim, and some more where there are few."""
    disputed = sum(claim.disputed for claim in figures.claims)
    return replace(figures, claims=figures.claims[: max(SHOWN, disputed)])


async def _most_told(parts: Parts) -> tuple[Topic, Claim]:
    """Return the claim with the longest history."""
    told: Counter[tuple[str, str]] = Counter()
    for watched in parts.steps.topics:
        told.update((watched, entry.statement.claim) for entry in await parts.store.entries(watched))
    ((name, claim), _), *_ = told.most_common(1)
    topic = parts.steps.topics[name]
    return topic, next(each for each in topic.claims if each.id == claim)
