"""Every shape and damage of a feed that is known: the items it holds, or the sentence that says why it holds none.

A feed of the corpus stands in `tests/corpus/feeds/NAME.xml` or `.json`, and beside it in `NAME.wanted.json` why it is
there and what is wanted of it: all of its items in order, each by the fields that matter, or `refused` with a part of
the sentence. Feeds too large to be kept are made here.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from adapters.syndication.feed import MOST_ITEMS, read_feed
from adapters.syndication.passages import TEXT_LENGTH, TITLE_LENGTH
from bot.errors import FaultyResource
from bot.model import FeedItem, ParsedFeed
from tests.doubles.feeds import rss, rss_item

FOLDER = Path(__file__).parents[2] / "corpus" / "feeds"
NOW = datetime(2026, 1, 25, 12, tzinfo=UTC)
URL = "https://news.example/feed/all"
NAMES = sorted(path.name.removesuffix(".wanted.json") for path in FOLDER.glob("*.wanted.json"))
FEWEST = 60


@dataclass(frozen=True)
class Sample:
    """A feed of the corpus and what is wanted of it."""

    body: bytes
    wanted: Mapping[str, Any]

    def read(self, *known: str) -> ParsedFeed:
        """Read the feed."""
        return read_feed(self.body, self.wanted.get("content_type", "application/xml"), URL, NOW, known)


def sample(name: str) -> Sample:
    """Load a feed of the corpus."""
    (path,) = (path for path in FOLDER.glob(f"{name}.*") if not path.name.endswith(".wanted.json"))
    return Sample(path.read_bytes(), json.loads((FOLDER / f"{name}.wanted.json").read_text(encoding="utf-8")))


def shown(value: object) -> object:
    """Return a value as JSON has it."""
    if isinstance(value, datetime):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def differences(item: FeedItem, wanted: Mapping[str, Any]) -> list[str]:
    """Return how an item differs from what is wanted of it."""
    special: dict[str, Callable[[Any], bool]] = {
        "id_length": lambda length: len(item.id) == length,
        "title_shorter_than": lambda length: len(item.title) < length,
        "lacks": lambda text: text not in item.title + item.text,
    }
    found = [f"{key} of {item}" for key, value in wanted.items() if key in special and not special[key](value)]
    fields = {key: value for key, value in wanted.items() if key not in special}
    return found + [
        f"{key}: {shown(getattr(item, key))!r}, wanted {value!r}"
        for key, value in fields.items()
        if shown(getattr(item, key)) != value
    ]


def test_the_corpus_is_whole() -> None:
    assert len(NAMES) >= FEWEST
    assert {path.name.partition(".wanted")[0].removesuffix(path.suffix) for path in FOLDER.iterdir()} == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_feed_is_its_items_or_a_sentence(name: str) -> None:
    given = sample(name)
    if "refused" in given.wanted:
        with pytest.raises(FaultyResource, match=given.wanted["refused"]):
            given.read()
        return
    parsed = given.read()
    wanted = given.wanted["items"]
    assert [item.title for item in parsed.items if len(parsed.items) != len(wanted)] == []
    assert [each for item, want in zip(parsed.items, wanted, strict=True) for each in differences(item, want)] == []
    about = given.wanted.get("feed", {})
    assert {key: shown(getattr(parsed, key)) for key in about} == about
    assert given.wanted.get("fault", "") in parsed.fault
    assert bool(parsed.fault) == ("fault" in given.wanted)


@pytest.mark.parametrize("name", NAMES)
def test_a_feed_read_again_has_nothing_new(name: str) -> None:
    given = sample(name)
    if "refused" in given.wanted:
        return
    once = given.read()
    again = given.read(*once.fingerprints)
    assert again.items == ()
    assert again.fingerprints == once.fingerprints
    assert (again.title, again.hubs, again.interval) == (once.title, once.hubs, once.interval)


FEED = b"<rss version='2.0'><channel>"
END = b"</channel></rss>"
JSON_FEED = b'{"version":"https://jsonfeed.org/version/1.1","items":['


@pytest.mark.parametrize(
    ("body", "items", "fault"),
    [
        (rss(rss_item("t" * 4_000_000, "text")), 1, ""),
        (rss(rss_item("a", "<p>" + "x" * 4_000_000)), 1, ""),
        (rss(rss_item("a", "<div>" * 200_000 + "deep")), 1, ""),
        (rss(rss_item("a", "<b>" * 4_999 + "deep" + "</b>" * 4_999)), 1, ""),
        (rss(rss_item("a", "<!--" * 100_000)), 1, ""),
        (rss(rss_item("a", "&amp;" * 200_000)), 1, ""),
        (rss(*(rss_item(str(number)) for number in range(6_000))), MOST_ITEMS, "prints more than 5,000 items"),
        (JSON_FEED + b'{"id":"a","title":"%s"}]}' % (b"t" * 4_000_000), 1, ""),
        (
            JSON_FEED + b",".join(b'{"id":%d,"title":"a"}' % n for n in range(6_000)) + b"]}",
            MOST_ITEMS,
            "more than 5,000",
        ),
        (FEED + b"<item><title>a</title>" + b"<x>" * 20_000 + b"</x>" * 20_000 + b"</item>" + END, 1, ""),
        (FEED + b"<item><title>a</title>" + b"<category>x</category>" * 10_000 + b"</item>" + END, 1, ""),
        (FEED + b"<item " + b"a='1' " * 20_000 + b"><title>a</title></item>" + END, 0, ""),
        (FEED + b"<item><title>" + b"\xe9\xa9 " * 100_000 + b"</title></item>" + END, 1, ""),
        (FEED + b"<item><title>" + b"&" * 100_000 + b"</title><link>http://a.example/</link></item>" + END, 1, ""),
    ],
    ids=lambda value: f"{value[:40]!r}" if isinstance(value, bytes) else str(value),
)
def test_a_huge_feed_is_cut_to_size(body: bytes, items: int, fault: str) -> None:
    parsed = read_feed(body, "application/xml", URL, NOW)
    assert len(parsed.items) >= items
    assert len(parsed.fingerprints) <= MOST_ITEMS
    assert fault in parsed.fault
    assert all(len(item.title) <= TITLE_LENGTH and len(item.text) <= TEXT_LENGTH for item in parsed.items)
    assert all(len(item.id) <= TITLE_LENGTH for item in parsed.items)


@pytest.mark.parametrize(
    "body",
    [
        FEED + b"<" * 500_000,
        FEED + b"<![CDATA[" * 100_000,
        FEED + b"<!--" * 100_000,
        FEED + b"<?" * 200_000,
        b"<!DOCTYPE x [" + b"<!ENTITY " * 100_000,
        b"<" + b" " * 1_000_000,
        FEED + b"<item><title a='" * 20_000,
        JSON_FEED + b"[" * 1_000_000,
        JSON_FEED + b'{"a":' * 1_000_000,
        b'{"version":' + b"9" * 100_000 + b"}",
    ],
    ids=lambda value: f"{value[:40]!r}",
)
def test_a_huge_body_that_is_no_feed_is_a_sentence(body: bytes) -> None:
    with pytest.raises(FaultyResource, match=r"^(this is|cannot be read|ends before)"):
        read_feed(body, "application/xml", URL, NOW)
