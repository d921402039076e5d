"""The identity of an article, and what may be printed of a URL."""

from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.urls import article_id, canonical_url, printable_url


@pytest.mark.parametrize(
    ("url", "wanted"),
    [
        ("https://news.example/a?utm_source=rss&utm_medium=x", "https://news.example/a"),
        ("https://news.example/a?at_medium=RSS&at_campaign=KARANGA", "https://news.example/a"),
        ("https://news.example/a?traffic_source=rss#comments", "https://news.example/a"),
        ("https://NEWS.example:443/a", "https://news.example/a"),
        ("http://news.example:80/a", "http://news.example/a"),
        ("http://news.example:8080/a", "http://news.example:8080/a"),
        ("https://user:word@news.example/a", "https://news.example/a"),
        ("https://news.example/a?page=2&id=3", "https://news.example/a?id=3&page=2"),
        ("https://news.example/a/./b/../c", "https://news.example/a/c"),
        ("  https://news.example/a\n", "https://news.example/a"),
        ("https://[2001:db8::1]:8443/a", "https://[2001:db8::1]:8443/a"),
        ("https://news.example./a", "https://news.example/a"),
        ("https://bücher.example/ä", "https://xn--bcher-kva.example/%C3%A4"),
        ("https://news.example/A?Id=X", "https://news.example/A?Id=X"),
        ("https://news.example/a;jsessionid=0F1?id=3", "https://news.example/a?id=3"),
        ("https://news.example/a?ref=rss&ref=4", "https://news.example/a?ref=4"),
        ("https://news.example/a?mod=3&smid=x", "https://news.example/a?mod=3&smid=x"),
        ("https://www.wsj.com/a?mod=rss_home&id=3", "https://www.wsj.com/a?id=3"),
        ("https://news.example/story/amp/", "https://news.example/story"),
        ("https://news.example/story.amp.html?id=3", "https://news.example/story.html?id=3"),
        ("https://news.example/story?amp", "https://news.example/story"),
        ("https://news.example/story?outputType=amp&amps=9", "https://news.example/story?amps=9"),
        ("https://news.example/amp", "https://news.example/amp"),
        ("https://m.news.example/a", "https://m.news.example/a"),
    ],
)
def test_the_canonical_url_keeps_what_names_the_article_and_drops_the_rest(url: str, wanted: str) -> None:
    assert canonical_url(url) == wanted


STORY = "https://news.example/a?id=3"


@pytest.mark.parametrize(
    "url",
    [
        "https://www.google.com/url?sa=t&url=https%3A%2F%2Fnews.example%2Fa%3Fid%3D3%26utm_source%3Dx&usg=1",
        "https://www.google.co.uk/url?q=https://news.example/a%3Fid%3D3",
        "https://news.google.com/news/url?sa=t&fd=R&url=https%3A%2F%2Fnews.example%2Fa%3Fid%3D3",
        "https://www.google.com/amp/s/news.example/a?id=3",
        "https://news-example.cdn.ampproject.org/c/s/news.example/a?id=3",
        "https://www.bing.com/news/apiclick.aspx?ref=FexRss&url=https%3a%2f%2fnews.example%2fa%3fid%3d3&c=1",
        "https://l.facebook.com/l.php?u=https%3A%2F%2Fnews.example%2Fa%3Fid%3D3%26fbclid%3D1&h=AT0",
        "https://r.search.yahoo.com/_ylt=x/RV=2/RE=1/RU=https%3a%2f%2fnews.example%2fa%3fid%3d3/RK=2/RS=z",
        "https://google.de/url?url=https%3A%2F%2Fexit.sc%2F%3Furl%3Dhttps%253A%252F%252Fnews.example%252Fa%253Fid%253D3",
    ],
)
def test_an_address_that_only_leads_on_is_the_one_it_leads_to(url: str) -> None:
    assert canonical_url(url) == STORY


@pytest.mark.parametrize(
    "url",
    [
        "https://www.google.com/url?q=javascript:alert(1)",
        "https://www.google.com/url?q=file:///etc/passwd",
        "https://news.example/url?q=https://other.example/b",
        "https://notgoogle.com/url?q=https://other.example/b",
        "https://google.com.evil.example/url?q=https://other.example/b",
    ],
)
def test_an_address_is_left_only_where_a_known_service_leads_on_to_the_web(url: str) -> None:
    assert "other.example/b" not in canonical_url(url).partition("?")[0]
    assert canonical_url(url).partition("?")[0] == url.partition("?")[0]


