"""`tallywire demo`: the whole road on the sample articles."""

import asyncio
import json
from collections import Counter
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner

from adapters.storage import open_store
from bot.cli import demo
from bot.cli.app import app
from bot.cli.demo import called, play
from bot.model import Outcome

PNG = b"\x89PNG\r\n\x1a\n"


async def outcomes(folder: Path) -> Counter[Outcome]:
    """Return how many articles ended how."""
    async with open_store(f"sqlite:///{folder}/ledger.db", exclusive=False) as store:
        return Counter(record.outcome for record in await store.articles(100))


def test_alerts_arrive_then_the_figures_and_a_chart_and_the_ledger_can_be_asked(tmp_path: Path) -> None:
    screen = StringIO()
    asyncio.run(play(tmp_path, Console(file=screen, width=200), pace=0.02))
    shown = screen.getvalue()
    posts = [json.loads(line)["text"] for line in (tmp_path / "posts.jsonl").read_text().splitlines()]
    assert len(posts) >= 8
    assert len({text[0] for post in posts for text in post.splitlines() if text[0] in "🔵🔴🟠🟢🟣"}) >= 3
    assert "36 articles" in shown
    assert "DISPUTED" in shown
    assert (tmp_path / "history.png").read_bytes().startswith(PNG)
    assert str(tmp_path / "history.png") in shown

    told = asyncio.run(outcomes(tmp_path))
    assert told[Outcome.OFF_TOPIC] > 0
    assert told[Outcome.UNREADABLE] == 0

    asked = CliRunner().invoke(app, ["figures", "--config", str(tmp_path / "tallywire.toml")])

    assert asked.exit_code == 0
    assert "DISPUTED" in asked.output


def test_the_command_is_told_as_it_can_be_called_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(demo.sys, "executable", str(tmp_path / "bin" / "python"))
    assert called() == "tallywire"
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "tallywire").touch(mode=0o755)
    assert called() == str(tmp_path / "bin" / "tallywire")
    monkeypatch.chdir(tmp_path)
    assert called() == "bin/tallywire"
    monkeypatch.setenv("PATH", "bin")
    assert called() == "tallywire"
