"""`tallywire feeds` and `status`, against real feeds on loopback and a real database."""

import asyncio
import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from adapters.files.feeds import load_feeds
from adapters.storage import open_store
from bot.cli.app import app
from bot.errors import FaultyResource, Misuse, SettingsError, StoreError, UnknownName
from bot.model import Feed, FeedState, FullText, Outcome, Tally
from bot.starting import know_feeds
from tests.doubles.feeds import answering, rss, rss_item, served
from tests.doubles.newsdesk import Newsdesk
from tests.newsroom import NOW

PAGE = """<html><head><title>Coast</title>
<link rel="alternate" type="application/rss+xml" title="All news" href="/coast"></head><body>News</body></html>"""
ROUTES = {
    "/coast": answering(rss(rss_item("a"), rss_item("b")), Content_Type="application/rss+xml"),
    "/page": answering(PAGE, Content_Type="text/html"),
    "/gone": answering("", status=410),
}
Run = Callable[..., Result]


@pytest.fixture(scope="module")
def host() -> Iterator[str]:
    """Serve feeds from a thread of their own: a command runs its own event loop."""
    ready: list[str] = []
    started, ended = threading.Event(), threading.Event()

    async def serve() -> None:
        async with served(ROUTES) as address:
            ready.append(address)
            started.set()
            await asyncio.to_thread(ended.wait)

    thread = threading.Thread(target=lambda: asyncio.run(serve()))
    thread.start()
    assert started.wait(30)
    yield ready[0]
    ended.set()
    thread.join(30)


@pytest.fixture
def desk(tmp_path: Path, host: str) -> Newsdesk:
    """Return a newsroom that polls one feed and has not run yet."""
    desk = Newsdesk(tmp_path)
    desk.configure(host, "/coast")
    return desk


@pytest.fixture
def run(desk: Newsdesk) -> Run:
    def call(*words: str) -> Result:
        return CliRunner().invoke(app, [*words, "--config", str(desk.config)])

    return call


def told(result: Result) -> str:
    """Return what a command printed; an error it met fails the test."""
    if result.exception is not None:
        raise result.exception
    return result.stdout


def file_of(desk: Newsdesk) -> Path:
    return desk.folder / "feeds.toml"


def known(desk: Newsdesk, change: Callable[[FeedState], FeedState] = lambda state: state) -> None:
    """Let the feeds of the file be on record as a run leaves them."""

    async def fill() -> None:
        async with open_store(desk.url) as store:
            await know_feeds(store, load_feeds(file_of(desk)), NOW, baseline=True)
            states = await store.feed_states()
            async with store.transaction() as transaction:
                await transaction.put_feeds([change(state) for state in states])

    asyncio.run(fill())


def states(desk: Newsdesk) -> dict[str, FeedState]:
    """Return what is on record, by outlet."""

    async def ask() -> dict[str, FeedState]:
        async with open_store(desk.url, exclusive=False) as store:
            return {state.feed.outlet: state for state in await store.feed_states()}

    return asyncio.run(ask())


def error_of(result: Result) -> Exception:
    assert isinstance(result.exception, Exception)
    return result.exception


def test_a_feed_is_added_under_the_name_it_gives_itself(run: Run, desk: Newsdesk, host: str) -> None:
    file_of(desk).write_text("# mine\n", encoding="utf-8")
    assert "t (http" in told(run("feeds", "add", f"http://{host}/coast"))
    assert load_feeds(file_of(desk)) == (Feed(url=f"http://{host}/coast", outlet="t"),)
    assert file_of(desk).read_text(encoding="utf-8").startswith("# mine\n")


def test_a_feed_is_added_as_it_is_asked_for(run: Run, desk: Newsdesk, host: str) -> None:
    options = ["--outlet", "Hill", "--interval", "90", "--full-text", "never", "--unchecked"]
    told(run("feeds", "add", f"http://{host}/hill", *options))
    hill = Feed(url=f"http://{host}/hill", outlet="Hill", interval=90, full_text=FullText.NEVER)
    assert hill in load_feeds(file_of(desk))


@pytest.mark.parametrize(
    ("path", "options", "kind", "words"),
    [
        ("/page", [], UnknownName, "leads to http"),
        ("/gone", [], FaultyResource, "410"),
        ("/coast", [], SettingsError, "already"),
        ("/x", ["--unchecked"], UnknownName, "--outlet"),
    ],
)
def test_what_cannot_be_added_is_told_and_the_file_stays(
    run: Run, desk: Newsdesk, host: str, path: str, options: list[str], kind: type[Exception], words: str
) -> None:
    before = file_of(desk).read_text(encoding="utf-8")
    error = error_of(run("feeds", "add", f"http://{host}{path}", *options))
    assert isinstance(error, kind)
    assert words in str(error)
    assert file_of(desk).read_text(encoding="utf-8") == before


