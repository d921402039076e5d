"""The log: one line an event, in words or JSON, no forged line, and no secret."""

import json
import logging
from collections.abc import Callable, Iterator

import pytest

from bot.cli import log
from bot.cli.log import hearing, keep_secret, open_journal, tell, tell_crash
from bot.errors import StoreError
from bot.settings import Settings, secrets_of

WORD = "hunter2-and-more"


Said = Callable[[], str]


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Iterator[Said]:
    """Return what is written since the last look, and leave no trace behind."""
    before = list(log.LOG.handlers), log.LOG.level, log.LOG.propagate
    yield lambda: capsys.readouterr().err
    log.LOG.handlers, log.LOG.propagate = before[0], before[2]
    log.LOG.setLevel(before[1])
    keep_secret(())
    log._State.lines = "text"


def test_a_line_is_a_time_a_level_an_event_and_its_values(said: Said) -> None:
    open_journal()
    tell("posted", platform="discord", channel="a b", alerts=2)
    time, level, rest = said().split(" ", 2)
    assert time[:2] == "20"
    assert (level, rest) == ("INFO", 'posted platform=discord channel="a b" alerts=2\n')


def test_json_lines_are_objects(said: Said) -> None:
    open_journal(lines="json")
    tell("post failed", logging.WARNING, platform="slack", attempts=3)
    line = json.loads(said())
    assert line.pop("time").endswith("Z")
    assert line == {"event": "post failed", "level": "warning", "platform": "slack", "attempts": 3}


@pytest.mark.parametrize("lines", ["text", "json"])
def test_no_feed_forges_a_line(said: Said, lines: log.Lines) -> None:
    open_journal(lines=lines)
    tell("read", url="x\n2026-01-22 INFO posted channel=desk")
    assert len(said().splitlines()) == 1


@pytest.mark.parametrize("lines", ["text", "json"])
def test_a_secret_stands_in_no_line_error_or_traceback(said: Said, lines: log.Lines) -> None:
    open_journal(lines=lines)
    keep_secret([WORD])
    tell("posted", channel=f"x{WORD}y")
    tell_crash("poll crashed", StoreError(f"no entry for {WORD}"))
    tell_crash("poll crashed", ValueError(WORD), feed=WORD)
    written = said()
    assert WORD not in written
    assert written.count(log.HIDDEN) >= 4
    assert "ValueError" in written


def test_listeners_hear_what_the_log_leaves_out(said: Said) -> None:
    open_journal()
    heard: list[tuple[str, str]] = []
    with hearing(lambda level, event, _: heard.append((level, event))):
        tell("poll", logging.DEBUG)
        tell("poll failed", logging.WARNING)
    tell("posted")
    assert heard == [("debug", "poll"), ("warning", "poll failed")]
    assert len(said().splitlines()) == 2


def test_every_secret_of_the_settings_is_known() -> None:
    settings = Settings.model_validate(
        {
            "store": {"url": "postgresql://bot:p%40ss-word@db/tally"},
            "discord": {"token": "discord-token"},
            "slack": {"bot_token": "xoxb-1", "signing_secret": "sign-1", "token_keys": "key-one, key-two"},
        }
    )
    wanted = {"discord-token", "xoxb-1", "sign-1", "key-one", "key-two", "p%40ss-word", "p@ss-word"}
    assert wanted <= secrets_of(settings)
