"""`tallywire demo`: the whole road on the sample articles."""

import asyncio
import json
from io import StringIO
from pathlib import Path

from rich.console import Console
from typer.testing import CliRunner

from bot.cli.app import app
from bot.cli.demo import play

PNG = b"\x89PNG\r\n\x1a\n"


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

    asked = CliRunner().invoke(app, ["figures", "--config", str(tmp_path / "tallywire.toml")])

    assert asked.exit_code == 0
    assert "DISPUTED" in asked.output
