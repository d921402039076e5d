"""How a running Tallywire is watched: counts, readiness, alarms, and the forgetting of old texts."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import timedelta

from aiohttp import web

from adapters.http import health_routes
from adapters.metrics import Metrics
from adapters.schedule import Schedule
from bot.alarms import Patience
from bot.cli.chats import Chat, places
from bot.cli.health import Pulse
from bot.cli.journal import tell_alarm
from bot.cli.log import hearing
from bot.mending import Mending
from bot.model import Topic
from bot.ports import Clock, Store
from bot.settings import Settings
from bot.vigil import Vigil

VIGIL_TICK, MEND_TICK, TEXT_TICK = 10.0, 10.0, 600.0
"""Seconds between looks at the vital signs, at some topics' figures, and between times that texts are forgotten."""
TEXTS = 500
"""Article versions whose texts are forgotten in one transaction: nobody waits long for it."""
VITAL = ("poll", "post")
"""Ticks without which nothing goes on."""


class Watch:
    """Watches over one process, and over the store that it may share with others."""

    def __init__(
        self, settings: Settings, store: Store, clock: Clock, chats: Mapping[str, Chat], topics: Mapping[str, Topic]
    ) -> None:
        self._settings = settings
        self._store = store
        self._clock = clock
        self._metrics = Metrics()
        self._mending = Mending(store, topics.values())
        self.pulse = Pulse(store=store, clock=clock, platforms=connecting(settings, chats))
        self._vigil = Vigil(
            store=store,
            clock=clock,
            operators=places(settings.operators.channels),
            tell=tell_alarm,
            patience=Patience(after=timedelta(seconds=settings.operators.alarm_after)),
        )

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Hear of every event of the log."""
        with hearing(self._metrics.heard), hearing(self.pulse.heard):
            yield

    def begin(self, schedule: Schedule) -> None:
        """Look now and then; what is scheduled by now and vital is expected to go on."""
        self.pulse.expect(name for name in VITAL if name in schedule.names)
        schedule.every(VIGIL_TICK, "vigil", self._vigil.tick)
        schedule.every(MEND_TICK, "mend figures", self._mending.tick)
        if self._settings.store.text_days:
            schedule.every(TEXT_TICK, "forget texts", self.forget_texts)

    def routes(self) -> Sequence[web.RouteDef]:
        """Return what machines look at."""
        return health_routes(self.pulse.ready, self._page, self._metrics.content_type)

    async def forget_texts(self) -> None:
        """Forget the texts of old articles, some at a time."""
        before = self._clock.now() - timedelta(days=self._settings.store.text_days)
        forgotten = TEXTS
        while forgotten >= TEXTS:
            async with self._store.transaction() as transaction:
                forgotten = await transaction.forget_texts(before, TEXTS)

    def _page(self) -> bytes:
        self._metrics.connected(self.pulse.connected)
        self._metrics.alarmed(self._vigil.up)
        if self._vigil.vitals is not None:
            self._metrics.measured(self._vigil.vitals, self._clock.now())
        return self._metrics.page()


def connecting(settings: Settings, chats: Mapping[str, Chat]) -> Sequence[str]:
    """Return the platforms that hold a connection to us; over HTTP Slack comes when it has something."""
    waits = {"slack"} if settings.slack.mode == "http" or settings.slack.app_token is None else set()
    return [name for name, chat in chats.items() if chat.listen is not None and name not in waits]
