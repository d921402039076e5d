"""What an item is known by, from one reading of its feed to the next."""

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.syndication.feed import read_feed
from bot.model import ParsedFeed
from tests.doubles.feeds import rss

NOW = datetime(2026, 1, 25, tzinfo=UTC)
HOME = "https://news.example/"


def item(title: str, *, guid: str = "", link: str = "", printed: str = "", text: str = "") -> str:
    """Print an item; its link is its own unless given."""
    given = {"guid isPermaLink='false'": guid, "link": link or HOME + title, "pubDate": printed, "description": text}
    inside = "".join(f"<{name}>{value}</{name.partition(' ')[0]}>" for name, value in given.items() if value)
    return f"<item><title>{title}</title>{inside}</item>"


def read(items: Sequence[str], before: ParsedFeed | None = None) -> ParsedFeed:
    """Read a feed, after its last reading."""
    return read_feed(rss(*items), "text/xml", f"{HOME}feed", NOW, before.fingerprints if before else ())


def ids(parsed: ParsedFeed) -> list[str]:
    """Return the ids of what was read."""
    return [each.id for each in parsed.items]


def test_only_what_is_new_or_changed_is_read() -> None:
    before = read([item("a", guid="1"), item("b", guid="2")])
    after = read([item("c", guid="3"), item("a", guid="1"), item("b", guid="2", text="edited")], before)
    assert ids(after) == ["3", "2"]
    assert [each.text for each in after.items] == ["", "edited"]
    assert len(after.fingerprints) == 3


def test_an_item_that_fell_out_and_comes_back_bears_its_old_id() -> None:
    first = read([item("a", guid="1"), item("b", guid="2")])
    second = read([item("b", guid="2")], first)
    third = read([item("a", guid="1"), item("b", guid="2")], second)
    assert (ids(first), ids(second), ids(third)) == (["1", "2"], [], ["1"])


def test_a_bumped_date_changes_no_id() -> None:
    before = read([item("a", guid="1", printed="Thu, 22 Jan 2026 10:00:00 GMT")])
    assert ids(read([item("a", guid="1", printed="Fri, 23 Jan 2026 10:00:00 GMT")], before)) == ["1"]


def test_guids_that_change_with_each_reading_count_no_more() -> None:
    names = ["a", "b", "c"]
    first = read([item(name, guid=f"{name}?r=1") for name in names])
    second = read([item(name, guid=f"{name}?r=2") for name in names], first)
    third = read([item(name, guid=f"{name}?r=3") for name in ["d", *names]], second)
    assert ids(second) == [HOME + name for name in names]
    assert ids(third) == [HOME + name for name in ["d", *names]]


def test_one_guid_that_is_issued_anew_leaves_the_others_trusted() -> None:
    first = read([item(name, guid=f"{name}#0") for name in "abc"])
    assert ids(read([item("a", guid="a#1"), item("b", guid="b#0"), item("c", guid="c#0")], first)) == ["a#1"]


def test_a_new_story_is_told_from_the_old_by_its_link_where_guids_never_change() -> None:
    first = read([item("a", guid="feed"), item("b", guid="feed")])
    second = read([item("c", guid="feed"), item("a", guid="feed")], first)
    assert ids(first) == [f"{HOME}a", f"{HOME}b"]
    assert ids(second) == [f"{HOME}c"]


def test_a_feed_of_one_item_whose_guid_never_changes_has_new_stories() -> None:
    first = read([item("a", guid="feed")])
    second = read([item("b", guid="feed")], first)
    assert (ids(first), ids(second)) == (["feed"], [f"{HOME}b"])


def test_a_feed_of_one_item_whose_link_never_changes_has_new_stories() -> None:
    first = read([item("a", link=HOME)])
    second = read([item("b", link=HOME)], first)
    assert ids(second) == ["b\n"]
    assert [each.shares_url for each in (*first.items, *second.items)] == [False, True]


@pytest.mark.parametrize("link", ["", "https://news.example/moved"])
def test_an_edited_headline_or_a_moved_page_changes_no_id_among_others(link: str) -> None:
    first = read([item("a", guid="1"), item("b", guid="2")])
    second = read([item("A", guid="1", link=link or f"{HOME}a"), item("b", guid="2")], first)
    assert ids(second) == ["1"]
    assert [each.shares_url for each in second.items] == [False]


def test_an_edited_headline_changes_no_id_in_a_feed_of_one() -> None:
    first = read([item("a", guid="1", link=f"{HOME}x")])
    assert ids(read([item("b", guid="1", link=f"{HOME}x")], first)) == ["1"]


def test_trackers_of_a_link_change_no_id() -> None:
    first, second = (read([item("a", link=f"{HOME}a?utm_source={name}&amp;id=3")]) for name in ("rss", "mail"))
    assert ids(first) == ids(second) == [f"{HOME}a?id=3"]


@pytest.mark.parametrize("known", [[""], ["x" * 36], ["é" * 36, "short"]])
def test_what_is_no_fingerprint_is_not_known(known: list[str]) -> None:
    body = rss(item("a", guid="1"))
    assert [each.id for each in read_feed(body, "text/xml", HOME, NOW, known).items] == ["1"]


NAMES = st.lists(st.sampled_from("abcdefgh"), unique=True, max_size=8)


@given(st.lists(NAMES, min_size=1, max_size=6))
def test_whatever_comes_and_goes_each_story_keeps_one_id_and_none_is_missed(readings: list[list[str]]) -> None:
    before: ParsedFeed | None = None
    there: set[str] = set()
    for names in readings:
        before = read([item(name, guid=f"g-{name}", text=f"text of {name}") for name in names], before)
        assert ids(before) == [f"g-{name}" for name in names if name not in there]
        there = set(names)


@given(st.lists(NAMES, min_size=1, max_size=6))
def test_no_story_is_missed_where_every_guid_is_the_same(readings: list[list[str]]) -> None:
    before: ParsedFeed | None = None
    seen: set[str] = set()
    for names in readings:
        before = read([item(name, guid="feed") for name in names], before)
        new = [name for name in names if name not in seen]
        titles = {each.title: each.id for each in before.items}
        assert set(new) <= titles.keys()
        assert len(set(titles.values())) == len(titles)
        seen |= set(names)
