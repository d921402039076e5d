"""`run`'s parts put together, and how they are started and stopped."""

import asyncio
import gc
import random
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from adapters.charts import Charts
from adapters.clock import Clock
from adapters.console import CHANNEL
from adapters.console import Platform as Console
from adapters.files.feeds import load_feeds
from adapters.files.topics import load_topics
from adapters.http import Server
from adapters.page import PageReader
from adapters.schedule import Schedule
from adapters.storage import open_store
from adapters.syndication import Syndication
from adapters.web import PageFetcher, Robots
from adapters.workers import Workers
from bot.boards import Boards
from bot.cli.chats import Chat, listening, open_chats, places, routes_of
from bot.cli.feed_list import FeedFile
from bot.cli.feeds_file import FeedsFile
from bot.cli.fetching import make_fetcher
from bot.cli.journal import tell_board, tell_delivery, tell_job, tell_lost, tell_poll, tell_reread
from bot.cli.log import tell
from bot.cli.pushing import Pushing, make_pushing
from bot.cli.readers import feed_workers, make_preparing
from bot.cli.watching import Watch
from bot.commands import Desk, summarise
from bot.commands.pages import page_article
from bot.crash import Crash
from bot.errors import StoreCorrupt, StoreOutdated
from bot.hosts import Hosts, PoliteFetcher, PoliteForms
from bot.hubs import rely_on_no_push
from bot.intake import Intake, Taken
from bot.model import Article, Feed
from bot.outbox import Outbox
from bot.pace import Bounds
from bot.pages import Pages
from bot.polling import Rules
from bot.ports import Forms, Platform, Store
from bot.preparing import Preparing
from bot.printings import Printings
from bot.rereading import Rereading
from bot.road import Polled, Road, Told, Traffic
from bot.settings import Settings
from bot.starting import follow_everything, forget_items, know_feeds, record_known_figures, release_feeds
from bot.steps import Steps, make_steps
from bot.turns import Turns
from bot.views import message_view

TICK = 0.25
BOARD_TICK, SUMMARY_TICK = 1.0, 5.0
"""Seconds between looks at what is due."""
FILE_TICK, FORGET_TICK = 2.0, 3_600.0
"""Seconds between looks at the feeds file, and between times that old items are forgotten."""
HUB_TICK = 1.0
"""Seconds between looks at what hubs are to be asked."""
REREAD_TICK = 1.0
"""Seconds between looks at which articles are read again."""
LAST_TICKS, LAST_POLLS, LAST_POSTS = 1.0, 2.0, 3.0
"""Seconds that a stop leaves each to end; what it cuts short is taken up again at the next start."""

