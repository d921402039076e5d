"""From a web page to its feeds."""

import pytest

from adapters.syndication.discovery import MOST_LINKS, USUAL_PATHS, feeds_on

PAGE = "https://news.example/world/"


def declared(head: str, url: str = PAGE) -> list[tuple[str, str]]:
    """Return address and title of the feeds that a page with this head declares."""
    page = f"<!doctype html><html><head>{head}</head><body><p>News</p></body></html>"
    return [(link.url, link.title) for link in feeds_on(page.encode(), url) if link.declared]


@pytest.mark.parametrize(
    ("head", "wanted"),
    [
        (
            '<link rel="alternate" type="application/rss+xml" title="World &amp; sea" href="feed.xml">',
            [("https://news.example/world/feed.xml", "World & sea")],
        ),
        (
            '<LINK REL="Alternate" TYPE="application/ATOM+xml; charset=utf-8" HREF="/atom">',
            [("https://news.example/atom", "")],
        ),
        (
            '<link rel="alternate" type="application/feed+json" href="//cdn.example/f.json">',
            [("https://cdn.example/f.json", "")],
        ),
        ('<link rel="alternate" type="application/json" href="/feed.json">', [("https://news.example/feed.json", "")]),
        ('<link rel="alternate" type="application/json" href="/wp-json/wp/v2/pages/7">', []),
        ('<link rel="feed" href="/all">', [("https://news.example/all", "")]),
        (
            '<link rel="alternate" type="application/rss+xml" href="feed://other.example/rss">',
            [("http://other.example/rss", "")],
        ),
        (
            '<link rel="alternate" type="application/rss+xml" href="feed:https://a.example/rss">',
            [("https://a.example/rss", "")],
        ),
        ('<base href="https://base.example/x/"><link rel="feed" href="y">', [("https://base.example/x/y", "")]),
        ('<link rel="alternate" type="application/rss+xml" href="javascript:alert(1)">', []),
        ('<link rel="alternate" type="application/rss+xml" href="http://[">', []),
        ('<link rel="alternate" type="application/rss+xml" href="">', []),
        ('<link rel="alternate" hreflang="fr" href="/fr">', []),
        ('<link rel="stylesheet" type="text/css" href="/rss.css">', []),
        ('<link rel="feed" href="/a#x"><link rel="feed" href="/a">', [("https://news.example/a", "")]),
    ],
)
def test_a_page_declares_its_feeds(head: str, wanted: list[tuple[str, str]]) -> None:
    assert declared(head) == wanted


def test_behind_declared_feeds_come_links_that_look_like_feeds_and_usual_addresses() -> None:
    page = b"""<head><link rel=feed href=/own></head>
    <a href="/section/rss.xml">All <b>news</b></a> <a href="/feeding-the-city">Story</a> <a href="/own">Own</a>"""
    links = feeds_on(page, PAGE)
    assert [(link.url, link.title, link.declared) for link in links[:2]] == [
        ("https://news.example/own", "", True),
        ("https://news.example/section/rss.xml", "All news", False),
    ]
    assert [link.url for link in links[2:]] == [f"https://news.example{path}" for path in USUAL_PATHS]


@pytest.mark.parametrize("page", [b"", b"\x00\xff\xfe", b"<link" * 10_000, b"<a href=rss>" * 10_000, b"{}"])
def test_any_page_has_few_links(page: bytes) -> None:
    assert len(USUAL_PATHS) <= len(feeds_on(page, PAGE)) <= MOST_LINKS


def test_without_a_web_address_nothing_is_suggested() -> None:
    assert feeds_on(b"<link rel=feed href=/a>", "file:///etc/passwd") == ()