def test_a_feed_is_removed_by_its_outlet_or_address(run: Run, desk: Newsdesk, host: str) -> None:
    told(run("feeds", "add", f"http://{host}/hill", "--outlet", "Hill", "--unchecked"))
    assert "Hill" in told(run("feeds", "remove", "hill"))
    assert [feed.outlet for feed in load_feeds(file_of(desk))] == ["coast"]
    assert isinstance(error_of(run("feeds", "remove", "hill")), UnknownName)


def test_the_list_shows_each_feed_with_its_figures(run: Run, desk: Newsdesk, host: str) -> None:
    known(desk, lambda state: replace(state, last_success=NOW, tally=Tally(polls=4, unchanged=3, listed=2)))
    text = told(run("feeds", "list"))
    assert text.startswith("1 feed: 1 fine")
    assert "75%" in text
    (line,) = map(json.loads, told(run("feeds", "list", "--json")).splitlines())
    assert (line["url"], line["condition"], line["unchanged_share"]) == (f"http://{host}/coast", "fine", 0.75)
    assert line["articles"] == {outcome.value: 0 for outcome in Outcome}
    assert told(run("feeds", "list", "--amiss")).startswith("0 feeds: none\n")


def test_a_feed_is_paused_and_resumed_beside_a_running_tallywire(run: Run, desk: Newsdesk) -> None:
    known(desk)

    async def beside() -> None:
        async with open_store(desk.url):
            assert "Paused: coast" in told(await asyncio.to_thread(run, "feeds", "pause", "coast"))

    asyncio.run(beside())
    assert states(desk)["coast"].paused
    assert "Polled again: coast" in told(run("feeds", "resume", "coast"))
    assert not states(desk)["coast"].paused


def test_what_fails_or_is_gone_is_tried_again_at_once(run: Run, desk: Newsdesk) -> None:
    known(desk)
    assert told(run("feeds", "retry")) == "No feed fails, and none is gone.\n"
    known(desk, lambda state: replace(state, gone=True, failures=1, fault="410"))
    assert "Tried again: coast" in told(run("feeds", "retry"))
    assert not states(desk)["coast"].gone


def test_a_poll_can_be_forced(run: Run, desk: Newsdesk) -> None:
    known(desk, lambda state: replace(state, next_due=NOW.replace(year=2099)))
    assert "Due now: coast" in told(run("feeds", "poll", "coast"))
    assert states(desk)["coast"].next_due.year < 2099


def test_a_check_shows_what_a_poll_would_find(run: Run, host: str) -> None:
    text = told(run("feeds", "check", f"http://{host}/coast"))
    assert "2 items" in text
    found: dict[str, Any] = json.loads(told(run("feeds", "check", f"http://{host}/coast", "--json")))
    assert [item["title"] for item in found["feed"]["items"]] == ["a", "b"]


def test_a_check_of_a_page_shows_the_feeds_it_leads_to(run: Run, host: str) -> None:
    assert "/coast (All news)" in told(run("feeds", "check", f"http://{host}/page"))


def test_feeds_come_in_as_opml_and_go_out_again(run: Run, desk: Newsdesk, host: str, tmp_path: Path) -> None:
    opml = tmp_path / "feeds.opml"
    opml.write_text(
        f'<opml version="2.0"><body><outline type="rss" text="Hill" xmlUrl="http://{host}/hill"/>'
        f'<outline type="rss" text="Coast" xmlUrl="http://{host}/coast"/><outline type="rss" text="x"/></body></opml>',
        encoding="utf-8",
    )
    result = run("feeds", "import", str(opml))
    assert told(result).startswith("1 feed added")
    assert "left out" in result.stderr
    assert [feed.outlet for feed in load_feeds(file_of(desk))] == ["coast", "Hill"]
    assert f"http://{host}/hill" in told(run("feeds", "export"))
    told(run("feeds", "export", str(tmp_path / "out.opml")))
    assert told(run("feeds", "import", str(tmp_path / "out.opml"))).startswith("0 feeds added")


def test_before_the_first_run_there_is_no_health_to_show(run: Run) -> None:
    for words in (("feeds", "list"), ("feeds", "pause", "coast"), ("status",)):
        assert isinstance(error_of(run(*words)), StoreError)


def test_the_status_is_told_to_people_and_to_programs(run: Run, desk: Newsdesk) -> None:
    known(desk, lambda state: replace(state, failures=2, fault="no answer in time", last_success=NOW))
    text = told(run("status"))
    assert text.startswith("1 feed: 1 failing")
    assert "no answer in time" in text
    found = json.loads(told(run("status", "--json")))
    assert (found["feeds"], found["overdue"], found["posts"]["waiting"]) == ({"failing": 1}, 1, 0)
    assert found["failing"][0]["fault"] == "no answer in time"


def test_an_unknown_feed_is_misuse(run: Run, desk: Newsdesk) -> None:
    known(desk)
    assert isinstance(error_of(run("feeds", "pause", "cost")), Misuse)
