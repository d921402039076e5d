"""Verdicts to alerts, and alerts to posts: who hears of what."""

from base64 import b32encode
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from zoneinfo import ZoneInfo

from bot.ledger import History, Rule, collisions, current, excesses, interval, meets
from bot.model import (
    Alert,
    AlertLevel,
    Article,
    Audience,
    Claim,
    Entry,
    Follow,
    FollowLevel,
    Held,
    HeldWhy,
    Kind,
    Mute,
    Place,
    Post,
    Quiet,
    Series,
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

OWN_CHANGES = frozenset({Kind.REVISION, Kind.UPDATE, Kind.REINSTATED, Kind.WITHDRAWN})

KEY_LENGTH = 25
"""Discord's limit for a nonce."""


def alerts_of(entries: Sequence[Entry], history: Sequence[Entry], topic: Topic) -> tuple[Alert, ...]:
    """Return what the entries of one article alert, at most once a claim, and notes across claims.

    `history` is the topic's ledger before these entries. `against` holds the superseded figure of the same source
    first, then what the article says beside it, then the standing figures of others.
    """
    claims = {claim.id: claim for claim in topic.claims}
    news: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.verdict.kind in GRAVEST_FIRST and entry.statement.claim in claims:
            news[entry.statement.claim].append(entry)
    past = History.of(history)
    ledger = (*(entry for claim in news for entry in past.on_claim(claim)), *entries)
    printed = statements_by_id(news.values(), ledger)
    alerts = [gravest(on_claim, printed, claims[claim], topic, past) for claim, on_claim in news.items()]
    alerts.extend(collision(*pair, claims) for pair in collisions(entries, past, topic))
    alerts.extend(excess(*pair, claims) for pair in excesses(entries, past, topic))
    return tuple(alerts)


def statements_by_id(news: Iterable[Iterable[Entry]], ledger: Iterable[Entry]) -> dict[str, Statement]:
    """Return the statements that the news was compared with."""
    wanted = {compared for on_claim in news for entry in on_claim for compared in entry.verdict.against}
    return {entry.statement.id: entry.statement for entry in ledger if entry.statement.id in wanted}


def gravest(
    news: Sequence[Entry], printed: Mapping[str, Statement], claim: Claim, topic: Topic, past: History
) -> Alert:
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
        ceiling=ceiling_of(claim, topic, past) if lead.verdict.kind is Kind.UPDATE else (),
        still_printing=still_printing(lead, past, claim) if lead.verdict.rule == Rule.WITHDRAWN else (),
    )


def ceiling_of(claim: Claim, topic: Topic, past: History) -> tuple[Statement, ...]:
    """Return the standing figure of the ceiling that caps a count, a named source's first."""
    for cap in topic.claims:
        if caps(cap, claim):
            return current(past, cap)[:1]
    return ()


def caps(cap: Claim, claim: Claim) -> bool:
    """Tell the ceiling of a running count: the same event, counted in the same nouns and unit."""
    if cap.series is not Series.CEILING or claim.series is Series.CEILING:
        return False
    if claim.part_of is not None:
        return claim.part_of == cap.id
    same_event = bool(claim.event) and set(claim.event) <= set(cap.event)
    return same_event and bool({*claim.counts} & {*cap.counts}) and claim.unit == cap.unit


def still_printing(lead: Entry, history: Sequence[Entry], claim: Claim) -> tuple[str, ...]:
    """Return the outlets whose last word from this source is the figure that it takes back."""
    gone = lead.statement
    last: dict[str, Statement] = {}
    for entry in History.of(history).on_claim(claim.id):
        statement = entry.statement
        if statement.source == gone.source and entry.verdict.kind is not Kind.BACKGROUND:
            last[statement.outlet] = statement
    span = interval(gone.figure, claim)
    return tuple(
        outlet for outlet, said in last.items() if outlet != gone.outlet and meets(interval(said.figure, claim), span)
    )


def collision(statement: Statement, other: Statement, claims: Mapping[str, Claim]) -> Alert:
    """Return the note that a number stands under two claims."""
    return across(statement, other, claims, Rule.COLLIDED, f"same number under {claims[other.claim].title}")


def excess(statement: Statement, other: Statement, claims: Mapping[str, Claim]) -> Alert:
    """Return the note that a part is more than its whole."""
    than = "less than its part" if claims[other.claim].part_of == statement.claim else "more than its whole"
    return across(statement, other, claims, Rule.EXCEEDED, f"{than}: {claims[other.claim].title}")


def across(statement: Statement, other: Statement, claims: Mapping[str, Claim], rule: Rule, detail: str) -> Alert:
    """Return a note on a figure beside one of another claim."""
    return Alert(
        id=statement.id,
        topic=statement.topic,
        claim=statement.claim,
        kind=Kind.NOTE,
        level=AlertLevel.NOTE,
        statement=statement,
        against=(other,),
        verdict=Verdict(kind=Kind.NOTE, rule=rule, against=(other.id,), detail=detail),
        key=claims[statement.claim].key,
    )


