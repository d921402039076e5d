"""A run with both platforms and PostgreSQL, as machines and thieves see it: health, counts, and no secret anywhere."""

import asyncio
import json
import os
import re
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest

from adapters.storage import backup_store, open_store
from tests.doubles.feeds import Changing, rss_item, served
from tests.doubles.newsdesk import Newsdesk, killed
from tests.doubles.postgres import PostgresServer
from tests.doubles.wire.calls import Json
from tests.doubles.wire.launching import launched
from tests.waiting import PATIENCE, when

ROOT = Path(__file__).parents[2]
STORE_WORD = "st0re-p@ssword"
COUNTED = (
    'tallywire_verdicts_total{kind="first"}',
    'tallywire_deliveries_total{outcome="posted",platform="console"}',
    'tallywire_polls_total{outcome="changed"}',
)
SIGNING, KEY = "signing-secret-0123456789abcdef", "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="


@pytest.fixture(scope="module")
def doubles() -> Iterator[tuple[Json, Json]]:
    with launched("tests.doubles.discord") as discord, launched("tests.doubles.slack") as slack:
        yield discord, slack


class Run:
    """A running Tallywire, and everything that it has written."""

    def __init__(self, process: Process) -> None:
        self.process = process
        self.written = ""
        self.address = ""
        self._reading = asyncio.create_task(self._read())

    async def until(self, word: str) -> str:
        """Wait for a line with a word, and return it."""
        async with asyncio.timeout(PATIENCE):
            while not (lines := [line for line in self.written.splitlines(keepends=True) if word in line]):
                assert self.process.returncode is None, self.written
                await asyncio.sleep(0.02)
        return lines[0]

    async def get(self, path: str, **headers: str) -> tuple[int, str]:
        """Ask the HTTP port."""
        async with aiohttp.ClientSession() as session, session.get(self.address + path, headers=headers) as answer:
            return answer.status, await answer.text()

    async def until_ready(self, status: int = 200) -> dict[str, object]:
        """Wait until /readyz answers so, and return what it says."""
        async with asyncio.timeout(PATIENCE):
            while (answer := await self.get("/readyz"))[0] != status:  # noqa: ASYNC110 - another process tells
                await asyncio.sleep(0.05)
        told: dict[str, object] = json.loads(answer[1])
        return told

    async def end(self) -> None:
        """Wait until it has ended and all that it wrote is known."""
        async with asyncio.timeout(PATIENCE):
            await self.process.wait()
            await self._reading

    async def _read(self) -> None:
        assert self.process.stderr is not None
        while line := await self.process.stderr.readline():
            self.written += line.decode()


