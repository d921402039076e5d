"""What headers say of time and of other addresses."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from multidict import CIMultiDict, CIMultiDictProxy
from yarl import URL

from adapters.web.headers import LONGEST, links, max_age, retry_after

SENT = ("Date", "Thu, 22 Jan 2026 10:00:00 GMT")
FEED = URL("https://news.example/feeds/all")


def headers(*pairs: tuple[str, str]) -> CIMultiDictProxy[str]:
    """Make the headers of an answer."""
    return CIMultiDictProxy(CIMultiDict(pairs))


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ([], None),
        ([("Cache-Control", "max-age=600")], 600),
        ([("cache-control", "public, MAX-AGE=600, must-revalidate")], 600),
        ([("Cache-Control", 'max-age="600"')], 600),
        ([("Cache-Control", "max-age=600, max-age=60")], 600),
        ([("Cache-Control", "public"), ("Cache-Control", "max-age=60")], 60),
        ([("Cache-Control", "s-maxage=600")], None),
        ([("Cache-Control", "max-age=600"), ("Age", "200")], 400),
        ([("Cache-Control", "max-age=600"), ("Age", "700")], 0),
        ([("Cache-Control", "no-cache")], 0),
        ([("Cache-Control", "no-store, max-age=600")], 0),
        ([("Cache-Control", "max-age=-5")], None),
        ([("Cache-Control", "max-age=soon")], None),
        ([("Cache-Control", "max-age=" + "9" * 5_000)], LONGEST),
        ([SENT, ("Expires", "Thu, 22 Jan 2026 10:05:00 GMT")], 300),
        ([SENT, ("Expires", "Thu, 22 Jan 2026 09:00:00 GMT")], 0),
        ([SENT, ("Expires", "Thu, 22 Jan 9999 10:05:00 GMT")], LONGEST),
        ([SENT, ("Expires", "0")], 0),
        ([("Expires", "Thu, 22 Jan 2026 10:05:00 GMT")], None),
        ([SENT, ("Cache-Control", "max-age=60"), ("Expires", "Thu, 22 Jan 2026 10:05:00 GMT")], 60),
    ],
)
def test_an_answer_stays_fresh_for_as_long_as_it_says(said: list[tuple[str, str]], seconds: float | None) -> None:
    assert max_age(headers(*said)) == seconds


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ([], None),
        ([("Retry-After", "120")], 120),
        ([("Retry-After", " 120 ")], 120),
        ([("Retry-After", "1.5")], 1.5),
        ([("Retry-After", "-1")], None),
        ([("Retry-After", "later")], None),
        ([("Retry-After", "1e9")], None),
        ([("Retry-After", "9" * 400)], LONGEST),
        ([SENT, ("Retry-After", "Thu, 22 Jan 2026 10:10:00 GMT")], 600),
        ([SENT, ("Retry-After", "Thu, 22 Jan 2026 09:10:00 GMT")], 0),
        ([SENT, ("Retry-After", "Thu, 22 Jan 2026 12:10:00 +0200")], 600),
        ([("Retry-After", "Thu, 22 Jan 2026 10:10:00 GMT")], None),
        ([SENT, ("Retry-After", "Thu, 99 Jan 2026 10:10:00 GMT")], None),
    ],
)
def test_a_server_is_left_alone_for_as_long_as_it_asks(said: list[tuple[str, str]], seconds: float | None) -> None:
    assert retry_after(headers(*said)) == seconds


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ([], {}),
        (['<https://hub.example/>; rel="hub"'], {"hub": "https://hub.example/"}),
        (["<https://hub.example/>;rel=hub"], {"hub": "https://hub.example/"}),
        (
            ['<https://hub.example/>; rel="hub", </feeds/all>; rel="self"'],
            {"hub": "https://hub.example/", "self": "https://news.example/feeds/all"},
        ),
        (
            ["<https://hub.example/>; rel=hub", "<all.xml>; title=x; REL=Self"],
            {"hub": "https://hub.example/", "self": "https://news.example/feeds/all.xml"},
        ),
        (['<https://a.example/>; rel="hub self"'], {"hub": "https://a.example/", "self": "https://a.example/"}),
        (["<https://a.example/>; rel=hub, <https://b.example/>; rel=hub"], {"hub": "https://a.example/"}),
        (
            ["<http://news.example:80/Feed%7e?b=%2b&a>; rel=self, <HTTPS://Hub.example/#top>; rel=hub"],
            {"self": "http://news.example:80/Feed%7e?b=%2b&a", "hub": "https://hub.example/"},
        ),
        (["<file:///etc/passwd>; rel=hub"], {}),
        (["<javascript:alert(1)>; rel=hub"], {}),
        (["<https://[broken/>; rel=hub"], {}),
        (["<https://user:word@hub.example/>; rel=hub"], {"hub": "https://hub.example/"}),
        (["https://hub.example/; rel=hub", "<https://hub.example/>", "<>"], {}),
    ],
)
def test_links_are_known_by_their_relation(said: list[str], found: dict[str, str]) -> None:
    assert links(headers(*(("Link", value) for value in said)), FEED) == found


@settings(deadline=None)
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\n\0"))))
def test_no_header_is_too_odd(values: list[str]) -> None:
    for name in ("Cache-Control", "Retry-After", "Expires", "Age", "Date", "Link"):
        said = headers(SENT, *((name, value) for value in values))
        assert (max_age(said) or 0) <= LONGEST
        assert (retry_after(said) or 0) <= LONGEST
        assert all(url.startswith("http") for url in links(said, FEED).values())


@pytest.mark.parametrize("sign", ["<", "<>", "<>;", "<x>; rel", "<x>; rel=", "a=", '"', "a,", " ", ";rel ="])
def test_a_header_of_one_sign_repeated_is_read_at_once(sign: str) -> None:
    """A pattern that looks back would not end within the time of the whole test run."""
    long = headers(("Link", sign * (8_000 // len(sign))), ("Cache-Control", sign * (8_000 // len(sign))))
    assert links(long, FEED) == {} or sign == "<x>; rel="
    assert max_age(long) is None
