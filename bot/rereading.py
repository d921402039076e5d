"""Looks again at articles that may have changed, and takes a new version along the road when it says something new."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count

from bot.analysis import News
from bot.crash import Crash, survive
from bot.edits import (
    COMPARED,
    READ,
    SHORTER,
    SOON,
    is_doubtful,
    is_fuller,
    is_passed_over,
    late_recheck,
    looked,
    new_version,
    text_hash,
    unread,
    wants_page,
)
from bot.intake import Judged, Taken, hand_out, origin_of, outcome_of, together
from bot.model import Article, ArticleRecord, Feed, FeedItem, Outcome, Printed, Recheck, TakenFrom
from bot.pages import Look, Pages
from bot.polling import article_of
from bot.ports import Clock, Store, Transaction
from bot.preparing import Plan, Prepared, Preparing, Settled, going_on
from bot.steps import Steps
from bot.underway import Underway
from bot.urls import host_of

LEASE = 600.0
"""Seconds a look may take, its turn with the host included."""
MOST_AT_ONCE = 20
"""Looks at a time; those that have taken a while are not counted."""
PATIENCE = timedelta(seconds=2)
SLOW_ONES = 4
"""So many times as many looks may be under way altogether."""
OF_ONE_HOST = 5
PUT_OFF = timedelta(seconds=15)
"""For so long a look makes room for those at other hosts, where its own is looked at by as many as may."""


class Rereading:
    """Reads articles again: on a schedule that decays, and when their feeds tell them differently."""

    def __init__(
        self,
        *,
        store: Store,
        steps: Steps,
        pages: Pages,
        clock: Clock,
        chance: Callable[[], float],
        tell: Callable[[Taken | Crash], None],
        preparing: Preparing | None = None,
    ) -> None:
        """`chance` returns numbers evenly spread between 0 and 1; `tell` hears of every new version."""
        self._preparing = preparing or Preparing(store=store, steps=steps)
        self._store = store
        self._steps = steps
        self._pages = pages
        self._clock = clock
        self._chance = chance
        self._tell = tell
        self._looking: dict[str, tuple[str, datetime]] = {}
        """Host and beginning of each look under way, by article."""
        self._glanced: dict[str, datetime] = {}
        """When pages of late were, or will be, looked at whose feed had only moved their date."""
        self.underway = Underway(tell)

    async def tick(self) -> None:
        """Begin to look at what is due, and do not wait for it. A slow host holds up no other."""
        now = self._clock.now()
        room = self._room(now)
        if room <= 0:
            return
        async with self._store.transaction() as transaction:
            due = await transaction.lease_rechecks(now, room, LEASE)
            begun = self._begun(due, now)
            for recheck in due:
                if recheck not in begun:
                    await transaction.put_recheck(replace(recheck, next_check=now + PUT_OFF))
            records = await transaction.latest_versions([recheck.article for recheck in begun])
        for recheck in begun:
            self.underway.start(self._look_and_let_go(recheck, records[recheck.article]))

    def _room(self, now: datetime) -> int:
        """Return how many looks may begin."""
        prompt = sum(began > now - PATIENCE for _, began in self._looking.values())
        return min(MOST_AT_ONCE - prompt, SLOW_ONES * MOST_AT_ONCE - len(self._looking))

    def _begun(self, due: Sequence[Recheck], now: datetime) -> tuple[Recheck, ...]:
        """Return those looks whose hosts have room, and count them as under way."""
        asked = Counter(host for host, _ in self._looking.values())
        begun = []
        for recheck in due:
            host = host_of(recheck.url)
            if asked[host] < OF_ONE_HOST:
                asked[host] += 1
                self._looking[recheck.article] = (host, now)
                begun.append(recheck)
        return tuple(begun)

    async def _look_and_let_go(self, recheck: Recheck, record: ArticleRecord) -> None:
        try:
            await self._reread(recheck, record)
        finally:
            self._looking.pop(recheck.article, None)

    async def heed(self, items: Sequence[FeedItem], feed: Feed) -> tuple[Taken, ...]:
        """Take in what a feed tells differently of articles that it has brought before."""
        now = self._clock.now()
        told = {article.id: article for article in (article_of(item, feed, now) for item in items)}
        on_topic = {name for name, item in told.items() if self._steps.gate(item).topics}
        async with self._store.transaction() as transaction:
            known = dict(await transaction.rechecks(list(told)))
            records = await transaction.latest_versions([name for name in told if name in known or name in on_topic])
            for name in records.keys() - known.keys():
                if is_passed_over(told[name], records[name], feed):
                    known[name] = late_recheck(told[name], records[name], feed, now, self._chance())
                    await transaction.add_recheck(known[name])
            looks = {name: self._look_due(told[name], recheck, records[name], now) for name, recheck in known.items()}
            moved = [name for name, due in looks.items() if due is not None]
            taken = await transaction.take_rechecks(moved, now, LEASE)
        held = [replace(recheck, next_check=known[recheck.article].next_check) for recheck in taken]
        versions = [
            await self._heed(told[each.article], each, records[each.article], feed, looks[each.article])
            for each in held
        ]
        return tuple(version for version in versions if version is not None)

    def _look_due(self, item: Article, recheck: Recheck, record: ArticleRecord, now: datetime) -> datetime | None:
        """Return when to look at an article that its feed prints anew; None where the feed says nothing new of it.

        A date that moves may be all that tells of an edited page: it is looked at, but not at each poll.
        """
        name, due = recheck.article, recheck.next_check
        if text_hash(item) != recheck.item_hash:
            return now
        glanced = self._glanced.get(name)
        if record.article.taken_from is not TakenFrom.PAGE or due is None or name in self._looking:
            return None
        glance = now if glanced is None else max(now, glanced + SOON)
        if due <= glance or (glanced is not None and glanced > now):
            return None
        self._glanced = {known: when for known, when in self._glanced.items() if when > now - SOON} | {name: glance}
        return glance

    async def _heed(
        self, item: Article, recheck: Recheck, record: ArticleRecord, feed: Feed, due: datetime | None
    ) -> Taken | None:
        """Take in what the feed tells of one article, or look at its page when that is due."""
        recheck = replace(recheck, item_hash=text_hash(item))
        if record.article.taken_from is TakenFrom.PAGE and record.outcome in READ:
            await self._put(replace(recheck, next_check=due))
            return None
        version = await self._take(new_version(item, record), record, recheck, Look())
        if record.outcome is Outcome.OFF_TOPIC and wants_page(item, feed):
            await self._put(replace(recheck, next_check=self._clock.now()))
        return version

    async def _reread(self, recheck: Recheck, record: ArticleRecord) -> None:
        """Look at an article's page."""
        validators = {"etag": recheck.etag, "last_modified": recheck.last_modified}
        look = await self._pages.look(record.article, record.feed, **validators)
        now = self._clock.now()
        if look.fault:
            await self._put(unread(recheck, record, look.fault, look.pause, now))
            return
        recheck = replace(recheck, etag=look.etag, last_modified=look.last_modified)
        if look.article is None or self._is_as_before(look.article, recheck):
            await self._put(looked(recheck, now, self._chance()))
            return
        seen = replace(recheck, text_hash=text_hash(look.article))
        if is_doubtful(look.article, record, recheck):
            # Without what would make it an unchanged page: the second look has to see the text.
            await self._put(replace(looked(seen, now, self._chance()), fault=SHORTER, etag=None, last_modified=None))
            return
        taken = await self._take(new_version(look.article, record), record, seen, look)
        if taken is not None:
            self._tell(taken)

    @staticmethod
    def _is_as_before(article: Article, recheck: Recheck) -> bool:
        return recheck.text_hash == text_hash(article) and recheck.fault != SHORTER

    async def _take(self, article: Article, record: ArticleRecord, recheck: Recheck, look: Look) -> Taken | None:
        """Take a new version along the road; None where it changes no figure, or the look was lost."""
        plan = self._plan(article, record)
        async with self._preparing.turn(plan.topics):
            for tries in count():
                prepared = await self._preparing.prepare(plan)
                if prepared.crash is not None:
                    await self._put(looked(recheck, self._clock.now(), self._chance()))
                    return Taken(record=record, stored=True, crash=prepared.crash)
                with going_on(tries):
                    return await self._take_in(plan, prepared, record, recheck, look, tries)
        return None

    async def _take_in(
        self, plan: Plan, prepared: Prepared, record: ArticleRecord, recheck: Recheck, look: Look, tries: int
    ) -> Taken | None:
        """Judge a new version against the ledger, and store what changed; raise Moved where that is another by now."""
        now, article = self._clock.now(), plan.article
        async with self._store.transaction() as transaction:
            if not await transaction.put_recheck(recheck):
                return None
            settled = await self._preparing.settle(plan, prepared, transaction, tries)
            if is_fuller(article, record) or record.outcome not in READ:
                article = replace(article, origin=await origin_of(article, transaction, now))
            judged = together([await self._judged(topic, article, settled, record, now) for topic in plan.topics])
            due = looked(recheck, now, self._chance(), changed=bool(judged.entries))
            await transaction.put_recheck(due if plan.topics else replace(due, next_check=None))
            if not judged.entries and not is_fuller(article, record) and record.outcome in COMPARED:
                return None if judged.crash is None else Taken(record=record, stored=True, crash=judged.crash)
            outcome = _outcome(record.outcome, judged, on_topic=bool(plan.topics))
            version = _version(article, record, outcome, look, judged, now)
            await _enter(version, record, judged, transaction)
        return Taken(
            record=version,
            stored=True,
            alerts=judged.alerts,
            topics=judged.topics,
            entries=judged.entries,
            crash=judged.crash,
        )

    def _plan(self, article: Article, record: ArticleRecord) -> Plan:
        """Compare with the version before, if anybody could read it, on the topics of either."""
        before = record.article if record.outcome in COMPARED else None
        topics = dict.fromkeys(self._steps.gate(article).topics)
        if before is not None:
            topics.update(dict.fromkeys(self._steps.gate(before).topics))
        return Plan(article=article, before=before, topics=tuple(topics))

    async def _judged(
        self, topic: str, article: Article, settled: Settled, record: ArticleRecord, now: datetime
    ) -> News | Crash:
        printed = settled.printed[topic]
        if isinstance(printed, Crash):
            return printed
        withdraws_nothing = is_fuller(article, record) or record.outcome not in READ

        async def revise(printed: Printed) -> News:
            return self._steps.revise(printed, article, topic, settled.ledgers[topic], now, withdraws_nothing)

        return await survive(revise(printed))

    async def _put(self, recheck: Recheck) -> None:
        async with self._store.transaction() as transaction:
            await transaction.put_recheck(recheck)


async def _enter(version: ArticleRecord, record: ArticleRecord, judged: Judged, transaction: Transaction) -> None:
    """Store a version with its statements and posts."""
    if version.article.version == record.article.version:
        await transaction.put_article(version)
    else:
        await transaction.add_article(version)
    await transaction.append(judged.entries)
    await transaction.keep_standing(judged.standing)
    await hand_out(judged.alerts, version, transaction)


def _version(
    article: Article, record: ArticleRecord, outcome: Outcome, look: Look, judged: Judged, now: datetime
) -> ArticleRecord:
    """Return the record of a new version."""
    return replace(
        record,
        article=article,
        first_seen=now,
        outcome=outcome,
        reason=str(judged.crash or ""),
        byline=look.byline or record.byline,
        modified=look.modified or record.modified,
    )


def _outcome(before: Outcome, judged: Judged, *, on_topic: bool) -> Outcome:
    """Return how the reading of an article has ended by now: what it said once stays said."""
    if not on_topic:
        return Outcome.OFF_TOPIC
    return Outcome.MATCHED if before is Outcome.MATCHED else outcome_of(judged)