Heard = Callable[[Sequence[Taken]], None]
"""Is told which articles were taken in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """Everything that `serve` needs, opened."""

    settings: Settings
    clock: Clock
    store: Store
    hosts: Hosts
    fetcher: PoliteFetcher
    forms: Forms
    syndication: Syndication
    pages: Pages
    steps: Steps
    preparing: Preparing
    chats: Mapping[str, Chat]
    feeds: Sequence[Feed]
    page: Callable[[str], Awaitable[Article]]

    @property
    def platforms(self) -> Mapping[str, Platform]:
        """Where posts go."""
        return {name: chat.platform for name, chat in self.chats.items()}


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[Parts]:
    """Read the files, open the store and connect the platforms; everything is closed at the end."""
    steps = make_steps(load_topics(Path(settings.topics.dir)))
    feeds = load_feeds(Path(settings.feeds.file))
    clock = Clock()
    async with AsyncExitStack() as stack:
        store = await stack.enter_async_context(open_store(settings.store.url))
        chats = await open_chats(settings, clock, store, stack)
        fetcher = make_fetcher(settings.fetch)
        stack.push_async_callback(fetcher.close)
        hosts = Hosts(most=settings.fetch.per_host, pause=settings.fetch.host_pause, own=settings.fetch.allow_hosts)
        feeds_beside, pages_beside = feed_workers(), Workers()
        for workers in (feeds_beside, pages_beside):
            stack.push_async_callback(workers.close)
        reader, polite = PageReader(pages_beside.run), PoliteFetcher(fetcher, hosts)
        obedient = PageFetcher(fetcher, Robots(fetcher)) if settings.fetch.robots else fetcher
        yield Parts(
            settings=settings,
            clock=clock,
            store=store,
            hosts=hosts,
            fetcher=polite,
            forms=PoliteForms(fetcher, hosts),
            syndication=Syndication(feeds_beside.run),
            pages=Pages(fetcher=PoliteFetcher(obedient, hosts), reader=reader, own_hosts=settings.fetch.allow_hosts),
            steps=steps,
            preparing=make_preparing(settings.reading, store, steps, stack),
            chats=chats,
            feeds=feeds,
            page=page_article(polite, reader, clock),
        )


async def serve(parts: Parts, stop: asyncio.Event) -> None:
    """Poll and post until told to stop, then let what is under way end. Raise StoreError when the ledger is lost."""
    await _make_ready(parts)
    set_aside()
    turns = {name: Turns(platform.limits, parts.clock) for name, platform in parts.platforms.items()}
    outbox, boards, printings = _outbox(parts, turns), _boards(parts, turns), _printings(parts)

    def heard(taken: Sequence[Taken]) -> None:
        printings.heard(taken)
        if any(each.alerts for each in taken):
            outbox.wake()

    rereading = _rereading(parts, heard)
    intake = _intake(parts)
    pushing = _pushing(parts, intake, rereading, heard)
    road = _road(parts, heard, intake, rereading, pushing)
    losses = _Losses(stop, chats=len(parts.chats))
    watch = Watch(parts.settings, parts.store, parts.clock, parts.chats)
    schedule = Schedule(on_error=losses.job_failed, on_done=watch.pulse.beat)
    await _begin_pushing(schedule, pushing)
    schedule.every(TICK, "poll", road.tick)
    schedule.every(REREAD_TICK, "reread", rereading.tick)
    schedule.every(TICK, "post", outbox.tick)
    schedule.every(BOARD_TICK, "boards", boards.tick)
    schedule.every(BOARD_TICK, "printings", printings.tick)
    _look_around(schedule, parts)
    watch.begin(schedule)
    schedule.start()
    try:
        with watch.listening():
            async with (
                _serving(parts, pushing, watch),
                listening(parts.chats, lambda: desk_of(parts), losses.chat_lost),
            ):
                await stop.wait()
    finally:
        await schedule.stop(LAST_TICKS)
        if pushing is not None:
            await pushing.end(LAST_POLLS)
        await asyncio.gather(road.underway.end(LAST_POLLS), rereading.underway.end(LAST_POLLS))
        if not losses.errors:
            await outbox.tick()
        await boards.underway.end(LAST_POSTS)
        await outbox.underway.end(LAST_POSTS)
    losses.tell()


async def _begin_pushing(schedule: Schedule, pushing: Pushing | None) -> None:
    if pushing is not None:
        await pushing.hubs.start()
        schedule.every(HUB_TICK, "hubs", pushing.hubs.tick)


class _Losses:
    """What cannot be gone on without: the ledger, or the only platform."""

    def __init__(self, stop: asyncio.Event, *, chats: int) -> None:
        self.errors: list[BaseException] = []
        self._stop = stop
        self._chats = chats

    def job_failed(self, name: str, error: BaseException) -> None:
        """Tell it; stop where the ledger is lost."""
        tell_job(name, error)
        if isinstance(error, StoreCorrupt | StoreOutdated):
            self._end(error)

    def chat_lost(self, name: str, error: BaseException) -> None:
        """Stop where nobody else is left to tell; what waits for the others goes out."""
        self._chats -= 1
        if self._chats:
            tell_lost(name, error)
        else:
            self._end(error)

    def tell(self) -> None:
        """Raise what ended it all, if anything did."""
        if self.errors:
            raise self.errors[0]

    def _end(self, error: BaseException) -> None:
        self.errors.append(error)
        self._stop.set()


@asynccontextmanager
async def _serving(parts: Parts, pushing: Pushing | None, watch: Watch) -> AsyncIterator[None]:
    """Open the HTTP port, where something is served on it."""
    http = parts.settings.http
    routes = (*(pushing.routes if pushing else ()), *routes_of(parts.chats, lambda: desk_of(parts)))
    if routes or "port" in http.model_fields_set:
        routes = (*routes, *watch.routes())
    async with Server(http.host, http.port, routes) as server:
        if server.address:
            tell("listening", address=server.address)
        yield


def _look_around(schedule: Schedule, parts: Parts) -> None:
    """Do now and then what no single event asks for."""
    days = parts.settings.feeds.remember_days
    schedule.every(FILE_TICK, "feeds file", _feeds_file(parts).tick)
    schedule.every(FORGET_TICK, "forget items", lambda: forget_items(parts.store, parts.clock.now(), days))
    schedule.every(SUMMARY_TICK, "summaries", lambda: summarise(desk_of(parts)))


def set_aside() -> None:
    """Let the garbage collector pass over all there is by now, for good.

    Word lists, topics and feeds stay; going through them again and again held up the event loop for 80 ms at a time.
    """
    gc.collect()
    gc.freeze()


async def _make_ready(parts: Parts) -> None:
    topics, now = tuple(parts.steps.topics.values()), parts.clock.now()
    await parts.store.release_posts(now)
    known = await record_known_figures(parts.store, topics, now)
    if Console.name in parts.chats:
        await follow_everything(parts.store, Console.name, CHANNEL, topics)
    await release_feeds(parts.store)
    await know_feeds(parts.store, parts.feeds, now, baseline=parts.settings.feeds.baseline)
    await rely_on_no_push(parts.store, now)
    claims = sum(len(topic.claims) for topic in topics)
    tell("watching", topics=len(topics), claims=claims, feeds=len(parts.feeds), figures_on_record=known)


def _feeds_file(parts: Parts) -> FeedsFile:
    feeds = parts.settings.feeds
    return FeedsFile(Path(feeds.file), parts.feeds, store=parts.store, clock=parts.clock, baseline=feeds.baseline)


def _intake(parts: Parts) -> Intake:
    return Intake(
        store=parts.store,
        steps=parts.steps,
        preparing=parts.preparing,
        clock=parts.clock,
        pages=parts.pages,
        chance=random.random,
    )


def _printings(parts: Parts) -> Printings:
    return Printings(store=parts.store, clock=parts.clock, platforms=parts.platforms.keys() - {Console.name})


def _rereading(parts: Parts, heard: Heard) -> Rereading:
    def told(reread: Taken | Crash) -> None:
        tell_reread(reread)
        if isinstance(reread, Taken):
            heard([reread])

    return Rereading(
        store=parts.store,
        steps=parts.steps,
        preparing=parts.preparing,
        pages=parts.pages,
        clock=parts.clock,
        chance=random.random,
        tell=told,
    )


def _pushing(parts: Parts, intake: Intake, rereading: Rereading, heard: Heard) -> Pushing | None:
    return make_pushing(
        settings=parts.settings,
        store=parts.store,
        clock=parts.clock,
        forms=parts.forms,
        syndication=parts.syndication,
        intake=intake,
        heed=rereading.heed,
        heard=heard,
    )


def _road(parts: Parts, heard: Heard, intake: Intake, rereading: Rereading, pushing: Pushing | None) -> Road:
    def told(poll: Told) -> None:
        tell_poll(poll)
        if isinstance(poll, Polled):
            heard(poll.taken)

    return Road(
        store=parts.store,
        fetcher=parts.fetcher,
        syndication=parts.syndication,
        intake=intake,
        heed=rereading.heed,
        offered=None if pushing is None else pushing.hubs.offered,
        clock=parts.clock,
        chance=random.random,
        traffic=Traffic(
            at_once=parts.settings.fetch.concurrency,
            per_host=parts.settings.fetch.per_host,
            own_hosts=parts.hosts.own,
        ),
        rules=polling_rules(parts.settings),
        operators=places(parts.settings.operators.channels),
        tell=told,
    )


def polling_rules(settings: Settings) -> Rules:
    """Return what the settings say of polling."""
    feeds = settings.feeds
    bounds = Bounds(normal=feeds.interval, least=feeds.min_interval, most=feeds.max_interval)
    return Rules(bounds=bounds, notice_after=feeds.notice_after)


def desk_of(parts: Parts) -> Desk:
    """Return what answers are made from, as of now."""
    return Desk(
        topics=parts.steps.topics,
        store=parts.store,
        now=parts.clock.now(),
        steps=parts.steps,
        charts=Charts(),
        page=parts.page,
        feeds=FeedFile(parts.settings),
        platforms=parts.platforms,
    )


def _boards(parts: Parts, turns: Mapping[str, Turns]) -> Boards:
    return Boards(
        store=parts.store,
        platforms=parts.platforms,
        topics=parts.steps.topics,
        clock=parts.clock,
        tell=tell_board,
        turns=turns,
    )


def _outbox(parts: Parts, turns: Mapping[str, Turns]) -> Outbox:
    return Outbox(
        store=parts.store,
        platforms=parts.platforms,
        topics=parts.steps.topics,
        wording=message_view,
        clock=parts.clock,
        tell=tell_delivery,
        turns=turns,
        operators=places(parts.settings.operators.channels),
    )
