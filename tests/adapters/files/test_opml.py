"""Lists of feeds come in from other programs and go out to them."""

import contextlib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.files.opml import LARGEST, parse_opml, read_opml, write_opml
from bot.errors import SettingsError
from bot.model import Feed, FullText

FOLDERS = """<?xml version="1.0" encoding="UTF-8"?>
<opml version="1.0">
  <head><title>Mine</title></head>
  <body>
    <outline text="Agencies">
      <outline type="rss" text="Coast Wire" title="Coast Wire" xmlUrl="https://coast.example/feed"/>
      <outline type="rss" text="Hill &amp; Vale" xmlUrl="feed://hill.example/rss"/>
    </outline>
    <outline text="Again"><outline type="RSS" text="Other name" xmlurl="https://coast.example/feed"/></outline>
    <outline type="rss" xmlUrl="feed:https://nameless.example/atom"/>
    <outline type="link" text="A page" url="https://page.example/"/>
  </body>
</opml>"""


def feed(url: str, outlet: str, interval: float | None = None) -> Feed:
    """Make a feed as it comes from a list."""
    return Feed(url=url, outlet=outlet, interval=interval)


def test_feeds_come_out_of_their_folders_each_once_and_named() -> None:
    read = parse_opml(FOLDERS.encode(), "mine.opml")
    assert read.faults == ()
    assert read.feeds == (
        feed("https://coast.example/feed", "Coast Wire"),
        feed("http://hill.example/rss", "Hill & Vale"),
        feed("https://nameless.example/atom", "nameless.example"),
    )


def test_what_cannot_be_polled_is_told_by_line_and_holds_up_no_other() -> None:
    lines = [
        "<opml><body>",
        "<outline type='rss' text='a'/>",
        "<outline text='b' xmlUrl='ftp://b.example/feed'/>",
        "<outline text='c' xmlUrl='https://c.example/feed'/>",
        "<outline text='d' xmlUrl='https://d.example/a feed'/>",
        "</body></opml>",
    ]
    read = parse_opml("\n".join(lines).encode(), "mine.opml")
    assert [each.outlet for each in read.feeds] == ["c"]
    assert [str(fault).partition(";")[0] for fault in read.faults] == [
        "mine.opml:2: xmlUrl: is missing",
        "mine.opml:3: xmlUrl: should be the address of a feed, such as https://example.org/feed.xml",
        "mine.opml:5: xmlUrl: should be the address of a feed, such as https://example.org/feed.xml",
    ]


BOMB = "<!DOCTYPE opml [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'>]>"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", r"^mine\.opml:1: is no OPML: no element found"),
        (b"feeds, please", r"^mine\.opml:1: is no OPML: syntax error"),
        (b"<opml>\n<body>\n<outline", r"^mine\.opml:3: is no OPML"),
        (b"<opml><body>\n&nope;</body></opml>", r"^mine\.opml:2: is no OPML: undefined entity"),
        (b"<html>\n</html>", r"^mine\.opml:1: is no OPML: its outermost element is html"),
        (b"<opml><body/></opml>", r"^mine\.opml: lists no feed"),
        (f"<?xml version='1.0'?>\n{BOMB}<opml>&b;</opml>".encode(), r"^mine\.opml:2: declares a document type"),
        (b"<!DOCTYPE o SYSTEM 'file:///etc/passwd'><opml/>", r"^mine\.opml:1: declares a document type"),
        (b"<opml>" + b"<outline>" * 60, r"^mine\.opml:1: is nested deeper than 50 levels"),
        (b"<opml version='1.0'>\x00</opml>", r"^mine\.opml:1: is no OPML"),
    ],
)
def test_what_is_no_opml_is_refused_with_its_line(content: bytes, message: str) -> None:
    with pytest.raises(SettingsError, match=message):
        parse_opml(content, "mine.opml")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1"])
def test_a_list_may_come_in_any_encoding_that_it_names(encoding: str) -> None:
    named = encoding.removesuffix("-sig")
    text = f"<?xml version='1.0' encoding='{named}'?><opml><outline text='Küste' xmlUrl='https://k.example/'/></opml>"
    assert [each.outlet for each in parse_opml(text.encode(encoding), "mine.opml").feeds] == ["Küste"]


def test_a_file_is_read_and_a_missing_or_huge_one_told(tmp_path: Path) -> None:
    (tmp_path / "mine.opml").write_text(FOLDERS)
    assert len(read_opml(tmp_path / "mine.opml").feeds) == 3
    with pytest.raises(SettingsError, match=r"none\.opml: cannot be read: No such file or directory"):
        read_opml(tmp_path / "none.opml")
    (tmp_path / "huge.opml").write_bytes(b" " * (LARGEST + 1))
    with pytest.raises(SettingsError, match="is larger than 5,000,000 bytes"):
        read_opml(tmp_path / "huge.opml")


NAMES = st.text(min_size=1, max_size=30).filter(lambda name: name.isprintable() and name == " ".join(name.split()))


INTERVALS = st.none() | st.sampled_from([1.0, 60.0, 86400.0])


@given(st.lists(NAMES, min_size=1, max_size=5), NAMES, INTERVALS, st.sampled_from(FullText))
def test_what_goes_out_comes_back(outlets: list[str], title: str, interval: float | None, full_text: FullText) -> None:
    feeds = tuple(
        replace(feed(f"https://n{number}.example/feed?a=1&b=<2>", name, interval), full_text=full_text)
        for number, name in enumerate(outlets)
    )
    assert parse_opml(write_opml(feeds, title).encode(), "mine.opml").feeds == feeds


@given(st.binary(max_size=200))
def test_any_bytes_are_feeds_or_one_sentence(content: bytes) -> None:
    with contextlib.suppress(SettingsError):
        read = parse_opml(b"<opml>" + content + b"</opml>", "mine.opml")
        assert read.feeds or read.faults
