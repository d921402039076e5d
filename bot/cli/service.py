"""`run`'s parts put together, and how they are started and stopped."""

import asyncio
import os
import random
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from secrets import token_hex
from socket import gethostname

from adapters import discord, slack
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
from bot.backlog import Backlog, ReadTold
from bot.boards import Boards
from bot.cli.chats import Chat, Listen, listening, open_chats, places, routes_of
from bot.cli.feed_list import FeedFile
from bot.cli.feeds_file import FeedsFile
from bot.cli.fetching import make_fetcher, polling_rules
from bot.cli.journal import tell_board, tell_delivery, tell_poll, tell_read, tell_reread
from bot.cli.lasting import Losses, follow_clock, set_aside
from bot.cli.log import tell
from bot.cli.pushing import Pushing, make_pushing
from bot.cli.readers import feed_workers, make_preparing
from bot.cli.watching import Watch
from bot.cli.working import LAST_TICKS, Work, share_limits, woken
from bot.commands import Desk, summarise
from bot.commands.pages import page_article
from bot.crash import Crash
from bot.duties import Duties
from bot.hosts import Hosts, PoliteFetcher, PoliteForms
from bot.hubs import rely_on_no_push
from bot.intake import Intake, Taken
from bot.larder import Larder
from bot.model import Article, Feed, Role
from bot.outbox import Outbox
from bot.pages import Pages
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

SUMMARY_TICK = 5.0
"""Seconds between looks at what quiet hours held back."""
FILE_TICK, FORGET_TICK = 2.0, 3_600.0
"""Seconds between looks at the feeds file, and between times that old items are forgotten."""
CLOCK_TICK = 20.0
"""Seconds between looks at the database's clock."""
SHARE_TICK = 5.0
"""Seconds between looks at how many processes deliver."""
ALL_ROLES = frozenset(Role)

EDITING = frozenset({discord.Platform.name, slack.Platform.name})
"""Platforms that edit a message in place, whichever process speaks to them."""

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
    roles: frozenset[Role]
    process: str
    """What no other process is called."""
    page: Callable[[str], Awaitable[Article]]

    @property
    def platforms(self) -> Mapping[str, Platform]:
        """Where posts go."""
        return {name: chat.platform for name, chat in self.chats.items()}


@asynccontextmanager
async def opened(
    settings: Settings, roles: frozenset[Role] = ALL_ROLES, clock: Clock | None = None
) -> AsyncIterator[Parts]:
    """Read the files, open the store and connect the platforms; everything is closed at the end."""
    steps = make_steps(load_topics(Path(settings.topics.dir)))
    feeds = load_feeds(Path(settings.feeds.file))
    clock = clock or Clock()
    async with AsyncExitStack() as stack:
        store = await stack.enter_async_context(open_store(settings.store.url, stall=2 * settings.store.lease))
        await follow_clock(store, clock)
        chats = await open_chats(settings, clock, store, stack) if roles & {Role.DELIVER, Role.CHAT} else {}
        larder = Larder()
        fetcher = make_fetcher(settings.fetch, larder)
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
            syndication=Syndication(feeds_beside.run, larder),
            pages=Pages(fetcher=PoliteFetcher(obedient, hosts), reader=reader, own_hosts=settings.fetch.allow_hosts),
            steps=steps,
            preparing=make_preparing(settings.reading, store, steps, stack),
            chats=chats,
            feeds=feeds,
            roles=roles,
            process=f"{gethostname()} {os.getpid()} {token_hex(4)}",
            page=page_article(polite, reader, clock),
        )


async def serve(parts: Parts, stop: asyncio.Event) -> None:
    """Poll and post until told to stop, then let what is under way end. Raise StoreError when the ledger is lost."""
    await _make_ready(parts)
    set_aside()
    turns = {name: Turns(platform.limits, parts.clock) for name, platform in parts.platforms.items()}
    work = _work(parts, turns)
    losses = Losses(stop, chats=len(parts.chats))
    watch = Watch(parts.settings, parts.store, parts.clock, _own_connections(parts), parts.steps.topics)
    schedule = Schedule(on_error=losses.job_failed, on_done=watch.pulse.beat)
    duties = Duties(store=parts.store, clock=parts.clock, process=parts.process)
    await work.begin(schedule, duties)
    schedule.every(parts.settings.store.lease / 3, "hold", work.renew)
    _look_around(schedule, parts)
    _look_at_others(schedule, parts, turns)
    watch.begin(schedule)
    schedule.start()
    heard = _heard(parts, duties)
    try:
        with watch.listening():
            async with (
                _serving(parts, work.pushing, watch),
                listening(heard, lambda: desk_of(parts), losses.chat_lost),
                woken(parts.store, work),
            ):
                await stop.wait()
    finally:
        await schedule.stop(LAST_TICKS)
        await work.end(deliver=not losses.errors)
    losses.tell()


