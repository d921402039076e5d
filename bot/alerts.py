"""Verdicts to alerts, and alerts to posts: who hears of what."""

from base64 import b32encode
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from hashlib import sha256

from bot.ledger import Rule, collisions
from bot.model import (
    Alert,
    AlertLevel,
    Article,
    Claim,
    Entry,
    Follow,
    FollowLevel,
    Kind,
    Mute,
    Post,
    Statement,
    Topic,
    Verdict,
)

GRAVEST_FIRST = (
    Kind.CONFLICT,
    Kind.REVISION,
    Kind.WITHDRAWN,
    Kind.REINSTATED,
    Kind.UPDATE,
    Kind.FIRST,
    Kind.NOTE,
)
"""Kinds worth a message: an article alerts a claim once, with its gravest news."""

CHANGES = frozenset({Kind.CONFLICT, Kind.REVISION, Kind.UPDATE, Kind.REINSTATED, Kind.WITHDRAWN})

KEY_LENGTH = 25
"""Discord's limit for a nonce."""


def alerts_of(entries: Sequence[Entry], history: Sequence[Entry], topic: Topic) -> tuple[Alert, ...]:
    """Return what the entries of one article alert, at most once a claim, and a note for each colliding number.

    `history` is the topic's ledger before these entries. `against` holds the superseded figure of the same source
    first, then what the article says beside it, then the standing figures of others.
    """
    claims = {claim.id: claim for claim in topic.claims}
    news: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.verdict.kind in GRAVEST_FIRST and entry.statement.claim in claims:
            news[entry.statement.claim].append(entry)
    printed = statements_by_id(news.values(), (*history, *entries))
    alerts = [gravest(on_claim, printed, claims[claim]) for claim, on_claim in news.items()]
    alerts.extend(collision(*pair, claims) for pair in collisions(entries, history, topic))
    return tuple(alerts)


def statements_by_id(news: Iterable[Iterable[Entry]], ledger: Iterable[Entry]) -> dict[str, Statement]:
    """Return the statements that the news was compared with."""
    wanted = {compared for on_claim in news for entry in on_claim for compared in entry.verdict.against}
    return {entry.statement.id: entry.statement for entry in ledger if entry.statement.id in wanted}


def gravest(news: Sequence[Entry], printed: Mapping[str, Statement], claim: Claim) -> Alert:
    """Return the alert of one article on one claim; its lesser news stands beside it."""
    lead = min(news, key=lambda entry: GRAVEST_FIRST.index(entry.verdict.kind))
    against = [printed[compared] for compared in lead.verdict.against if compared in printed]
    if lead.verdict.kind is Kind.WITHDRAWN:
        # What was taken back is the alert's own figure.
        against = against[1:]
    known = {lead.statement.id, *lead.verdict.against}
    beside = [entry.statement for entry in news if entry.statement.id not in known and entry.corrects is None]
    return Alert(
        id=lead.statement.id,
        topic=lead.statement.topic,
        claim=claim.id,
        kind=lead.verdict.kind,
        level=level_of(lead),
        statement=lead.statement,
        against=(*against[:1], *beside, *against[1:]),
        verdict=lead.verdict,
        key=claim.key,
    )


def collision(statement: Statement, other: Statement, claims: Mapping[str, Claim]) -> Alert:
    """Return the note that a number stands under two claims."""
    detail = f"same number under {claims[other.claim].title}"
    return Alert(
        id=statement.id,
        topic=statement.topic,
        claim=statement.claim,
        kind=Kind.NOTE,
        level=AlertLevel.NOTE,
        statement=statement,
        against=(other,),
        verdict=Verdict(kind=Kind.NOTE, rule=Rule.COLLIDED, against=(other.id,), detail=detail),
        key=claims[statement.claim].key,
    )


def level_of(entry: Entry) -> AlertLevel:
    """Tell what interrupts from what only informs: an outlet alone cannot withdraw a figure with a bang."""
    if entry.verdict.kind is Kind.NOTE or entry.verdict.rule == Rule.DROPPED:
        return AlertLevel.NOTE
    return AlertLevel.ALERT


def posts_for(
    alerts: Sequence[Alert], article: Article, follows: Sequence[Follow], mutes: Sequence[Mute], now: datetime
) -> tuple[Post, ...]:
    """Return one post for each channel that hears of any of the alerts, in order of the follows.

    `alerts` are those of all topics the article belongs to: one article makes one post. Within it the gravest news
    comes first.
    """
    follows_by_channel: dict[tuple[str, str], list[Follow]] = defaultdict(list)
    for follow in follows:
        follows_by_channel[follow.platform, follow.channel].append(follow)
    live = [mute for mute in mutes if mute.until is None or mute.until > now]
    posts = []
    for (platform, channel), on_channel in follows_by_channel.items():
        silent = [mute for mute in live if (mute.platform, mute.channel) == (platform, channel)]
        heard = [alert for alert in alerts if is_heard(alert, on_channel) and not is_muted(alert, silent)]
        if heard:
            posts.append(post(heard, article, platform, channel, now))
    return tuple(posts)


def is_heard(alert: Alert, follows: Iterable[Follow]) -> bool:
    """Tell whether the channel's level lets the alert through; a follow of the claim overrides one of its topic.

    Who follows a claim by name hears its first figure, headline claim or not.
    """
    levels = {follow.claim: follow.level for follow in follows if follow.topic == alert.topic}
    level = levels.get(alert.claim, levels.get(None))
    if level is None or level is FollowLevel.ALL:
        return level is not None
    if alert.level is AlertLevel.NOTE:
        return False
    if level is FollowLevel.CONFLICTS:
        return alert.kind is Kind.CONFLICT
    return alert.kind in CHANGES or alert.key or alert.claim in levels


def is_muted(alert: Alert, mutes: Iterable[Mute]) -> bool:
    """Tell whether one of the channel's mutes silences the alert."""
    return any(mute.topic == alert.topic and mute.claim in (None, alert.claim) for mute in mutes)


def post(alerts: Sequence[Alert], article: Article, platform: str, channel: str, now: datetime) -> Post:
    """Put alerts into one post, the gravest first."""
    return Post(
        key=post_key(article, platform, channel),
        platform=platform,
        channel=channel,
        article=article.id,
        outlet=article.outlet,
        url=article.url,
        published=article.published,
        read=now,
        alerts=tuple(
            sorted(alerts, key=lambda alert: (alert.level is AlertLevel.NOTE, GRAVEST_FIRST.index(alert.kind)))
        ),
    )


def post_key(article: Article, platform: str, channel: str) -> str:
    """Return the delivery key: the same for the same article version and channel, whoever computes it again."""
    digest = sha256("\n".join((article.id, str(article.version), platform, channel)).encode()).digest()
    return b32encode(digest).decode()[:KEY_LENGTH]
