"""Alerts and posts: what is worth a message, and which channel hears of it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.alerts import alerts_of, post_key, sort_out
from bot.ledger import judge_article
from bot.model import (
    Alert,
    AlertLevel,
    Article,
    Audience,
    Claim,
    Entry,
    Follow,
    FollowLevel,
    Kind,
    Mute,
    Place,
    Post,
    Series,
    Statement,
)
from tests.bot.ledger.scenes import NOW, a_claim, a_statement, a_topic, articles

DEAD = a_claim(Series.CUMULATIVE, "dead", key=True)
HURT = a_claim(Series.ONE_OFF, "hurt")
TOPIC = a_topic(DEAD, HURT)
ARTICLE = Article(
    id="a1", url="https://news.example/a1", outlet="Herald", published=NOW, title="Title", text="Text", version=1
)
LEVELS = (FollowLevel.CHANGES, FollowLevel.CONFLICTS, FollowLevel.ALL)


def told(history: Sequence[Entry], *statements: Statement) -> tuple[Entry, ...]:
    """Judge one article."""
    return judge_article(statements, history, TOPIC, NOW)


def arrive(*lines: str, claim: str = "dead") -> tuple[Alert, ...]:
    """Return the alerts of the last of these articles."""
    history: list[Entry] = []
    *before, last = articles(lines, claim)
    for statements in before:
        history.extend(told(history, *statements))
    return alerts_of(told(history, *last), history, TOPIC)


def shown(alert: Alert) -> list[str]:
    """Return the figures an alert stands against, in order."""
    return [statement.figure.surface for statement in alert.against]


def an_alert(kind: Kind, claim: Claim = DEAD, level: AlertLevel | None = None) -> Alert:
    """Make an alert of a kind as it comes out of the ledger."""
    (alert,) = arrive("1 mayor 24", claim=claim.id)
    level = level or (AlertLevel.NOTE if kind is Kind.NOTE else AlertLevel.ALERT)
    return replace(alert, kind=kind, level=level, verdict=replace(alert.verdict, kind=kind))


def a_follow(channel: str = "desk", level: FollowLevel = FollowLevel.CHANGES, claim: str | None = None) -> Follow:
    """Make a follow of the storm."""
    return Follow(platform="console", channel=channel, topic="storm", claim=claim, level=level)


def a_mute(channel: str = "desk", claim: str | None = None, hours: int | None = None) -> Mute:
    """Make a mute that ends in some hours, or never."""
    until = None if hours is None else NOW + timedelta(hours=hours)
    return Mute(platform="console", channel=channel, topic="storm", claim=claim, until=until)


def posted(alerts: Sequence[Alert], follows: Sequence[Follow], mutes: Sequence[Mute] = ()) -> tuple[Post, ...]:
    """Return the posts of the article."""
    return sort_out(alerts, ARTICLE, Audience(follows=tuple(follows), mutes=tuple(mutes)), NOW).posts


@pytest.mark.parametrize(
    ("lines", "kind", "against"),
    [
        (("1 mayor 24",), Kind.FIRST, []),
        (("1 mayor 24", "1 guards 500"), Kind.CONFLICT, ["24"]),
        (("1 mayor 24", "1 guards 22", "2 mayor 36"), Kind.UPDATE, ["24", "22"]),
        (("1 mayor 24", "1 guards 18", "2 mayor 20"), Kind.REVISION, ["24", "18"]),
        (("1 mayor 24", "2 mayor 36", "3 mayor 36 [denied]"), Kind.WITHDRAWN, ["24"]),
        (("1 mayor 24", "2 mayor 36", "3 mayor 36 [denied]", "5@4 mayor 36"), Kind.REINSTATED, ["24"]),
    ],
)
def test_news_is_an_alert_beside_what_it_changes_then_what_others_say(
    lines: tuple[str, ...], kind: Kind, against: list[str]
) -> None:
    (alert,) = arrive(*lines)
    assert (alert.kind, alert.level) == (kind, AlertLevel.ALERT)
    assert shown(alert) == against
    assert alert.id == alert.statement.id


@pytest.mark.parametrize(
    "lines", [("1 mayor 24", "2 mayor 24"), ("1 mayor 24", "1 :Herald 24"), ("1 mayor dozens [denied]",)]
)
def test_what_changes_nothing_is_silent(lines: tuple[str, ...]) -> None:
    assert arrive(*lines) == ()


def test_a_note_only_informs() -> None:
    (alert,) = arrive("1 mayor at least 24", "1 :Herald 28")
    assert (alert.kind, alert.level) == (Kind.NOTE, AlertLevel.NOTE)


def test_an_outlet_alone_withdraws_with_a_note() -> None:
    history = told((), a_statement("1 mayor 154", article="live"))
    entries = told(history, a_statement("1 guards 20", article="live", version=2))
    by_kind = {alert.kind: alert.level for alert in alerts_of(entries, history, TOPIC)}
    assert by_kind == {Kind.WITHDRAWN: AlertLevel.NOTE}


def test_an_article_alerts_a_claim_once_with_its_gravest_news_and_the_rest_beside_it() -> None:
    (alert,) = arrive("1 mayor 93", "2 mayor 99", "+ 2 :Post 300")
    assert (alert.kind, shown(alert)) == (Kind.CONFLICT, ["99"])
    (alert,) = arrive("1 mayor 93", "2 :Post 40", "+ 2 mayor 99")
    assert (alert.kind, shown(alert)) == (Kind.CONFLICT, ["93", "99"])


def test_each_claim_of_an_article_has_its_alert() -> None:
    entries = told((), a_statement("1 mayor 24", "dead"), a_statement("1 mayor 90", "hurt"))
    alerts = alerts_of(entries, (), TOPIC)
    assert [(alert.claim, alert.key) for alert in alerts] == [("dead", True), ("hurt", False)]


@pytest.mark.parametrize(
    ("kind", "claim", "levels"),
    [
        (Kind.CONFLICT, DEAD, LEVELS),
        (Kind.REVISION, DEAD, (FollowLevel.CHANGES, FollowLevel.ALL)),
        (Kind.UPDATE, DEAD, (FollowLevel.CHANGES, FollowLevel.ALL)),
        (Kind.REINSTATED, DEAD, (FollowLevel.CHANGES, FollowLevel.ALL)),
        (Kind.WITHDRAWN, DEAD, (FollowLevel.CHANGES, FollowLevel.ALL)),
        (Kind.FIRST, DEAD, (FollowLevel.CHANGES, FollowLevel.ALL)),
        (Kind.FIRST, HURT, (FollowLevel.ALL,)),
        (Kind.NOTE, DEAD, (FollowLevel.ALL,)),
    ],
)
def test_each_level_hears_its_kinds(kind: Kind, claim: Claim, levels: tuple[FollowLevel, ...]) -> None:
    alert = an_alert(kind, claim)
    assert tuple(level for level in LEVELS if posted([alert], [a_follow(level=level)])) == levels


def test_a_withdrawal_by_an_outlet_alone_is_heard_where_everything_is_followed() -> None:
    alert = an_alert(Kind.WITHDRAWN, level=AlertLevel.NOTE)
    assert [level for level in LEVELS if posted([alert], [a_follow(level=level)])] == [FollowLevel.ALL]


def test_nobody_hears_of_what_nobody_follows() -> None:
    alert = an_alert(Kind.CONFLICT)
    assert posted([alert], [replace(a_follow(), topic="flood"), a_follow(claim="hurt")]) == ()


def test_a_follow_of_a_claim_overrides_the_one_of_its_topic() -> None:
    update, conflict = an_alert(Kind.UPDATE), an_alert(Kind.CONFLICT, HURT)
    follows = [a_follow(level=FollowLevel.ALL), a_follow(level=FollowLevel.CONFLICTS, claim="dead")]
    (post,) = posted([update, conflict], follows)
    assert post.alerts == (conflict,)


def test_who_follows_a_claim_by_name_hears_its_first_figure() -> None:
    assert posted([an_alert(Kind.FIRST, HURT)], [a_follow(claim="hurt")])


@pytest.mark.parametrize(
    ("mute", "heard"),
    [
        (a_mute(), []),
        (a_mute(hours=1), []),
        (a_mute(hours=0), ["dead", "hurt"]),
        (a_mute(hours=-1), ["dead", "hurt"]),
        (a_mute(claim="dead"), ["hurt"]),
        (a_mute(channel="other"), ["dead", "hurt"]),
        (replace(a_mute(), topic="flood"), ["dead", "hurt"]),
        (replace(a_mute(), platform="slack"), ["dead", "hurt"]),
    ],
)
def test_a_mute_silences_its_channel_until_it_ends(mute: Mute, heard: list[str]) -> None:
    posts = posted([an_alert(Kind.CONFLICT), an_alert(Kind.CONFLICT, HURT)], [a_follow()], [mute])
    assert [alert.claim for post in posts for alert in post.alerts] == heard


def test_an_article_is_one_post_a_channel_with_the_gravest_news_first() -> None:
    alerts = [an_alert(Kind.NOTE), an_alert(Kind.FIRST), an_alert(Kind.UPDATE, HURT), an_alert(Kind.CONFLICT)]
    posts = posted(alerts, [a_follow(level=FollowLevel.ALL), a_follow("night", FollowLevel.ALL)])
    assert [post.channel for post in posts] == ["desk", "night"]
    assert [alert.kind for alert in posts[0].alerts] == ["conflict", "update", "first", "note"]
    assert (posts[0].article, posts[0].outlet, posts[0].url, posts[0].read) == ("a1", "Herald", ARTICLE.url, NOW)


def test_a_post_has_the_same_key_whenever_it_is_made_and_another_one_elsewhere() -> None:
    alert, follows = an_alert(Kind.CONFLICT), [a_follow(), a_follow("night")]
    first, again = posted([alert], follows), posted([alert, an_alert(Kind.UPDATE, HURT)], follows[::-1])
    assert {post.key for post in first} == {post.key for post in again}
    keys = {
        post_key(article, Place(platform=platform, channel=channel))
        for article in (ARTICLE, replace(ARTICLE, version=2), replace(ARTICLE, id="a2"))
        for platform in ("slack", "discord")
        for channel in ("desk", "night")
    }
    assert len(keys) == 12
    assert all(len(key) <= 25 and key.isalnum() for key in keys)
