"""Bodies are cut at their items only where that is sure, and mended without a guess."""

import pytest

from adapters.syndication.mending import mended
from adapters.syndication.splitting import beginning, is_complete, split


@pytest.mark.parametrize(
    ("body", "items"),
    [
        (b"<rss><item>a</item> <item x='1'>b</item></rss>", [b"<item>a</item>", b"<item x='1'>b</item>"]),
        (b"<a:feed><a:entry>a</a:entry\n></a:feed>", [b"<a:entry>a</a:entry\n>"]),
        (b"<CHANNEL><ITEM>a</ITEM></CHANNEL>", [b"<ITEM>a</ITEM>"]),
        (b"<item><![CDATA[</item><item>]]></item>", [b"<item><![CDATA[</item><item>]]></item>"]),
        (b"<!-- <item> --><item>a</item>", [b"<item>a</item>"]),
        (b"<items/><itemized/><item>a</item>", [b"<item>a</item>"]),
    ],
)
def test_items_stand_where_their_tags_do(body: bytes, items: list[bytes]) -> None:
    parts = split(body)
    assert parts is not None
    assert [body[start:stop] for start, stop in parts.spans] == items
    assert len(parts.marks) == len(items)
    assert parts.holding(range(len(items))) == body


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<rss></rss>",
        b"<item>a<item>b</item>",
        b"<item>a</item></item>",
        b"<item>a</entry>",
        b"<item/><item>a</item>",
        b"<item>a</item><item>b",
        b"<item>a</item ",
        b"<item ",
        b"<item><![CDATA[</item>",
        b"<item>a</item><!-- ",
    ],
)
def test_what_is_not_sure_is_not_cut(body: bytes) -> None:
    assert split(body) is None


def test_items_are_left_out_and_all_around_them_stays() -> None:
    parts = split(b"<rss> <item>a</item> <x/> <item>b</item> </rss>")
    assert parts is not None
    assert parts.holding([1]) == b"<rss>  <x/> <item>b</item> </rss>"
    assert parts.holding([]) == b"<rss>  <x/>  </rss>"


@pytest.mark.parametrize(
    ("body", "complete"),
    [
        (b"<rss><channel><item>a</item></channel></rss>", True),
        (b"<rss><channel><item>a</item></channel>\n<!-- 0.1 s -->", True),
        (b"<a:feed></a:feed >", True),
        (b"<rdf:RDF><channel></channel><item>a</item><item>b", False),
        (b"<rdf:RDF><channel></channel><item>a</item></rdf:RDF>", True),
        (b"<rss><channel><item>a</item>", False),
        (b"</rss>" + b" " * 5_000, False),
    ],
)
def test_a_body_is_complete_when_its_end_is_there(body: bytes, complete: bool) -> None:
    assert is_complete(body) is complete


@pytest.mark.parametrize(
    ("body", "content_type", "wanted"),
    [
        (b"na\xc3\xafve \x93two\x94", "", "naïve “two”".encode()),
        (b"na\xc3\xafve", "", "naïve".encode()),
        (b"<?xml encoding='latin-1'?>\xe9", "", b"<?xml encoding='latin-1'?>\xe9"),
        (b"\xe9", "text/xml; charset=ISO-8859-1", b"\xe9"),
        (b"\xe9", "text/xml; charset=utf-8", "é".encode()),
        (b"abcd\x00e\x1bf\tg", "", b"abcdef\tg"),
        (b"\xff\xfea\x00", "", b"\xff\xfea\x00"),
        (b"a\x00b\x00", "", b"a\x00b\x00"),
        (b"&#xD83D;&#65;&#99999999999;&#x1F6A2;", "", b"&#65;&#x1F6A2;"),
        (b" \n<rss/>", "", b"<rss/>"),
    ],
)
def test_a_body_is_mended_where_there_is_no_doubt(body: bytes, content_type: str, wanted: bytes) -> None:
    assert mended(body, content_type) == wanted


def test_the_beginning_of_a_body_holds_so_many_items_and_no_more() -> None:
    body = b"<rss>" + b"<item>a</item>" * 3
    assert beginning(body, 3) == body
    assert beginning(body, 2) == b"<rss>" + b"<item>a</item>" * 2
    assert beginning(b"<item>" * 100_000, 2) == b"<item><item>"
