"""`tallywire run` as a person starts it: what it says, and how it ends."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from adapters.storage import open_store
from bot.cli.run import read_roles
from bot.errors import Misuse
from bot.model import Role
from tests.doubles.feeds import Changing, answering, rss_item, served
from tests.doubles.newsdesk import Newsdesk, killed
from tests.waiting import PATIENCE

ROOT = Path(__file__).parents[3]
MISUSE, FAILURE = 2, 1


@pytest.fixture
def desk(tmp_path: Path) -> Newsdesk:
    return Newsdesk(tmp_path)


@asynccontextmanager
async def running(desk: Newsdesk, **environ: str) -> AsyncIterator[Process]:
    """Start `tallywire run`; it is killed if it is still there at the end."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "run", "--config", str(desk.config)),
        cwd=ROOT,
        env={**os.environ, **environ},
        stdin=DEVNULL,
        stdout=PIPE,
        stderr=PIPE,
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


async def said(process: Process, words: str) -> str:
    """Read standard error up to a line with these words, and return all of it."""
    assert process.stderr is not None
    heard = ""
    async with asyncio.timeout(PATIENCE):
        while words not in heard:
            line = await process.stderr.readline()
            assert line, f"never said {words!r}: {heard}"
            heard += line.decode()
    return heard


async def ended(process: Process) -> tuple[int, str]:
    """Wait for the end; return the exit code and what is left on standard error."""
    async with asyncio.timeout(PATIENCE):
        _, heard = await process.communicate()
    assert process.returncode is not None
    return process.returncode, heard.decode()


@pytest.mark.parametrize("name", [signal.SIGTERM, signal.SIGINT])
async def test_it_polls_posts_and_stops_when_told_to(desk: Newsdesk, name: signal.Signals) -> None:
    async with served({"/coast": Changing(rss_item("a", killed(12))).answer}) as host:
        desk.configure(host, "/coast")
        async with running(desk) as process:
            heard = await said(process, "posted platform=console")
            process.send_signal(name)
            code, rest = await ended(process)
    assert code == 0
    assert "watching topics=1 claims=1 feeds=1 figures_on_record=0" in heard
    assert "outcome=matched alerts=first" in heard
    assert rest.splitlines()[-1].endswith("INFO stopped")
    assert len(desk.posts()) == 1


async def test_a_feed_that_hangs_does_not_hold_up_the_end(desk: Newsdesk) -> None:
    async def silent(_: object) -> None:
        await asyncio.Event().wait()

    async with served({"/silent": silent, "/coast": Changing(rss_item("a", killed(12))).answer}) as host:  # type: ignore[dict-item]  # it never answers
        desk.configure(host, "/silent", "/coast")
        async with running(desk) as process:
            await said(process, "posted")
            process.send_signal(signal.SIGTERM)
            assert (await ended(process))[0] == 0


async def test_a_fault_is_one_line_without_secrets_or_forged_lines(desk: Newsdesk) -> None:
    moved = answering("", status=302, Location="ftp://x/\x7f")
    async with served({"/gone": answering("", status=404), "/moved": moved}) as host:
        desk.configure(f"user:word@{host}", "/gone?api_key=abc", "/moved")
        async with running(desk) as process:
            heard = ""
            while not ("/gone?" in heard and "/moved" in heard):
                heard += await said(process, "poll failed")
            lines = heard.splitlines()
            process.kill()
            heard += (await ended(process))[1]  # Python's own notices of the kill may be among it
    assert f'WARNING poll failed feed="http://{host}/gone?api_key=…" fault=' in heard
    assert "word" not in heard
    assert "abc" not in heard
    assert [line for line in lines if not line.startswith("20")] == []


async def test_faults_of_the_settings_are_misuse_and_told_together(desk: Newsdesk) -> None:
    desk.config.write_text('[store]\nurl = "nowhere"\n[fetch]\ntimeout = -1\n')
    async with running(desk) as process:
        code, heard = await ended(process)
    assert code == MISUSE
    assert "store.url" in heard
    assert "fetch.timeout" in heard


async def test_a_topic_that_cannot_be_used_is_misuse(desk: Newsdesk) -> None:
    desk.configure("127.0.0.1:9", "/coast")
    (desk.folder / "topics" / "storm.yaml").write_text("topic: storm\nclaims: 7\n")
    async with running(desk) as process:
        code, heard = await ended(process)
    assert (code, "storm.yaml" in heard) == (MISUSE, True)


async def test_a_ledger_that_another_process_works_on_is_left_alone(desk: Newsdesk) -> None:
    desk.configure("127.0.0.1:9", "/coast")
    async with open_store(desk.url), running(desk) as process:
        code, heard = await ended(process)
    assert code == FAILURE
    assert "Another Tallywire" in heard


async def test_a_damaged_ledger_is_one_sentence_and_stays_as_it_is(desk: Newsdesk) -> None:
    desk.configure("127.0.0.1:9", "/coast")
    (desk.folder / "ledger.db").write_bytes(b"no database at all" * 500)
    async with running(desk) as process:
        code, heard = await ended(process)
    assert code == FAILURE
    assert "ledger.db" in heard
    assert "Traceback" not in heard
    assert (desk.folder / "ledger.db").read_bytes() == b"no database at all" * 500


async def test_a_log_that_cannot_be_written_is_one_sentence(desk: Newsdesk) -> None:
    desk.configure("127.0.0.1:9", "/coast")
    desk.log.mkdir()
    async with running(desk) as process:
        code, heard = await ended(process)
    assert code == FAILURE
    assert "The log of posts" in heard
    assert "Traceback" not in heard


@pytest.mark.parametrize(("roles", "fault"), [("poll,brood", "no role is called brood"), (" , ", "no role is named")])
def test_a_role_that_there_is_not_is_misuse(roles: str, fault: str) -> None:
    with pytest.raises(Misuse, match=f"--roles: {fault}; there are poll, read, deliver, chat"):
        read_roles(roles)


def test_roles_may_be_named_in_any_order() -> None:
    assert read_roles("chat, poll") == {Role.POLL, Role.CHAT}
