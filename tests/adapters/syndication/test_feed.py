"""Feeds as items: what identifies them, their text and day, and what is no feed."""

import contextlib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.syndication.feed import read_feed
from adapters.syndication.passages import TEXT_LENGTH, TITLE_LENGTH
from bot.errors import FaultyResource
from bot.model import FeedItem
from tests.doubles.feeds import rss, rss_item

NOW = datetime(2026, 1, 25, tzinfo=UTC)
CONTENT = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>t</title>
<entry><id>tag:news.example,2026:1</id><title type="html">Camp &amp;amp; prison</title><link href="/one"/>
<published>2026-01-22T10:00:00+02:00</published><updated>2026-01-23T10:00:00Z</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>One</p><p>Two</p></div></content></entry></feed>"""


def read(body: bytes | str) -> tuple[FeedItem, ...]:
    """Read a body as if it came from one address."""
    printed = body.encode() if isinstance(body, str) else body
    return read_feed(printed, "text/xml", "https://news.example/feed/all", NOW).items


def item(inside: str) -> str:
    """Print an RSS feed of one item, given what stands in it."""
    return f'<rss version="2.0" {CONTENT}><channel><title>t</title><item>{inside}</item></channel></rss>'


def test_an_rss_item_keeps_its_id_address_title_text_and_day() -> None:
    assert read(rss(rss_item("one", "<p>Some text</p>"))) == (
        FeedItem(
            id="one",
            url="https://news.example/one",
            title="one",
            text="Some text",
            published=datetime(2026, 1, 22, 10, tzinfo=UTC),
            summary_only=True,
        ),
    )


def test_an_atom_entry_keeps_its_id_address_title_text_and_day() -> None:
    assert read(ATOM) == (
        FeedItem(
            id="tag:news.example,2026:1",
            url="https://news.example/one",
            title="Camp & prison",
            text="One\nTwo",
            published=datetime(2026, 1, 22, 8, tzinfo=UTC),
            updated=datetime(2026, 1, 23, 10, tzinfo=UTC),
        ),
    )


def test_items_stand_in_the_order_of_print() -> None:
    assert [entry.id for entry in read(rss(rss_item("b"), rss_item("a"), rss_item("c")))] == ["b", "a", "c"]


@pytest.mark.parametrize(
    ("inside", "wanted"),
    [
        ("<guid>https://news.example/1</guid><link>https://news.example/a</link>", "https://news.example/1"),
        ("<link>https://news.example/a</link><title>x</title>", "https://news.example/a"),
        ("<title>x</title><pubDate>Thu, 22 Jan 2026 10:00:00 GMT</pubDate>", "x\n2026-01-22T10:00:00+00:00"),
    ],
)
def test_an_item_is_known_by_guid_else_link_else_title_and_date(inside: str, wanted: str) -> None:
    assert read(item(inside))[0].id == wanted


def test_a_long_id_is_kept_short_and_stays_the_same() -> None:
    one, same, other = (read(item(f"<guid>{'x' * 5_000}{end}</guid><title>t</title>"))[0].id for end in "112")
    assert len(one) == 64
    assert one == same != other


@pytest.mark.parametrize("link", ["javascript:alert(1)", "file:///etc/passwd", "http://[", "data:text/html,x"])
def test_only_a_web_address_is_an_address(link: str) -> None:
    assert read(item(f"<title>x</title><link>{link}</link>"))[0].url in {"", "https://news.example/feed/all"}


@pytest.mark.parametrize(
    ("inside", "wanted"),
    [
        (
            "<description>short</description><content:encoded>&lt;p&gt;the whole text&lt;/p&gt;</content:encoded>",
            "the whole text",
        ),
        (
            "<description>the whole text</description><content:encoded>&lt;img src='x'&gt;</content:encoded>",
            "the whole text",
        ),
        ("<description><![CDATA[<p>One</p><script>x()</script><p>Two</p>]]></description>", "One\nTwo"),
        ("<description>one &amp;lt; two &amp;amp; three</description>", "one < two & three"),
    ],
)
def test_the_text_is_what_the_item_prints_in_full(inside: str, wanted: str) -> None:
    assert read(item(f"<title>x</title>{inside}"))[0].text == wanted


def test_a_title_is_one_plain_line() -> None:
    assert (
        read(item("<title>More than\n &lt;b&gt;1,500&lt;/b&gt; \x7fescaped</title>"))[0].title
        == "More than 1,500 escaped"
    )


def test_titles_and_texts_are_cut() -> None:
    (cut,) = read(item(f"<title>{'t' * 5_000}</title><description>{'x' * 300_000}</description>"))
    assert (len(cut.title), len(cut.text)) == (TITLE_LENGTH, TEXT_LENGTH)


@pytest.mark.parametrize(
    ("printed", "wanted"),
    [
        ("Thu, 22 Jan 2026 10:00:00 +0300", datetime(2026, 1, 22, 7, tzinfo=UTC)),
        ("2026-01-22T10:00:00Z", datetime(2026, 1, 22, 10, tzinfo=UTC)),
        ("2026-01-22", datetime(2026, 1, 22, tzinfo=UTC)),
        ("yesterday", None),
        ("Thu, 99 Jan 2026 99:00:00 GMT", None),
        ("", None),
    ],
)
def test_the_day_of_print_is_aware_or_unknown(printed: str, wanted: datetime | None) -> None:
    assert read(item(f"<title>x</title><pubDate>{printed}</pubDate>"))[0].published == wanted


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ("<!DOCTYPE html><html><body><h1>News</h1></body></html>", "this is a web page, not a feed"),
        ("\ufeff\n<html lang='en'><head></head></html>", "this is a web page, not a feed"),
        ("", "is empty"),
        ("{}", "this is JSON, but no JSON Feed"),
        ("%PDF-1.4 binary \x00\x01", "neither RSS, Atom nor JSON Feed"),
        ("<rss version='2.0'><channel><item", "ends before its first item does"),
    ],
)
def test_what_is_no_feed_is_one_sentence(body: str, sentence: str) -> None:
    with pytest.raises(FaultyResource, match=sentence):
        read(body)


def test_a_body_that_names_a_local_file_does_not_open_it(tmp_path: Path) -> None:
    secret = tmp_path / "feed.xml"
    secret.write_bytes(rss(rss_item("secret")))
    with pytest.raises(FaultyResource, match="neither RSS, Atom nor JSON Feed"):
        read(str(secret))


def test_an_entity_cannot_read_a_file_or_grow(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("open sesame")
    bombs = "".join(f'<!ENTITY b{i} "{f"&b{i - 1};" * 10}">' for i in range(1, 9))
    declared = f'<!DOCTYPE x [<!ENTITY f SYSTEM "file://{tmp_path}/secret"><!ENTITY b0 "bomb">{bombs}]>'
    body = item("<guid>1</guid><title>&f;</title><description>&b8;</description>")
    entries = read(f"<?xml version='1.0'?>{declared}{body}")
    assert "sesame" not in entries[0].title
    assert len(entries[0].text) < 1_000


@pytest.mark.parametrize("content_type", ["application/rss+xml", "text/html", "text/plain; charset=latin-1", ""])
def test_an_empty_feed_is_a_feed_whatever_it_is_called(content_type: str) -> None:
    assert read_feed(rss(), content_type, "https://news.example/feed", NOW).items == ()


@pytest.mark.parametrize(
    "broken",
    [
        "<p>bare & unclosed",
        "&nbsp;&undefined;",
        "\x0bcontrol",
        "&#xD83D;&#56832; emoji in halves",
        "no character: &#99999999999; &#x110000; &#" + "9" * 9_000 + ";",
    ],
)
def test_a_damaged_feed_loses_no_item(broken: str) -> None:
    items = "".join(f"<item><guid isPermaLink='false'>{i}</guid><title>{broken}</title></item>" for i in range(3))
    assert [entry.id for entry in read(f"<rss version='2.0'><channel>{items}</channel></rss>")] == ["0", "1", "2"]


@given(st.binary(max_size=300))
def test_any_bytes_are_items_or_one_sentence(body: bytes) -> None:
    with contextlib.suppress(FaultyResource):
        assert read_feed(b"<rss version='2.0'><channel><item>" + body, "text/xml", "https://news.example/feed", NOW)
