"""What `run` tells its operator: one line a decision."""

import logging

from adapters import discord, slack
from bot.backlog import ReadFailed, ReadTold
from bot.boards import BoardFailed
from bot.cli.log import tell, tell_crash
from bot.connection import AnswerFailed, Connected, Disconnected
from bot.crash import Crash
from bot.errors import SettingsError
from bot.hubs import HubEvent, HubNews
from bot.intake import Taken
from bot.model import AlarmKind, Entry, Outcome, Post
from bot.outbox import ChannelPaused, Delivery, Posted, PostFailed, PostRefused
from bot.pushes import PushTaken, PushTold, PushUnread
from bot.road import Polled, PollFailed, Told
from bot.urls import printable_url

DISCORD, SLACK = "discord", "slack"
OUTCOMES_OF_NOTE = (Outcome.MATCHED, Outcome.NO_CLAIM, Outcome.UNREADABLE)


def tell_poll(told: Told) -> None:
    """Write how a poll went; one that brought nothing new is no news."""
    match told:
        case Polled():
            _tell_polled(told)
        case PollFailed(gone=True):
            tell("feed gone", logging.WARNING, feed=printable_url(told.feed.url), fault=told.fault)
        case PollFailed(crash=None):
            feed = printable_url(told.feed.url)
            retry = told.retry.isoformat(timespec="seconds")
            tell("poll failed", logging.WARNING, feed=feed, fault=told.fault, failures=told.failures, retry=retry)
        case PollFailed(crash=Crash() as crash):
            tell_crash("poll crashed", crash.error, feed=printable_url(told.feed.url))
        case Crash():
            tell_crash("poll not recorded", told.error)


def tell_feeds(*, added: int, removed: int, feeds: int) -> None:
    """Write that the feeds file was changed; a feed that was changed counts as removed and added."""
    tell("feeds changed", added=added, removed=removed, feeds=feeds)


def tell_refused_feeds(error: SettingsError) -> None:
    """Write that the feeds file cannot be used as it is now."""
    for fault in error.faults:
        tell("feeds file refused", logging.ERROR, fault=fault)


def tell_reread(told: Taken | Crash) -> None:
    """Write what became of an article that was read again and had changed."""
    if isinstance(told, Crash):
        tell_crash("look not recorded", told.error)
    else:
        _tell_taken(told)


def tell_read(told: ReadTold) -> None:
    """Write what became of an article that another process had found."""
    match told:
        case ReadFailed():
            article = told.unread.article
            tell_crash("read failed", told.crash.error, article=article.id, url=article.url)
        case Crash():
            tell_crash("read not recorded", told.error)
        case Taken():
            _tell_taken(told)


def tell_push(told: PushTold) -> None:
    """Write what a hub's push brought."""
    match told:
        case PushTaken():
            for taken in told.taken:
                _tell_taken(taken)
            alerts = sum(len(taken.alerts) for taken in told.taken)
            tell("pushed", feed=printable_url(told.feed.url), items=told.items, new=len(told.taken), alerts=alerts)
        case PushUnread():
            tell("push unread", logging.WARNING, feed=printable_url(told.feed.url), fault=told.fault)
        case Crash():
            tell_crash("push crashed", told.error)


def tell_hub(told: HubNews) -> None:
    """Write what happened between a hub and us."""
    known = told.subscription
    feed, hub = printable_url(known.feed), printable_url(known.offer.hub)
    if told.event in {HubEvent.SUBSCRIBED, HubEvent.LEFT}:
        until = "" if known.until is None else known.until.isoformat(timespec="seconds")
        tell(f"hub {told.event.value}", feed=feed, hub=hub, until=until)
    else:
        tell(f"hub {told.event.value}", logging.WARNING, feed=feed, hub=hub, fault=known.fault)


def tell_delivery(told: Delivery) -> None:
    """Write how a delivery went."""
    match told:
        case Posted():
            post = told.post
            alerts = len(post.alerts) if isinstance(post, Post) else 0
            tell("posted", platform=post.platform, channel=post.channel, key=post.key, alerts=alerts)
            if told.resumed:
                tell("channel resumed", platform=post.platform, channel=post.channel)
        case PostRefused():
            post = told.post
            tell("post refused", logging.ERROR, platform=post.platform, key=post.key, fault=told.fault)
        case ChannelPaused():
            place, look = told.paused.place, told.paused.next_look.isoformat(timespec="seconds")
            reason = told.paused.reason
            tell(
                "channel paused", logging.ERROR, platform=place.platform, channel=place.channel, fault=reason, look=look
            )
        case PostFailed(crash=Crash() as crash):
            tell_crash("post crashed", crash.error, platform=told.post.platform, key=told.post.key)
        case PostFailed():
            post, retry = told.post, told.retry.isoformat(timespec="seconds")
            tell("post failed", logging.WARNING, platform=post.platform, key=post.key, fault=told.fault, retry=retry)
        case Crash():
            tell_crash("post not recorded", told.error)