@pytest.mark.parametrize(
    "url", ["", "ftp://news.example/a", "javascript:alert(1)", "/only/a/path", "http://[::1", "https://"]
)
def test_what_is_no_web_address_has_no_canonical_form(url: str) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        canonical_url(url)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://news.example/a", "https://news.example/a"),
        ("https://news.example/a/", "https://news.example/a"),
        ("https://news.example/a?utm_campaign=x&b=1", "https://news.example/a?b=1"),
        ("https://www.news.example/a", "https://news.example/a"),
        ("https://m.news.example/a", "https://www.news.example/a/"),
        ("https://en.m.pedia.example/a", "https://en.pedia.example/a"),
        ("https://amp.news.example/a/amp", "https://news.example/a"),
        ("https://news.example/amp/a", "https://news.example/a"),
        ("https://mobile.news.co.uk/a", "https://news.co.uk/a"),
    ],
)
def test_two_spellings_of_one_address_are_one_article(one: str, other: str) -> None:
    assert article_id(one) == article_id(other)


def test_an_unknown_parameter_tells_articles_apart() -> None:
    assert article_id("https://news.example/story?id=3") != article_id("https://news.example/story?id=4")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://amp.co.uk/a", "https://m.co.uk/a"),
        ("https://m.example/a", "https://amp.example/a"),
        ("https://news.example/a", "https://sport.example/a"),
        ("https://news.example/A", "https://news.example/a"),
        ("https://news.example/a?id=", "https://news.example/a"),
    ],
)
def test_two_addresses_that_may_differ_are_two_articles(one: str, other: str) -> None:
    assert article_id(one) != article_id(other)


HOSTS = st.sampled_from(
    ["news.example", "www.google.com", "m.wsj.com", "l.facebook.com", "x.cdn.ampproject.org", "r.search.yahoo.com"]
)
MARKS = st.sampled_from([*"/?&=;#%:@é+", "..", "%2F", "http://", "https://", "https%3A%2F%2F", "RU=", "jsessionid="])
WORDS = st.sampled_from(
    ["amp", ".amp", ".html", "url", "l.php", "q", "u", "id", "utm_x", "ref", "rss", "s", "c", "n.example"]
)
PIECES = st.one_of(MARKS, WORDS)
TAILS = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=20).map("".join))


@given(HOSTS, TAILS)
def test_a_canonical_url_is_its_own_canonical_url(host: str, tail: str) -> None:
    try:
        once = canonical_url(f"https://{host}/{tail}")
    except ValueError:
        return
    assert canonical_url(once) == once


UNKNOWN = st.text(alphabet="abcdefghijklmnopqrstuvwxyz0123456789", min_size=1, max_size=8).map("x{}".format)
VALUES = st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=12)
FOLLOWING = st.sampled_from(["utm_source=rss", "fbclid=1", "xtor=RSS-1", "PHPSESSID=3", "ref=rss", "at_medium=RSS"])


@given(UNKNOWN, VALUES, VALUES, st.lists(FOLLOWING, max_size=3), st.lists(FOLLOWING, max_size=3))
def test_what_differs_in_an_unknown_parameter_is_never_one_article(
    name: str, one: str, other: str, before: list[str], behind: list[str]
) -> None:
    def address(value: str) -> str:
        return "https://news.example/story?" + "&".join([*before, f"{name}={quote(value, safe='')}", *behind])

    assert (article_id(address(one)) == article_id(address(other))) == (one == other)
    assert canonical_url(address(one)) == canonical_url(f"https://news.example/story?{name}={quote(one, safe='')}")


@pytest.mark.parametrize(
    ("url", "wanted"),
    [
        ("https://user:word@news.example/feed", "https://news.example/feed"),
        ("https://news.example/feed?api_key=abc&id=3", "https://news.example/feed?api_key=…&id=3"),
        ("https://news.example/feed?Access_Token=abc", "https://news.example/feed?Access_Token=…"),
        ("https://news.example/\x1b[31mfeed\n", "https://news.example/[31mfeed"),
        ("https://user:word@[broken", "[broken"),
    ],
)
def test_a_printed_url_shows_no_secret_and_no_control_character(url: str, wanted: str) -> None:
    assert printable_url(url) == wanted


def test_a_printed_url_is_short() -> None:
    assert len(printable_url("https://news.example/" + "a" * 5000)) <= 201
