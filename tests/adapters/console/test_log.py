"""The log of posts survives kills, full disks and strange lines."""

import json
import resource
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from adapters.console import PostLog
from bot.errors import PlatformError
from tests.newsroom import NOW


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "logs" / "posts.jsonl"


def lines(path: Path) -> list[dict[str, str]]:
    """Read a log as a program would."""
    return [json.loads(line) for line in path.read_text().splitlines()]


def filled(path: Path, *keys: str) -> PostLog:
    """Open a log and write posts into it."""
    log = PostLog(path)
    for key in keys:
        log.append(key, "desk", f"text of {key}\nsecond line", NOW)
    return log


def test_a_post_is_one_line_with_key_channel_time_and_text(path: Path) -> None:
    filled(path, "k1", "k2").close()
    assert lines(path)[0] == {
        "key": "k1",
        "channel": "desk",
        "time": "2026-01-22T12:00:00+00:00",
        "text": "text of k1\nsecond line",
    }
    assert len(lines(path)) == 2


def test_keys_are_known_again_after_a_restart_each_for_its_channel(path: Path) -> None:
    filled(path, "k1").close()
    log = PostLog(path)
    assert (log.message_of("k1", "desk"), log.message_of("k1", "night"), log.message_of("k2", "desk")) == (
        "k1",
        None,
        None,
    )
    log.close()


def test_what_another_process_wrote_meanwhile_is_known(path: Path) -> None:
    mine, theirs = PostLog(path), PostLog(path)
    theirs.append("k1", "desk", "text", NOW)
    assert mine.message_of("k1", "desk") == "k1"
    mine.append("k2", "desk", "text", NOW)
    assert [theirs.message_of(key, "desk") for key in ("k1", "k2", "k3")] == ["k1", "k2", None]
    mine.close()
    theirs.close()


def test_a_line_that_another_process_was_killed_in_spoils_no_other(path: Path) -> None:
    log = filled(path, "k1")
    with path.open("ab") as torn:
        torn.write(b'{"key": "k2", "chan')
    log.append("k3", "desk", "text", NOW)
    log.close()
    again = PostLog(path)
    assert [again.message_of(key, "desk") for key in ("k1", "k2", "k3")] == ["k1", None, "k3"]
    again.close()


def test_a_line_cut_short_anywhere_is_removed_and_the_rest_kept(path: Path) -> None:
    filled(path, "k1", "k2").close()
    whole = path.read_bytes()
    first = whole.index(b"\n") + 1
    for cut in range(first, len(whole)):
        path.write_bytes(whole[:cut])
        log = PostLog(path)
        assert log.message_of("k2", "desk") is None
        log.append("k2", "desk", "again", NOW)
        log.close()
        assert [line["key"] for line in lines(path)] == ["k1", "k2"]


def test_a_line_that_is_not_ours_is_left_alone(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b'not json\n[1]\n{"other": 1}\n\xff\xfe\n')
    filled(path, "k1").close()
    assert path.read_bytes().startswith(b'not json\n[1]\n{"other": 1}\n\xff\xfe\n{"key": "k1"')


@contextmanager
def full_disk() -> Iterator[None]:
    """Let files grow to 200 bytes, during the call alone: the runner may write to a file as well."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, before)


def test_a_disk_that_fills_up_is_one_sentence_and_leaves_the_log_whole(path: Path) -> None:
    log = filled(path, "k1")
    before = path.read_bytes()
    with full_disk(), pytest.raises(PlatformError, match=f"^The log of posts {path} cannot be written"):
        log.append("k2", "desk", "x" * 500, NOW)
    assert log.message_of("k2", "desk") is None
    assert path.read_bytes() == before
    log.append("k3", "desk", "x", NOW)
    log.close()
    assert [line["key"] for line in lines(path)] == ["k1", "k3"]


def test_a_log_that_cannot_be_opened_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(PlatformError, match="cannot be opened"):
        PostLog(tmp_path)
    (tmp_path / "file").touch()
    with pytest.raises(PlatformError, match="cannot be opened"):
        PostLog(tmp_path / "file" / "posts.jsonl")


def test_only_its_owner_may_read_the_log(path: Path) -> None:
    filled(path, "k1").close()
    assert path.stat().st_mode & 0o077 == 0