def tell_board(told: BoardFailed | Crash) -> None:
    """Write that a board could not be shown."""
    if isinstance(told, Crash):
        tell_crash("board not recorded", told.error)
    elif told.crash is not None:
        tell_crash("board crashed", told.crash.error, platform=told.board.place.platform, topic=told.board.topic)
    else:
        place = told.board.place
        tell("board failed", logging.WARNING, platform=place.platform, channel=place.channel, fault=told.fault)


def tell_discord(told: discord.Told) -> None:
    """Write how the connection to Discord is."""
    match told:
        case discord.Synced():
            tell("commands registered", platform=DISCORD, commands=told.commands)
        case discord.NotSynced():
            tell("commands not registered", logging.WARNING, platform=DISCORD, fault=told.fault)
        case discord.Unread():
            tell("event not read", logging.WARNING, platform=DISCORD, kind=told.event, fault=told.fault)
        case Connected() | Disconnected() | AnswerFailed():
            _tell_connection(DISCORD, told)


def tell_slack(told: slack.Told) -> None:
    """Write how the connection to Slack is."""
    match told:
        case slack.LetIn():
            tell("installed", platform=SLACK, server=told.server, name=told.name, channels=told.channels)
        case slack.TakenOut():
            tell("removed", logging.WARNING, platform=SLACK, server=told.server, channels=told.channels)
        case slack.Refused():
            tell("call refused", logging.WARNING, platform=SLACK, server=told.server, why=told.why)
        case Connected() | Disconnected() | AnswerFailed():
            _tell_connection(SLACK, told)


def _tell_connection(platform: str, told: Connected | Disconnected | AnswerFailed) -> None:
    match told:
        case Connected():
            tell("connected", platform=platform)
        case Disconnected():
            tell("disconnected", logging.WARNING, platform=platform, fault=told.fault, retry=f"{told.retry:.1f}s")
        case AnswerFailed():
            tell_crash("answer failed", told.crash.error, platform=platform, asked=told.asked)


def tell_lost(platform: str, error: BaseException) -> None:
    """Write that a platform lets us in no more, while others still do."""
    tell_crash("platform lost", error, platform=platform)


def tell_job(name: str, error: BaseException) -> None:
    """Write that a job of the schedule failed; it is called again."""
    tell_crash("job failed", error, job=name)


def _tell_polled(told: Polled) -> None:
    feed = printable_url(told.feed.url)
    tell("poll", logging.DEBUG, feed=feed, unchanged=told.unchanged)
    if told.recovered_from:
        tell("poll recovered", feed=feed, fault=told.recovered_from)
    if told.moved_to:
        tell("feed moved", feed=feed, to=printable_url(told.moved_to))
    if told.baseline:
        tell("first contact", feed=feed, items=told.items, read=0)
    for taken in told.taken:
        _tell_taken(taken)
    if told.taken:
        alerts = sum(len(taken.alerts) for taken in told.taken)
        tell("polled", feed=feed, items=told.items, new=len(told.taken), alerts=alerts)


def _tell_taken(taken: Taken) -> None:
    record = taken.record
    tell("article", logging.DEBUG, outcome=record.outcome.value)
    if taken.crash is not None:
        tell_crash("article unreadable", taken.crash.error, article=record.article.id, url=record.article.url)
    elif record.outcome in OUTCOMES_OF_NOTE:
        kinds = ",".join(sorted(alert.kind.value for alert in taken.alerts)) or "none"
        article = record.article
        outcome, version = record.outcome.value, article.version
        for entry in taken.entries:
            _tell_judged(entry)
        tell("read", article=article.id, version=version, outcome=outcome, alerts=kinds, url=article.url)


def _tell_judged(entry: Entry) -> None:
    """Write what the desk rules decided of one statement."""
    statement, verdict = entry.statement, entry.verdict
    tell(
        "judged",
        verdict=verdict.kind.value,
        rule=verdict.rule,
        claim=statement.claim,
        topic=statement.topic,
        statement=statement.id,
        source=statement.source or "own voice",
        figure=statement.figure.surface,
    )


def tell_alarm(event: str, kind: AlarmKind) -> None:
    """Write that operators were alarmed, or that it is over."""
    tell(event, logging.WARNING if event == "alarm" else logging.INFO, kind=kind.value)
