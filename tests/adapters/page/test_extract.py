"""What is read of a page: its article, and neither what stands around it nor a wall in front of it."""

from datetime import UTC, datetime

import pytest

from adapters.page.extract import read_page
from bot.errors import UnreadablePage
from bot.ports import Page
from tests.adapters.page.pages import PARAGRAPHS, a_page, a_wall, json_ld

URL = "https://news.example/storm"
HTML = "text/html; charset=utf-8"


def read(body: bytes, content_type: str = HTML, url: str = URL) -> Page:
    return read_page(body, content_type, url)


def reason(body: bytes, content_type: str = HTML, url: str = URL) -> str:
    """Read what cannot be read, and return why."""
    with pytest.raises(UnreadablePage) as caught:
        read(body, content_type, url)
    return str(caught.value)


def test_an_article_is_its_paragraphs_without_captions_links_and_furniture() -> None:
    page = read(a_page())
    assert page.text.splitlines() == list(PARAGRAPHS)
    assert page.title == "Storm toll in the harbour district"
    assert page.byline == "Ana Berg"


@pytest.mark.parametrize(
    ("head", "published", "modified"),
    [
        ("", None, None),
        (
            json_ld(datePublished="2026-01-22T10:00:00Z", dateModified="2026-01-22T13:30:00+02:00"),
            datetime(2026, 1, 22, 10, tzinfo=UTC),
            datetime(2026, 1, 22, 11, 30, tzinfo=UTC),
        ),
        (
            (
                '<meta property="article:published_time" content="2026-01-22T10:00:00+00:00">'
                '<meta property="article:modified_time" content="2026-01-22T11:30:00+00:00">'
            ),
            datetime(2026, 1, 22, 10, tzinfo=UTC),
            datetime(2026, 1, 22, 11, 30, tzinfo=UTC),
        ),
        (json_ld(datePublished="yesterday", dateModified="2026-01-22"), None, None),
        ('<script type="application/ld+json">{"@type": "NewsArticle", broken</script>', None, None),
        (f'<script type="application/ld+json">{"[" * 5000}</script>', None, None),
    ],
)
def test_times_are_those_the_page_gives_whole(head: str, published: datetime | None, modified: datetime | None) -> None:
    page = read(a_page(head=head))
    assert (page.published, page.modified) == (published, modified)


@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-1", "windows-1252"])
def test_the_encoding_that_the_server_names_is_believed(encoding: str) -> None:
    body = a_page("Près de 150 personnes ont péri à Évreux, a déclaré l’agence.".replace("’", "'"), *PARAGRAPHS)
    body = body.decode().replace('<meta charset="utf-8">', "").replace("©", "(c)").encode(encoding)
    assert "Près de 150 personnes ont péri à Évreux" in read(body, f"text/html; charset={encoding}").text


def test_an_encoding_nobody_knows_is_guessed_at() -> None:
    assert "150 people" in read(a_page(), "text/html; charset=klingon").text


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("Subscribe to continue reading. Join 12,000 readers for $1 a week. Already a subscriber? Log in.", "paywall"),
        ("This article is for subscribers only. Start your free trial of 30 days.", "paywall"),
        ("Cet article est réservé aux abonnés. Il vous reste 80 % de cet article à lire.", "paywall"),
        ("Jetzt weiterlesen mit 4 Wochen Probeabo. Bereits Abonnent?", "paywall"),
        (
            "We value your privacy. We and our partners store and/or access information on a device, such as cookies. "
            "With your permission we and our 1,532 partners may use precise geolocation data. You may accept all "
            "cookies or manage options. Your choices apply to this site only. " * 3,
            "consent",
        ),
        ("Before you continue: we use cookies. Reject all. Accept all cookies. More options.", "consent"),
        ("You need to enable JavaScript to run this app.", "JavaScript"),
        ("Please enable JavaScript and cookies. JavaScript is disabled in your browser.", "JavaScript"),
        ("Just a moment... Checking your browser before you go on. Ray 8,812.", "robot"),
        ("We have detected unusual traffic from your network. Please verify you are human.", "robot"),
        ("Welcome back. Please log in with your e-mail address. Forgot your password?", "log in"),
        ("", "no article text"),
        ("12,000 results.", "no article text"),
    ],
)
def test_a_wall_is_known_by_its_words_and_never_read(words: str, why: str) -> None:
    assert why in reason(a_wall(words))


def test_a_page_that_asks_for_a_password_and_shows_nothing_asks_to_log_in() -> None:
    assert "log in" in reason(a_wall("Welcome.", inside="<form><input type='password' name='p'></form>"))


@pytest.mark.parametrize(
    ("head", "after"),
    [
        (json_ld(isAccessibleForFree=False), ""),
        (json_ld(isAccessibleForFree="False"), ""),
        ("", "<p>Subscribe to continue reading</p>"),
        ("", "<p>Want more?</p><p>Already a subscriber? Sign in</p>"),
    ],
)
def test_a_teaser_in_front_of_a_paywall_is_no_article(head: str, after: str) -> None:
    assert "paywall" in reason(a_page(*PARAGRAPHS[:2], head=head, after=after))


def test_a_metered_page_that_shows_its_whole_text_is_read() -> None:
    page = a_page(*(PARAGRAPHS * 4), head=json_ld(isAccessibleForFree=False))
    assert read(page).text.count("150 people") == 4


def test_a_flash_of_one_sentence_is_an_article() -> None:
    flash = "At least 150 people were killed in the storm, the disaster agency said."
    page = f"<html><body><article><h1>Storm</h1><p>{flash}</p></article></body></html>"
    assert read(page.encode()).text == flash


def test_the_rows_of_a_table_are_lines() -> None:
    table = "<table><tr><td>Harbour district</td><td>150 dead</td></tr><tr><td>North</td><td>12 dead</td></tr></table>"
    assert read(a_page(after=table)).text.splitlines()[-2:] == ["Harbour district 150 dead", "North 12 dead"]


def test_an_article_about_walls_is_read() -> None:
    about = "The paper asks readers to subscribe to continue, and says it has 1,500 subscribers since it began to."
    assert about in read(a_page(*PARAGRAPHS, about, *PARAGRAPHS, *PARAGRAPHS)).text


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("https://consent.news.example/v2?to=storm", "consent"),
        ("https://news.example/login?next=/storm", "log in"),
        ("https://login.news.example/", "log in"),
    ],
)
def test_a_page_that_readers_are_sent_to_is_no_article(url: str, why: str) -> None:
    assert why in reason(a_page(*PARAGRAPHS[:1]), url=url)


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"%PDF-1.7 150 people", "application/pdf"),
        (b'{"a": 150}', "application/json"),
        (b"", HTML),
        (b"\0\0\0", HTML),
        (b"<html>", HTML),
        (b"<p>" * 3000, HTML),
        (b"\xff\xfe" + b"<" * 1000, ""),
    ],
)
def test_what_is_no_page_is_unreadable(body: bytes, content_type: str) -> None:
    assert reason(body, content_type)