def _answered(parts: Parts) -> Mapping[str, Chat]:
    """Return the chats in which this process answers."""
    return parts.chats if Role.CHAT in parts.roles else {}


def _own_connections(parts: Parts) -> Mapping[str, Chat]:
    """Return the chats without whose connection this process is not ready: none that another may hold."""
    return {} if parts.store.shared else _answered(parts)


def _heard(parts: Parts, duties: Duties) -> Mapping[str, Chat]:
    """Return the chats that this process listens to: each is one process's at a time."""

    def by_duty(name: str, listen: Listen) -> Listen:
        return lambda desk: duties.do(f"chat {name}", lambda: listen(desk))

    return {
        name: replace(chat, listen=by_duty(name, chat.listen))
        for name, chat in _answered(parts).items()
        if chat.listen is not None
    }


def _work(parts: Parts, turns: Mapping[str, Turns]) -> Work:
    outbox, printings = _outbox(parts, turns), _printings(parts)

    def heard(taken: Sequence[Taken]) -> None:
        printings.heard(taken)
        if any(each.alerts for each in taken):
            outbox.wake()

    rereading, intake = _rereading(parts, heard), _intake(parts)
    pushing = _pushing(parts, intake, rereading, heard) if Role.POLL in parts.roles else None
    return Work(
        road=_road(parts, heard, intake, rereading, pushing),
        rereading=rereading,
        backlog=_backlog(parts, heard, intake),
        outbox=outbox,
        boards=_boards(parts, turns),
        printings=printings,
        pushing=pushing,
        roles=parts.roles,
    )


@asynccontextmanager
async def _serving(parts: Parts, pushing: Pushing | None, watch: Watch) -> AsyncIterator[None]:
    """Open the HTTP port, where something is served on it."""
    http = parts.settings.http
    routes = (*(pushing.routes if pushing else ()), *routes_of(_answered(parts), lambda: desk_of(parts)))
    if routes or "port" in http.model_fields_set:
        routes = (*routes, *watch.routes())
    async with Server(http.host, http.port, routes) as server:
        if server.address:
            tell("listening", address=server.address)
        yield


def _look_around(schedule: Schedule, parts: Parts) -> None:
    """Do now and then what no single event asks for."""
    days = parts.settings.feeds.remember_days
    if Role.POLL in parts.roles:
        schedule.every(FILE_TICK, "feeds file", _feeds_file(parts).tick)
        schedule.every(FORGET_TICK, "forget items", lambda: forget_items(parts.store, parts.clock.now(), days))
    if Role.DELIVER in parts.roles:
        schedule.every(SUMMARY_TICK, "summaries", lambda: summarise(desk_of(parts)))


def _look_at_others(schedule: Schedule, parts: Parts, turns: Mapping[str, Turns]) -> None:
    """Keep step with the other processes on the store, where there may be some."""
    if not parts.store.shared:
        return
    schedule.every(CLOCK_TICK, "clock", lambda: follow_clock(parts.store, parts.clock))
    if Role.DELIVER in parts.roles:
        schedule.every(SHARE_TICK, "share", lambda: share_limits(parts.store, parts.clock, parts.process, turns))


async def _make_ready(parts: Parts) -> None:
    topics, now = tuple(parts.steps.topics.values()), parts.clock.now()
    if not parts.store.shared:
        await parts.store.release_posts(now)
        await release_feeds(parts.store)
    known = await record_known_figures(parts.store, topics, now)
    if Console.name in parts.chats:
        await follow_everything(parts.store, Console.name, CHANNEL, topics)
    if Role.POLL in parts.roles:
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
    editing = EDITING | (parts.platforms.keys() - {Console.name})
    return Printings(store=parts.store, clock=parts.clock, platforms=editing)


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
        lease=parts.settings.store.lease,
        reads=Role.READ in parts.roles,
    )


def _backlog(parts: Parts, heard: Heard, intake: Intake) -> Backlog:
    def told(read: ReadTold) -> None:
        tell_read(read)
        if isinstance(read, Taken):
            heard([read])

    return Backlog(store=parts.store, intake=intake, clock=parts.clock, lease=parts.settings.store.lease, tell=told)


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
        lease=parts.settings.store.lease,
    )
