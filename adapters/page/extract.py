"""A page's body as an article: its main text without captions, links and furniture, and what it says of itself."""

import re
from collections.abc import Iterator
from copy import deepcopy
from datetime import datetime

import trafilatura
from lxml.etree import LxmlError
from lxml.html import HtmlElement
from trafilatura.metadata import extract_metadata

from adapters.page.facts import Facts, facts_of
from adapters.page.walls import wall
from bot.errors import UnreadablePage
from bot.ports import Page

MARKUP = ("html", "xml", "text/plain")
CHARSET = re.compile(r"charset=[\"']?([\w-]+)", re.IGNORECASE)
TITLE_LENGTH = 1_000
BYLINE_LENGTH = 200
TEXT_LENGTH = 200_000
SEEN_LENGTH = 20_000
"""Characters of all that a page shows: enough to know a wall by its words."""
UNSEEN = "script", "style", "noscript", "template", "svg"
# What trafilatura and lxml have been seen to raise on damaged pages; neither promises a closed set.
LIBRARY_ERRORS = (ArithmeticError, AttributeError, LookupError, LxmlError, RecursionError, TypeError, ValueError)


def read_page(body: bytes, content_type: str, url: str) -> Page:
    """Return the article a page shows; raise UnreadablePage with the rest of a sentence when it shows none."""
    if content_type and not any(kind in content_type.lower() for kind in MARKUP):
        raise UnreadablePage(f"is no web page but {content_type.partition(';')[0].strip()[:60]}")
    try:
        tree = trafilatura.load_html(decoded(body, content_type))
        if tree is None:
            raise UnreadablePage("has no article text")
        facts, seen = facts_of(tree), seen_text(tree)
        title, byline = self_named(tree)
        text = main_text(tree, title)
    except LIBRARY_ERRORS as error:
        raise UnreadablePage(f"cannot be read as a web page ({type(error).__name__})") from error
    reason = wall(url=url, text=text, seen=seen, facts=facts)
    if reason:
        raise UnreadablePage(reason)
    return page(facts, title, byline, text)


def page(facts: Facts, title: str, byline: str, text: str) -> Page:
    """Put what was read together."""
    return Page(
        title=title,
        text=text,
        byline=byline,
        published=whole_time(facts.published),
        modified=whole_time(facts.modified),
    )


def decoded(body: bytes, content_type: str) -> str | bytes:
    """Return the body in the encoding its server names; where that does not fit, the bytes, to be guessed at."""
    named = CHARSET.search(content_type)
    if named is None:
        return body
    try:
        return body.decode(named[1])
    except (LookupError, UnicodeDecodeError):
        return body


def main_text(tree: HtmlElement, title: str) -> str:
    """Return the main text, a line a paragraph; the headline is not repeated in it."""
    text = trafilatura.extract(deepcopy(tree), include_comments=False, include_tables=True, favor_precision=True) or ""
    lines = [in_one_line(line) for line in text[:TEXT_LENGTH].splitlines()]
    if lines and lines[0] == title:
        lines = lines[1:]
    return "\n".join(line for line in lines if line)


def in_one_line(line: str) -> str:
    """Return a line without the strokes between the cells of a table."""
    return " ".join(line.replace("|", " ").split()) if line.startswith("|") else line.strip()


def self_named(tree: HtmlElement) -> tuple[str, str]:
    """Return title and byline, as the page gives them."""
    named = extract_metadata(deepcopy(tree), extensive=False)
    return " ".join((named.title or "").split())[:TITLE_LENGTH], " ".join((named.author or "").split())[:BYLINE_LENGTH]


def seen_text(tree: HtmlElement) -> str:
    """Return the first words of all that the page shows, its furniture too."""
    text = " ".join(piece for piece in visible(tree))
    return text[:SEEN_LENGTH]


def visible(tree: HtmlElement) -> Iterator[str]:
    """Yield the texts of a page in order, but for scripts and the like."""
    body = tree.find(".//body")
    for element in (tree if body is None else body).iter():
        if isinstance(element.tag, str) and element.tag not in UNSEEN and element.text:
            yield " ".join(element.text.split())
        if element.tail:
            yield " ".join(element.tail.split())


def whole_time(printed: str) -> datetime | None:
    """Return an ISO 8601 time with its zone; what has none could be any hour of a day, and is left out."""
    try:
        time = datetime.fromisoformat(printed.strip())
    except ValueError:
        return None
    return time if time.utcoffset() is not None else None