def level_of(entry: Entry) -> AlertLevel:
    """Tell what interrupts from what only informs: an outlet alone cannot withdraw a figure with a bang."""
    if entry.verdict.kind is Kind.NOTE or entry.verdict.rule == Rule.DROPPED:
        return AlertLevel.NOTE
    return AlertLevel.ALERT


@dataclass(frozen=True, slots=True, kw_only=True)
class Sorted:
    """What becomes of an article's alerts in the channels that follow them."""

    posts: tuple[Post, ...]
    held: tuple[Held, ...]
    """What a mute or quiet hours hold back."""
    ended: tuple[Mute, ...]
    """Mutes that a change has ended."""


def sort_out(alerts: Sequence[Alert], article: Article, audience: Audience, now: datetime) -> Sorted:
    """Return one post for each channel that hears of any of the alerts, in order of the follows.

    `alerts` are those of all topics the article belongs to: one article makes one post. Within it the gravest news
    comes first. Against what a server calls wrong readings nothing is told to it.
    """
    by_place: dict[Place, list[Follow]] = defaultdict(list)
    for follow in audience.follows:
        by_place[follow.place].append(follow)
    channels = [sort_for(place, heard, alerts, article, audience, now) for place, heard in by_place.items()]
    return Sorted(
        posts=tuple(post for channel in channels for post in channel.posts),
        held=tuple(held for channel in channels for held in channel.held),
        ended=tuple(mute for channel in channels for mute in channel.ended),
    )


def sort_for(
    place: Place,
    follows: Sequence[Follow],
    alerts: Sequence[Alert],
    article: Article,
    audience: Audience,
    now: datetime,
) -> Sorted:
    """Return what becomes of an article's alerts in one channel."""
    rejected = audience.rejected.get((place.platform, place.server), frozenset())
    told = [alert for each in alerts if (alert := as_seen(each, rejected)) and is_heard(alert, follows)]
    mutes = [mute for mute in audience.mutes if mute.place == place and (mute.until is None or mute.until > now)]
    ended = tuple(mute for mute in mutes if mute.until_changed and any(ends(alert, mute) for alert in told))
    silent = [mute for mute in mutes if mute not in ended]
    muted = [alert for alert in told if is_muted(alert, silent)]
    heard = [alert for alert in told if not is_muted(alert, silent)]
    held = [held_back(alert, place, article, HeldWhy.MUTE, now) for alert in muted]
    quiet = audience.quiet.get(place)
    if quiet is not None and is_quiet(quiet, now):
        held += [held_back(alert, place, article, HeldWhy.QUIET, now) for alert in heard]
        heard = []
    posts = (post(heard, article, place, now),) if heard else ()
    return Sorted(posts=posts, held=tuple(held), ended=ended)


def as_seen(alert: Alert, rejected: Collection[str]) -> Alert | None:
    """Return the alert as a server sees it that rejects some readings; None for a conflict with nothing else."""
    if alert.id in rejected:
        return None
    against = tuple(old for old in alert.against if old.id not in rejected)
    if len(against) < len(alert.against):
        return None if alert.kind is Kind.CONFLICT and not against else replace(alert, against=against)
    return alert


def held_back(alert: Alert, place: Place, article: Article, why: HeldWhy, now: datetime) -> Held:
    """Return the record of an alert that a channel would have heard."""
    return Held(place=place, alert=alert, outlet=article.outlet, why=why, at=now)


def ends(alert: Alert, mute: Mute) -> bool:
    """Tell whether a source has changed a figure of its own that a mute until changed is about."""
    return is_about(mute, alert) and (alert.kind in OWN_CHANGES or alert.verdict.rule == Rule.BEHIND)


def is_about(mute: Mute, alert: Alert) -> bool:
    """Tell whether a mute is about the alert's topic or claim."""
    return mute.topic == alert.topic and mute.claim in (None, alert.claim)


def is_quiet(quiet: Quiet, now: datetime) -> bool:
    """Tell whether a channel's quiet hours are on; `end` before `start` is the next day, the same is all day."""
    local = now.astimezone(ZoneInfo(quiet.zone)).time().replace(tzinfo=None)
    if quiet.start < quiet.end:
        return quiet.start <= local < quiet.end
    return local >= quiet.start or local < quiet.end


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
    return any(is_about(mute, alert) for mute in mutes)


def post(alerts: Sequence[Alert], article: Article, place: Place, now: datetime) -> Post:
    """Put alerts into one post, the gravest first."""
    return Post(
        key=post_key(article, place),
        platform=place.platform,
        server=place.server,
        channel=place.channel,
        article=article.id,
        outlet=article.outlet,
        url=article.url,
        published=article.published,
        read=now,
        alerts=tuple(
            sorted(alerts, key=lambda alert: (alert.level is AlertLevel.NOTE, GRAVEST_FIRST.index(alert.kind)))
        ),
    )


def post_key(article: Article, place: Place) -> str:
    """Return the delivery key: the same for the same article version and channel, whoever computes it again."""
    address = (place.platform, *([place.server] if place.server else []), place.channel)
    digest = sha256("\n".join((article.id, str(article.version), *address)).encode()).digest()
    return b32encode(digest).decode()[:KEY_LENGTH]