@asynccontextmanager
async def running(desk: Newsdesk, **environment: str) -> AsyncIterator[Run]:
    """Run `tallywire run` as a person would, and stop it with SIGTERM."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "run", "--config", str(desk.config)),
        cwd=ROOT,
        env={**os.environ, **environment},
        stdin=DEVNULL,
        stdout=DEVNULL,
        stderr=PIPE,
    )
    run = Run(process)
    try:
        found = re.search(r"127\.0\.0\.1:\d+", await run.until("listening"))
        assert found is not None
        run.address = f"http://{found[0]}"
        yield run
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGTERM)
        await run.end()


def configure(desk: Newsdesk, host: str, more: str = "") -> None:
    """Write settings with a port of our own."""
    desk.configure(host, "/coast")
    desk.config.write_text(desk.config.read_text() + "[http]\nport = 0\n" + more)


def value(page: str, name: str) -> float:
    """Return a number of the metrics page."""
    (found,) = re.findall(rf"^{re.escape(name)} ([0-9.e+]+)$", page, re.MULTILINE)
    return float(found)


async def test_machines_see_health_readiness_and_counts(tmp_path: Path) -> None:
    desk = Newsdesk(tmp_path)
    feed = Changing(rss_item("toll", killed(12)))
    async with served({"/coast": feed.answer}) as host:
        configure(desk, host, '[log]\nlines = "json"\n')
        async with running(desk) as run:
            assert await run.get("/healthz") == (200, "alive\n")
            assert (await run.until_ready())["checks"] == {"store": "ok", "poll": "ok", "post": "ok"}
            _, page = await when(lambda: run.get("/metrics"), lambda told: all(name in told[1] for name in COUNTED))
            judged, posted, polled = (value(page, name) for name in COUNTED)
            assert (judged, posted, polled >= 1) == (1, 1, True)
            for path in ("/healthz", "/readyz", "/metrics"):
                assert (await run.get(path, **{"X-Forwarded-For": "203.0.113.9"}))[0] == 404
    told = [json.loads(line) for line in run.written.splitlines() if '"judged"' in line]
    assert [(line["verdict"], line["claim"], line["figure"]) for line in told] == [("first", "storm-dead", "12")]
    assert all(json.loads(line) for line in run.written.splitlines())


async def test_no_secret_of_a_full_run_stands_in_logs_metrics_errors_or_the_database(
    tmp_path: Path, doubles: tuple[Json, Json], postgres: PostgresServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    discord, slack = doubles
    desk = Newsdesk(tmp_path)
    monkeypatch.setenv("PATH", f"{postgres.programs}{os.pathsep}{os.environ['PATH']}")
    database = postgres.make()
    desk.url = postgres.url(database)
    secrets = {
        "TALLYWIRE_DISCORD_TOKEN": discord["token"],
        "TALLYWIRE_SLACK_BOT_TOKEN": slack["bot_token"],
        "TALLYWIRE_SLACK_APP_TOKEN": slack["app_token"],
        "TALLYWIRE_SLACK_SIGNING_SECRET": SIGNING,
        "TALLYWIRE_SLACK_TOKEN_KEYS": KEY,
        "TALLYWIRE_STORE_PASSWORD": STORE_WORD,
    }
    more = (
        f'[discord]\napi_base = "{discord["api"]}"\ngateway_url = "{discord["gateway"]}"\n'
        f'[slack]\napi_base = "{slack["api"]}"\n'
    )
    seen: dict[str, str] = {}
    feed = Changing(rss_item("toll", killed(12)))
    async with served({"/coast": feed.answer}) as host:
        configure(desk, host, more)
        async with running(desk, **secrets) as run:
            ready = await run.until_ready()
            assert ready["checks"] == dict.fromkeys(("store", "poll", "post"), "ok")
            for platform in ("discord", "slack"):
                await run.until(f"platform={platform}")
            await run.until("judged")
            for path in ("/metrics", "/readyz", "/healthz"):
                seen[path] = (await run.get(path))[1]
        seen["log"] = run.written
    await asyncio.to_thread(backup_store, desk.url, tmp_path / "backup")
    async with open_store(desk.url, exclusive=False) as store:
        assert len(await store.entries("storm")) == 1
    seen["dump"] = await output("pg_restore", "--file=-", str(tmp_path / "backup"))
    assert "storm-dead" in seen["dump"]
    seen["error"] = await output(
        *(sys.executable, "-m", "bot", "status", "--config", str(desk.config)),
        TALLYWIRE_STORE_URL=f"postgresql://bot:{STORE_WORD.replace('@', '%40')}@127.0.0.1:1/tally",
    )
    assert "tallywire:" in seen["error"]
    found = [(where, name) for where, text in seen.items() for name, secret in secrets.items() if secret in text]
    assert found == []
    postgres.drop(database)


async def output(*words: str, **environment: str) -> str:
    """Return all that a program writes."""
    process = await asyncio.create_subprocess_exec(
        *words, cwd=ROOT, env={**os.environ, **environment}, stdin=DEVNULL, stdout=PIPE, stderr=PIPE
    )
    out, err = await process.communicate()
    return (out + err).decode()
