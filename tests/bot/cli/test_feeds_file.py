"""The feeds file while `run` goes on."""

import logging
from pathlib import Path

import pytest

from adapters.files.feeds import load_feeds
from adapters.storage import MemoryStore
from bot.cli.feeds_file import FeedsFile
from bot.starting import know_feeds
from tests.doubles.clock import FakeClock
from tests.newsroom import NOW

TABLE = '[[feeds]]\nurl = "https://{0}.example/rss"\noutlet = "{0}"\n'


class Scene:
    """A file, and a store that knows what was in it at the start."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.store = MemoryStore()
        self.writings = 0

    async def start(self, *names: str) -> None:
        """Begin as `run` does."""
        self.write("".join(TABLE.format(name) for name in names))
        feeds = load_feeds(self.path)
        await know_feeds(self.store, feeds, NOW, baseline=True)
        self.file = FeedsFile(self.path, feeds, store=self.store, clock=FakeClock(NOW), baseline=True)
        await self.look()

    def write(self, text: str) -> None:
        """Write the file anew; its length always differs, in case the file system's clock does not."""
        self.writings += 1
        self.path.write_text(f"{text}{'#' * self.writings}\n", encoding="utf-8")

    async def look(self) -> set[str]:
        """Let two looks pass, and return which feeds are polled then."""
        await self.file.tick()
        await self.file.tick()
        return {state.feed.outlet for state in await self.store.feed_states()}


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    return Scene(tmp_path / "feeds.toml")


@pytest.fixture
def journal(caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> pytest.LogCaptureFixture:
    """Return what is told, whether or not `run` has sent it elsewhere in this process before."""
    caplog.set_level(logging.INFO, logger="tallywire")
    monkeypatch.setattr(logging.getLogger("tallywire"), "propagate", True)
    return caplog


async def test_what_is_added_and_removed_is_taken_over_and_told(
    scene: Scene, journal: pytest.LogCaptureFixture
) -> None:
    await scene.start("coast", "hill")
    scene.write(TABLE.format("hill") + TABLE.format("valley"))
    assert await scene.look() == {"hill", "valley"}
    assert [record.getMessage() for record in journal.records] == ["feeds changed added=1 removed=1 feeds=2"]
    assert not any(state.baselined for state in await scene.store.feed_states())


async def test_what_is_known_of_a_feed_outlives_a_change_of_the_file(scene: Scene) -> None:
    await scene.start("coast", "hill")
    async with scene.store.transaction() as transaction:
        await transaction.add_items({"https://coast.example/rss": ["a"]}, NOW)
    scene.write(TABLE.format("coast").replace('outlet = "coast"', 'outlet = "The Coast"\ninterval = 60'))
    assert await scene.look() == {"The Coast"}
    assert await scene.store.known_items({"https://coast.example/rss": ["a"]}) == {("https://coast.example/rss", "a")}


@pytest.mark.parametrize("text", ["[[feeds", "", '[[feeds]]\nurl = "no address"\noutlet = "x"\n'])
async def test_a_faulty_file_is_told_once_and_changes_nothing(
    scene: Scene, journal: pytest.LogCaptureFixture, text: str
) -> None:
    await scene.start("coast")
    scene.write(text)
    for _ in range(3):
        assert await scene.look() == {"coast"}
    assert [record.getMessage().partition(" fault=")[0] for record in journal.records] == ["feeds file refused"]
    scene.write(TABLE.format("hill"))
    assert await scene.look() == {"hill"}


async def test_a_file_that_is_gone_for_a_moment_changes_nothing(scene: Scene) -> None:
    await scene.start("coast")
    scene.path.unlink()
    assert await scene.look() == {"coast"}
    scene.write(TABLE.format("hill"))
    assert await scene.look() == {"hill"}


async def test_a_file_that_is_being_written_is_not_read_before_it_rests(scene: Scene) -> None:
    await scene.start("coast", "hill")
    scene.write(TABLE.format("coast"))
    await scene.file.tick()
    scene.write(TABLE.format("coast") + TABLE.format("hill"))
    await scene.file.tick()
    assert {state.feed.outlet for state in await scene.store.feed_states()} == {"coast", "hill"}
