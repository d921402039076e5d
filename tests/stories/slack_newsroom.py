"""A newsroom on the double of Slack: a feed that prints, a channel in which people ask, and the service that runs."""

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
from tests.doubles.slack.steering import SlackSteering
from tests.doubles.wire.calls import Json
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


class Newsroom:
    """A channel in which people ask and alerts appear."""

    def __init__(self, slack: SlackSteering, channel: str) -> None:
        self.slack = slack
        self.channel = channel

    async def asked(self, words: str, who: str = EDITOR) -> Json:
        """Run a command; the answer is private and acknowledged in time."""
        answered = await self.slack.run(who, self.channel, f"/tally {words}")
        assert (answered["acked"], answered["failed"]) == (True, ""), answered
        assert answered["message"]["is_ephemeral"]
        return answered["message"]

    async def asks(self, words: str, who: str = EDITOR) -> str:
        """Run a command, and return what it is answered with."""
        return text_of(await self.asked(words, who)).replace("About", "about")

    async def presses(self, label: str, message: Json, who: str = EDITOR) -> Json:
        """Press a button under a message, and return what it is answered with."""
        (pressed,) = [each for each in elements(message) if each["type"] == "button" and each["text"]["text"] == label]
        answered = await self.slack.click(who, self.channel, message["ts"], pressed["action_id"])
        assert answered["failed"] == "", answered
        shown: Json = answered["message"]
        return shown

    async def is_shown(self, *words: str, having: str = "") -> Json:
        """Wait for a message with these words that one person alone sees, with an element of this type under it."""

        def fits(message: Json) -> bool:
            known = {each["type"] for each in elements(message)}
            found = all(word in text_of(message) for word in words)
            return message["is_ephemeral"] and found and (not having or having in known)

        shown = await self.slack.until(lambda: self.slack.messages(self.channel), lambda told: any(map(fits, told)))
        return next(each for each in reversed(shown) if fits(each))

    async def chooses(self, typed: str, message: Json, who: str = EDITOR) -> tuple[list[Json], Json]:
        """Type into the menu under a message and choose the first that is offered; return the offer and the form."""
        (menu,) = [each for each in elements(message) if each["type"] == "external_select"]
        place = (who, self.channel, message["ts"], menu["action_id"])
        offered = await self.slack.suggest(*place, typed)
        opened = await self.slack.click(*place, value=offered[0]["value"])
        form: Json = opened["view"]
        return offered, form

    async def posts(self) -> list[Json]:
        """Return what the whole channel sees, threads included."""
        return await self.slack.posts(self.channel)

    async def sees(self, *words: str) -> Json:
        """Wait for a post with these words."""
        posts = await self.slack.until(
            self.posts, lambda posts: any(all(word in text_of(post) for word in words) for post in posts)
        )
        return next(post for post in posts if all(word in text_of(post) for word in words))


def elements(message: Json) -> list[Json]:
    """Return all that can be pressed or chosen under a message."""
    rows = [block for block in message.get("blocks", []) if block["type"] == "actions"]
    return [element for row in rows for element in row["elements"]]


def text_of(message: Json | None) -> str:
    """Return all text of a message."""
    assert message is not None
    told = [message["text"]]
    for block in message.get("blocks", []):
        told += [block["text"]["text"]] if "text" in block else []
        told += [each["text"] for each in block.get("elements", []) if isinstance(each.get("text"), str)]
    return "\n".join(told)


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


def configured(folder: Path, host: str, slack: str) -> Path:
    """Write the settings of a newsroom: a feed at `host`, and what `[slack]` and what follows it say."""
    (folder / "feeds.toml").write_text(f'[[feeds]]\nurl = "http://{host}/wire"\noutlet = "Meridian Wire"\n')
    config = folder / "tallywire.toml"
    config.write_text(
        f'[store]\nurl = "sqlite:///{folder}/ledger.db"\n'
        f'[topics]\ndir = "{topics_without_a_record(folder)}"\n'
        '[feeds]\nfile = "feeds.toml"\nbaseline = false\ninterval = 0.2\nmin_interval = 0.2\nmax_interval = 0.2\n'
        f'[fetch]\nallow_hosts = ["{host}"]\nrobots = false\n'
        f"[slack]\n{slack}"
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


async def takes_its_time(slack: SlackSteering) -> None:
    """Let Slack wait for longer than three seconds: a computer that tests a dozen things at once may need it."""
    await slack.settings(answer_within=PATIENCE, trigger_lives=PATIENCE)


async def nobody_listens(slack: SlackSteering) -> None:
    """Wait until Slack has seen that no connection is left of a run that ended: what it told there would be lost."""
    await slack.until(slack.state, lambda state: not state["connections"])


async def faults(slack: SlackSteering) -> list[object]:
    """Return what goes against Slack's rules in all that was sent: somebody mentioned, anything refused.

    To be asked to wait is no fault: a message that came a moment too early is sent again.
    """
    state = await slack.state()
    refused = [(each["path"], each["status"], each["answer"]) for each in await slack.traffic() if not _went_well(each)]
    return [*state["live"], *state["complaints"], *refused]


def _went_well(exchange: Json) -> bool:
    answer = exchange["answer"]
    refused = isinstance(answer, dict) and not answer.get("ok", True)
    return exchange["status"] == 429 or (exchange["status"] < 400 and not refused)
