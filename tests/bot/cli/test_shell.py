"""The shell: every command of a channel at the terminal, beside a running Tallywire too."""

import asyncio
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

from adapters.storage import open_store
from bot.commands import COMMANDS
from bot.model import Kind, Place
from tests.newsroom import NOW
from tests.newsroom import alert as an_alert
from tests.newsroom import post as a_post

TOPIC_FILE = """\
topic: storm
title: The storm
about: [[storm]]
sources: {agency: {name: Disaster agency, aliases: [disaster agency]}, mayor: {name: Mayor, aliases: [mayor]}}
claims:
  - id: dead
    title: Storm dead
    question: How many people did the storm kill?
    counts: [person]
    event: [kill]
    key: true
    figures:
      - {value: 120, hedge: about, source: agency, outlet: Herald, url: "https://herald.example/1", as_of: 2026-01-20}
      - {value: 300, source: mayor, outlet: Bay, url: "https://bay.example/1", as_of: 2026-01-20}
"""


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """Write settings and one topic."""
    (tmp_path / "topics").mkdir()
    (tmp_path / "topics" / "storm.yaml").write_text(TOPIC_FILE)
    (tmp_path / "tallywire.toml").write_text(
        f'[store]\nurl = "sqlite:///{tmp_path}/t.db"\n[topics]\ndir = "{tmp_path}/topics"\n'
        f'[console]\nlog = "{tmp_path}/posts.jsonl"\n'
    )
    return tmp_path / "tallywire.toml"


def run(config: Path, *words: str, typed: str = "") -> str:
    """Run the command line and return what it prints."""
    command = [sys.executable, "-m", "bot", *words, "--config", str(config)]
    done = subprocess.run(command, input=typed, capture_output=True, text=True, check=True, timeout=300)  # noqa: S603 - our own program
    return done.stdout


def test_a_script_of_commands_is_answered_line_by_line(config: Path) -> None:
    text = run(
        config,
        "shell",
        typed="here\nfollow storm\nmute dead 24h\nhere\nfigures\n\nhistory dead\nunmute dead\ncheck The storm killed 31"
        " people, the disaster agency said.\nquit\nnot read any more\n",
    )
    told = [
        "This channel follows nothing.",
        "This channel now follows: The storm",
        "SAMPLE 🔴 CONFLICT Storm dead",
        "Muted here: Storm dead",
        "   Storm dead: ends in 24 h",
        "🔴 DISPUTED Storm dead · 2 origins, 2 outlets",
        "How many people did the storm kill?",
        "history.png",
        "No longer muted here: Storm dead",
        "Nothing posted, nothing recorded.",
    ]
    found = [text.find(line) for line in told]
    assert -1 not in found, told[found.index(-1)]
    assert found == sorted(found)
    assert "not read any more" not in text
    (picture,) = re.findall(r": (/\S+history\.png)", text)
    assert Path(picture).read_bytes().startswith(b"\x89PNG")


def test_one_question_is_answered_and_stays(config: Path) -> None:
    assert "Muted here: Storm dead" in run(config, "ask", "mute dead 24h")
    assert "This channel follows nothing." in run(config, "ask", "here")
    assert "follows: The storm" in run(config, "ask", "follow", "storm", "all")
    assert "Storm dead: ends in" in run(config, "ask", "here")
    assert "This channel follows nothing." in run(config, "ask", "here", "--channel", "night")


def test_help_names_every_command(config: Path) -> None:
    text = run(config, "ask", "help")
    assert all(re.search(rf"^   {command.name}\b", text, re.MULTILINE) for command in COMMANDS)


async def test_a_rejected_statement_strikes_its_post_on_the_terminal(config: Path) -> None:
    await asyncio.to_thread(run, config, "ask", "figures")
    (url,) = re.findall(r'url = "([^"]+)"', config.read_text())
    async with open_store(url) as store:
        wrong = (await store.entries("storm"))[1].statement
        async with store.transaction() as transaction:
            await transaction.queue([a_post(an_alert(Kind.CONFLICT, wrong))], NOW)
        (queued,) = await store.lease_posts(NOW, 1, 60.0)
        await store.mark_posted(queued, "m1", NOW)
    text = await asyncio.to_thread(run, config, "shell", typed=f"reject {wrong.id[:6]}\nfigures\n")
    answered, _, after = text.partition("✖ Wrong reading: rejected by a person.")
    assert "1 post struck through." in answered
    assert "300" in after
    assert "DISPUTED" not in after


async def test_beside_a_running_tallywire_questions_are_answered_and_changes_are_not(config: Path) -> None:
    run(config, "ask", "figures")
    (url,) = re.findall(r'url = "([^"]+)"', config.read_text())
    async with open_store(url) as store:
        text = await asyncio.to_thread(run, config, "shell", typed="figures\nmute dead\n")
        assert await store.muted(Place(platform="console", channel="desk"), NOW) == ()
    assert "Tallywire runs beside" in text
    assert "DISPUTED Storm dead" in text
    assert "opened for reading only" in text


def test_at_a_terminal_there_is_a_prompt_and_ctrl_d_leaves(config: Path) -> None:
    ours, theirs = pty.openpty()
    process = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-m", "bot", "shell", "--config", str(config)], stdin=theirs, stdout=theirs, stderr=theirs
    )
    os.close(theirs)
    shown = b""
    try:
        shown = typed_when(ours, shown, b"tally> ", b"here\n")
        shown = typed_when(ours, shown, b"tally> ", b"\x04")
        while chunk := read(ours):
            shown += chunk
        assert process.wait(120) == 0
    finally:
        process.kill()
        process.wait()
        os.close(ours)
    assert "This channel follows nothing." in shown.decode()


def typed_when(terminal: int, shown: bytes, prompt: bytes, words: bytes) -> bytes:
    """Wait for one more prompt than was shown, then type."""
    seen = shown.count(prompt)
    while shown.count(prompt) <= seen:
        chunk = read(terminal)
        assert chunk, shown.decode()
        shown += chunk
    os.write(terminal, words)
    return shown


def read(terminal: int) -> bytes:
    """Return what is shown next; nothing once the program has ended."""
    try:
        return os.read(terminal, 4096)
    except OSError:
        return b""
