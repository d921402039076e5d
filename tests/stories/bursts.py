"""Many alerts at once in the outbox of a desk that polls nothing of note, and the run that posts them."""

import asyncio
import os
import sys
from asyncio.subprocess import DEVNULL
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

from adapters.clock import Clock
from adapters.storage import open_store
from bot.model import Kind, Place, Post, stable_id
from tests.newsroom import alert, post, statement

ROOT = Path(__file__).parents[2]


def configure(folder: Path, platform: str) -> str:
    """Write settings, with what is said of the platform; return the ledger's address."""
    url = f"sqlite:///{folder}/ledger.db"
    (folder / "feeds.toml").write_text('[[feeds]]\nurl = "http://127.0.0.1:9/"\noutlet = "Nobody"\n')
    (folder / "tallywire.toml").write_text(
        f'[store]\nurl = "{url}"\n[topics]\ndir = "{ROOT}/seeds/topics"\n[feeds]\nfile = "feeds.toml"\n{platform}'
    )
    return url


async def queue(url: str, places: Sequence[Place], alerts: int) -> list[Post]:
    """Put the alerts into the outbox, as articles would that these channels hear of in turn."""
    told = post(alert(Kind.CONFLICT, statement("4,460", 4460), statement("2,357", 2357, source="ministry")))
    posts = [
        replace(
            told,
            key=stable_id("burst", str(number)),
            platform=place.platform,
            server=place.server,
            channel=place.channel,
        )
        for number in range(alerts)
        for place in [places[number % len(places)]]
    ]
    async with open_store(url) as store, store.transaction() as transaction:
        await transaction.queue(posts, Clock().now())
    return posts


@asynccontextmanager
async def running(folder: Path, secrets: Mapping[str, str]) -> AsyncIterator[None]:
    """Run `tallywire run`, and kill it at the end."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "run", "--config", str(folder / "tallywire.toml")),
        cwd=ROOT,
        env={**os.environ, "TALLYWIRE_READING_WORKERS": "0", **secrets},
        stdin=DEVNULL,
        stdout=DEVNULL,
        stderr=DEVNULL,
    )
    try:
        yield
    finally:
        process.kill()
        await process.wait()
