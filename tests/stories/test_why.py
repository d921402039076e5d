"""An alert can be asked for by the id that its post prints."""

import asyncio
import json
import re
from pathlib import Path

from typer.testing import CliRunner

from adapters.files.articles import load_articles
from adapters.files.topics import load_topic
from adapters.storage import open_store
from bot.analysis import analyse, watch
from bot.cli.app import app
from bot.cli.reading import as_posted
from bot.model import Entry
from bot.reading.languages.en import LANGUAGE as ENGLISH
from bot.reading.read import read

SEEDS = Path(__file__).parents[2] / "seeds"
TOPIC = "earthquake-mirvan"


async def stored(url: str) -> list[tuple[str, str]]:
    """Let the articles arrive into a ledger; return each post as printed, with the claim of its alert."""
    watched = watch(load_topic(SEEDS / f"topics/{TOPIC}.yaml"), ENGLISH)
    history: list[Entry] = []
    posts = []
    async with open_store(url) as store:
        for article in load_articles(SEEDS / "articles/earthquake.jsonl")[:4]:
            news = analyse(read(article, ENGLISH), watched, history, article.published)
            history.extend(news.entries)
            async with store.transaction() as transaction:
                await transaction.append(news.entries)
            posts += [(as_posted(article, (alert,), watched.topic), alert.claim) for alert in news.alerts]
    return posts


def test_every_post_prints_an_id_that_why_explains(tmp_path: Path) -> None:
    config = tmp_path / "tallywire.toml"
    config.write_text(f'[store]\nurl = "sqlite:///ledger.db"\n[topics]\ndir = "{SEEDS / "topics"}"\n', encoding="utf-8")
    posts = asyncio.run(stored(f"sqlite:///{tmp_path / 'ledger.db'}"))

    assert posts
    for text, claim in posts:
        (name,) = re.findall(r"#(\w{5,})", text)
        result = CliRunner().invoke(app, ["why", f"#{name}", "--json", "--config", str(config)])
        assert result.exit_code == 0, result.exception
        assert json.loads(result.stdout)["claim"] == claim
