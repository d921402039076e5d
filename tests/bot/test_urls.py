"""The identity of an article, and what may be printed of a URL."""

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
    ],
)
def test_the_canonical_url_keeps_what_names_the_article_and_drops_the_rest(url: str, wanted: str) -> None:
    assert canonical_url(url) == wanted


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
    ],
)
def test_two_spellings_of_one_address_are_one_article(one: str, other: str) -> None:
    assert article_id(one) == article_id(other)


def test_an_unknown_parameter_tells_articles_apart() -> None:
    assert article_id("https://news.example/story?id=3") != article_id("https://news.example/story?id=4")


@given(st.text(max_size=60))
def test_a_canonical_url_is_its_own_canonical_url(tail: str) -> None:
    try:
        once = canonical_url(f"https://news.example/{tail}")
    except ValueError:
        return
    assert canonical_url(once) == once


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
