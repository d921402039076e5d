"""Alerts and posts: what is worth a message, and which channel hears of it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any

import pytest

from bot.alerts import Sorted, alerts_of, caps, is_quiet, post_key, sort_out, still_printing
from bot.ledger import Rule, judge_article
from bot.model import (
    Alert,
    AlertLevel,
    Article,
    Audience,
    Claim,
    Entry,
    Follow,
    FollowLevel,
    HeldWhy,
    Kind,
    Mute,
    Place,
    Post,
    Quiet,
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


# -- who hears what, when


def sorted_out(alerts: Sequence[Alert], **audience: Any) -> Sorted:
    """Return what becomes of alerts in the desk's channel, which follows all."""
    return sort_out(alerts, ARTICLE, Audience(follows=(a_follow(level=FollowLevel.ALL),), **audience), NOW)


@pytest.mark.parametrize(
    ("kind", "posted_at_all"),
    [
        (Kind.CONFLICT, 0),
        (Kind.NOTE, 0),
        (Kind.REVISION, 1),
        (Kind.UPDATE, 1),
        (Kind.WITHDRAWN, 1),
        (Kind.REINSTATED, 1),
    ],
)
def test_a_mute_until_changed_lasts_until_a_source_changes_its_own_figure(kind: Kind, posted_at_all: int) -> None:
    mute = replace(a_mute(claim="dead"), until_changed=True)
    found = sorted_out([an_alert(kind)], mutes=(mute,))
    assert len(found.posts) == posted_at_all
    assert len(found.held) == 1 - posted_at_all
    assert found.ended == ((mute,) if posted_at_all else ())


def test_a_change_on_another_claim_ends_no_mute_of_this_one() -> None:
    mute = replace(a_mute(claim="dead"), until_changed=True)
    found = sorted_out([an_alert(Kind.REVISION, HURT), an_alert(Kind.CONFLICT)], mutes=(mute,))
    assert [[alert.claim for alert in post.alerts] for post in found.posts] == [["hurt"]]
    assert [held.alert.claim for held in found.held] == ["dead"]
    assert found.ended == ()


def test_what_is_muted_in_quiet_hours_is_no_part_of_their_summary() -> None:
    place = a_follow().place
    all_day = Quiet(place=place, start=time(0), end=time(0), zone="UTC")
    found = sorted_out(
        [an_alert(Kind.CONFLICT), an_alert(Kind.CONFLICT, HURT)], mutes=(a_mute(claim="dead"),), quiet={place: all_day}
    )
    assert found.posts == ()
    assert {(held.alert.claim, held.why) for held in found.held} == {("dead", HeldWhy.MUTE), ("hurt", HeldWhy.QUIET)}
    assert {(held.place, held.outlet, held.at) for held in found.held} == {(place, "Herald", NOW)}


@pytest.mark.parametrize(
    ("start", "end", "zone", "utc", "quiet"),
    [
        ("22:00", "07:00", "UTC", "23:30", True),
        ("22:00", "07:00", "UTC", "06:59", True),
        ("22:00", "07:00", "UTC", "07:00", False),
        ("22:00", "07:00", "UTC", "21:59", False),
        ("12:00", "13:00", "UTC", "12:00", True),
        ("12:00", "13:00", "UTC", "13:00", False),
        ("22:00", "07:00", "Europe/Berlin", "21:30", True),
        ("22:00", "07:00", "America/New_York", "02:00", False),
        ("09:00", "09:00", "UTC", "03:00", True),
    ],
)
def test_quiet_hours_are_those_of_the_channels_own_clock(
    start: str, end: str, zone: str, utc: str, quiet: bool
) -> None:
    hours = Quiet(place=a_follow().place, start=time.fromisoformat(start), end=time.fromisoformat(end), zone=zone)
    assert is_quiet(hours, datetime.fromisoformat(f"2026-01-22T{utc}+00:00")) is quiet


def test_quiet_hours_keep_to_summer_time() -> None:
    hours = Quiet(place=a_follow().place, start=time(7), end=time(8), zone="Europe/Berlin")
    assert is_quiet(hours, datetime.fromisoformat("2026-07-22T05:30+00:00"))
    assert not is_quiet(hours, datetime.fromisoformat("2026-01-22T05:30+00:00"))


def test_a_server_hears_no_conflict_with_what_it_rejects_alone() -> None:
    (alert,) = arrive("1 mayor 24", "1 police 90", claim="hurt")
    assert alert.kind is Kind.CONFLICT
    (wrong,) = alert.against
    follows = (a_follow(level=FollowLevel.ALL), replace(a_follow(level=FollowLevel.ALL), server="rival"))
    rejected = {("console", ""): frozenset({wrong.id})}
    found = sort_out([alert], ARTICLE, Audience(follows=follows, rejected=rejected), NOW)
    assert [post.server for post in found.posts] == ["rival"]


def test_what_a_server_rejects_is_left_out_of_what_it_is_told_against() -> None:
    (alert,) = arrive("1 mayor 24", "2 police 30", "3 army 90")
    wrong = next(old for old in alert.against if old.source == "police")
    found = sorted_out([alert], rejected={("console", ""): frozenset({wrong.id})})
    assert [old.source for old in found.posts[0].alerts[0].against] == ["mayor"]


def test_channels_of_one_id_in_two_servers_get_posts_of_their_own() -> None:
    follows = (a_follow(), replace(a_follow(), server="rival"))
    found = sort_out([an_alert(Kind.CONFLICT)], ARTICLE, Audience(follows=follows), NOW)
    assert [post.server for post in found.posts] == ["", "rival"]
    assert len({post.key for post in found.posts}) == 2


# -- what stands under an update and a withdrawal


def test_an_update_names_the_ceiling_of_the_same_event() -> None:
    moved = replace(a_claim(Series.CUMULATIVE, "moved"), counts=("detainee",), event=("move",))
    cap = replace(a_claim(Series.CEILING, "cap"), counts=("detainee", "prisoner"), event=("move", "plan"))
    other = replace(a_claim(Series.CEILING, "beds"), counts=("bed",), event=("move",))
    assert caps(cap, moved)
    assert not caps(other, moved)
    assert not caps(moved, moved)
    assert not caps(cap, replace(moved, part_of="camp"))
    assert caps(cap, replace(moved, part_of="cap", event=()))


def test_a_withdrawal_counts_the_outlets_whose_last_word_is_the_figure_taken_back() -> None:
    history: list[Entry] = []
    for day, (outlet, number) in enumerate([("Herald", 40), ("Bay", 40), ("Wire", 40), ("Wire", 60)], start=1):
        said = replace(a_statement(f"{day} mayor {number}", "dead"), outlet=outlet)
        history.extend(told(history, said))
    lead = replace(history[0], verdict=replace(history[0].verdict, kind=Kind.WITHDRAWN, rule=Rule.WITHDRAWN))
    assert still_printing(lead, history, DEAD) == ("Bay",)
