"""Damaged feeds, by chance: each ends in items or a recorded fault, soon and without growth.

A few hundred in the ordinary run. For a long one: `FUZZ_SECONDS=60 pytest tests/adapters/syndication/test_fuzz.py`,
perhaps with another FUZZ_SEED, reads mutations of the corpus one after another in a worker process for so long, and
tells what it did.
"""

import contextlib
import multiprocessing
import os
import random
import resource
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.syndication.feed import MOST_ITEMS, read_feed
from adapters.syndication.passages import TEXT_LENGTH, TITLE_LENGTH, URL_LENGTH
from adapters.workers import start
from bot.cli.readers import FEED_MEMORY
from bot.errors import FaultyResource
from bot.model import FeedItem, ParsedFeed

FOLDER = Path(__file__).parents[2] / "corpus" / "feeds"
BODIES = [path.read_bytes() for path in sorted(FOLDER.iterdir()) if not path.name.endswith(".wanted.json")]
NOW = datetime(2026, 1, 25, 12, tzinfo=UTC)
TYPES = ["application/xml", "text/html", "text/xml; charset=utf-16", "application/feed+json", ""]
MARKS = (
    b"<item> </item> <entry </feed> </rss> </ <![CDATA[ ]]> <!-- --> <?xml?> ]> < > & &amp; &#0; &#xD800; &b;".split()
)
BYTES = [
    b"</item ",
    b"\0",
    b"\x1b",
    b"\x80",
    b"\xc3",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    "\u202e".encode(),
    b"9" * 400,
    b"<a " * 50,
]
VALUES = [
    b"<!DOCTYPE x [",
    b"<pubDate>0000</pubDate>",
    b"<ttl>1e999</ttl>",
    b"xml:base='http://['",
    b"encoding='utf-16'",
]
LETTERS = [b"'", b'"', b"{", b"[", b"}", b"]", b",", b"\\u", b"<guid>", b"<link/>", b"xmlns:a='"]
PIECES = [*MARKS, *BYTES, *VALUES, *LETTERS]
SLOWEST = 10.0
"""Seconds of work that a worker gives a feed."""
GROWTH = 60_000
"""Kilobytes that a worker may grow by after it is warm: allocators keep what large bodies took."""


def mutated(body: bytes, chance: random.Random, others: Sequence[bytes] = BODIES) -> bytes:
    """Return a body with pieces cut out, doubled, put in, swapped or taken from another."""
    for _ in range(chance.randint(1, 6)):
        at, length = chance.randint(0, len(body)), chance.choice([1, 4, 30, 300])
        change = chance.randrange(6)
        if change == 0:
            body = body[:at] + body[at + length :]
        elif change == 1:
            body = body[:at] + body[at : at + length] * chance.randint(2, 20) + body[at + length :]
        elif change == 2:
            body = body[:at] + chance.choice(PIECES) + body[at:]
        elif change == 3:
            body = body[:at] + bytes([chance.randrange(256)]) + body[at + 1 :]
        elif change == 4:
            body = body[:at]
        else:
            other = chance.choice(others)
            body = body[:at] + other[chance.randint(0, len(other)) :]
    return body


def read(body: bytes, content_type: str = "application/xml", known: Sequence[str] = ()) -> ParsedFeed | None:
    """Read a body; None stands for a fault, whose sentence must be one."""
    faults: list[str] = []
    parsed = None
    try:
        parsed = read_feed(body, content_type, "https://news.example/feed", NOW, known)
    except FaultyResource as fault:
        faults.append(str(fault))
    assert all(fault[0].islower() and fault.isprintable() for fault in faults)
    if parsed is None:
        return None
    assert len(parsed.items) <= len(parsed.fingerprints) <= MOST_ITEMS
    for item in parsed.items:
        check(item)
    return parsed


def check(item: FeedItem) -> None:
    """Fail when an item holds what no item may hold."""
    assert item.id
    assert item.title or item.text or item.url
    assert (len(item.title) <= TITLE_LENGTH, len(item.text) <= TEXT_LENGTH, len(item.url) <= URL_LENGTH) == (True,) * 3
    assert "\n" not in item.title + item.author
    assert all(c == "\n" or not (c < " " or "\x7f" <= c < "\xa0") for c in item.title + item.text + item.author)
    for time_of in (item.published, item.updated):
        assert time_of is None or (time_of.utcoffset() == timedelta(0) and time_of <= NOW + timedelta(days=1))
    (item.id + item.url + item.title + item.text).encode("utf-8")


@given(st.sampled_from(BODIES), st.randoms(use_true_random=False), st.sampled_from(TYPES))
def test_a_damaged_feed_is_items_or_a_fault(body: bytes, chance: random.Random, content_type: str) -> None:
    once = read(mutated(body, chance), content_type)
    if once is not None:
        again = read(mutated(body, chance), content_type, once.fingerprints)
        assert again is None or len(again.items) <= len(again.fingerprints)


@given(st.sampled_from(BODIES), st.floats(0, 1))
def test_a_feed_that_was_cut_holds_no_item_that_the_whole_does_not(body: bytes, share: float) -> None:
    whole, cut = read(body), read(body[: int(len(body) * share)])
    if whole is not None and cut is not None:
        told = {(item.title, item.text) for item in whole.items}
        assert [item for item in cut.items if (item.title, item.text) not in told] == []


def memory() -> int:
    """Return the kilobytes that this process holds, or held at most where the system tells no more."""
    pages = Path("/proc/self/statm")
    if pages.exists():
        return int(pages.read_text().split()[1]) * resource.getpagesize() // 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def fuzz(seconds: float) -> tuple[int, int, float, int]:
    """Read mutations; return how many, how many held items, the slowest one's seconds, and the growth in kilobytes."""
    start(FEED_MEMORY)
    chance = random.Random(int(os.environ.get("FUZZ_SEED", "7")))  # noqa: S311 - repeatable, not secret
    end, warm_until = time.monotonic() + seconds, time.monotonic() + seconds / 4
    count, held, slowest, warm = 0, 0, 0.0, 0
    while time.monotonic() < end:
        body = mutated(chance.choice(BODIES), chance)
        began = time.process_time()
        with contextlib.suppress(MemoryError):
            held += read(body, chance.choice(TYPES)) is not None
        slowest = max(slowest, time.process_time() - began)
        count += 1
        if time.monotonic() < warm_until:
            warm = memory()
    return count, held, slowest, memory() - warm


def test_no_damage_crashes_hangs_or_grows(capsys: pytest.CaptureFixture[str]) -> None:
    seconds = float(os.environ.get("FUZZ_SECONDS", "0.5"))
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        count, held, slowest, growth = pool.apply_async(fuzz, (seconds,)).get(seconds + 60)
    if "FUZZ_SECONDS" in os.environ:
        with capsys.disabled():
            print(f"\n{count} damaged feeds, {held} with items, slowest {slowest:.2f} s, {growth} kB grown")  # noqa: T201 - what a long run is for
    assert 0 < held < count
    assert slowest < SLOWEST
    assert growth < GROWTH
