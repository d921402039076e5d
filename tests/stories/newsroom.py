"""A newsroom on a platform's double: a feed that prints when it is told to, and the service that runs."""

import asyncio
import json
import os
import re
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime
from pathlib import Path

from ruamel.yaml import YAML

from tests.doubles.feeds import Changing, rss_item
from tests.waiting import PATIENCE

ROOT = Path(__file__).parents[2]
TOPIC = "isis-detainees-syria-iraq"
EDITOR, READER = "ada", "ben"
ARTICLES = {
    article["id"]: article
    for line in (ROOT / "seeds/articles/isis.jsonl").read_text(encoding="utf-8").splitlines()
    for article in [json.loads(line)]
}
STORM = """
topic: storm
about: [[storm]]
sources: {agency: {name: Disaster agency, aliases: [disaster agency]}}
claims:
  - id: dead
    question: How many people did the storm kill?
    counts: [person]
    event: [kill]
    series: cumulative
    key: true
"""
LISTENING = re.compile(rb"listening address=(\S+)")


class Wire:
    """A feed that prints the sample articles when it is told to."""

    def __init__(self) -> None:
        self.feed = Changing()

    def print(self, *names: str) -> None:
        """Put articles at the head of the feed."""
        for name in names:
            article = ARTICLES[name]
            printed = format_datetime(datetime.fromisoformat(article["published"]))
            self.add(rss_item(article["title"], article["text"], link=f"https://news.example/{name}", printed=printed))

    def print_storm(self) -> None:
        """Put an article on another topic at the head of the feed."""
        printed = format_datetime(datetime.fromisoformat(ARTICLES["i04"]["published"]))
        text = "The storm killed 12 people, the disaster agency said."
        self.add(rss_item("Storm hits the coast", text, link="https://news.example/storm", printed=printed))

    def add(self, item: str) -> None:
        """Put an article at the head of the feed."""
        self.feed.items = (item, *self.feed.items)


def topics_without_a_record(folder: Path) -> Path:
    """Copy the sample topic without the figures that are known from the start: every figure is news then."""
    yaml = YAML(typ="safe")
    topic = yaml.load((ROOT / f"seeds/topics/{TOPIC}.yaml").read_text(encoding="utf-8"))
    for claim in topic["claims"]:
        claim.pop("figures", None)
    (folder / "topics").mkdir(exist_ok=True)
    with (folder / "topics" / f"{TOPIC}.yaml").open("w", encoding="utf-8") as file:
        yaml.dump(topic, file)
    (folder / "topics" / "storm.yaml").write_text(STORM)
    return folder / "topics"


def configured(folder: Path, host: str, platform: str) -> Path:
    """Write the settings of a newsroom: a feed at `host`, and what is said of its platform."""
    (folder / "feeds.toml").write_text(f'[[feeds]]\nurl = "http://{host}/wire"\noutlet = "Meridian Wire"\n')
    config = folder / "tallywire.toml"
    config.write_text(
        f'[store]\nurl = "sqlite:///{folder}/ledger.db"\n'
        f'[topics]\ndir = "{topics_without_a_record(folder)}"\n'
        '[feeds]\nfile = "feeds.toml"\nbaseline = false\ninterval = 0.2\nmin_interval = 0.2\nmax_interval = 0.2\n'
        f'[fetch]\nallow_hosts = ["{host}"]\nrobots = false\n'
        f"{platform}"
    )
    return config


@dataclass
class Service:
    """`tallywire run`, and what it has said."""

    said: bytearray = field(default_factory=bytearray)
    told: asyncio.Event = field(default_factory=asyncio.Event)

    async def hear(self, stream: asyncio.StreamReader) -> None:
        """Take what it says until it ends."""
        while part := await stream.read(4096):
            self.said += part
            self.told.set()

    async def address(self) -> str:
        """Wait until it says where it listens."""
        async with asyncio.timeout(PATIENCE):
            while (found := LISTENING.search(self.said)) is None:
                self.told.clear()
                await self.told.wait()
        return found[1].decode()


@asynccontextmanager
async def running(config: Path, secrets: Mapping[str, str]) -> AsyncIterator[Service]:
    """Run `tallywire run` as a person would, and stop it with SIGTERM; it names no secret in what it says."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "run", "--config", str(config)),
        cwd=ROOT,
        env={**os.environ, **secrets},
        stdin=DEVNULL,
        stdout=DEVNULL,
        stderr=PIPE,
    )
    assert process.stderr is not None
    service = Service()
    hearing = asyncio.create_task(service.hear(process.stderr))
    try:
        yield service
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGTERM)
        await process.wait()
        await hearing
        print(service.said.decode())  # noqa: T201 - pytest shows it with a failure
    assert process.returncode == 0
    assert b"Traceback" not in service.said, service.said.decode()
    assert all(secret.encode() not in service.said for secret in secrets.values())
