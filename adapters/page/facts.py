"""What a page says of itself to machines: times, whether it is free to read, whether it asks for a password."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement

PUBLISHED = ("article:published_time", "og:article:published_time", "datepublished", "dc.date.issued")
MODIFIED = ("article:modified_time", "og:article:modified_time", "datemodified", "og:updated_time")
ARTICLES = ("Article", "BlogPosting")
"""Ends of the names of schema.org types that are articles: NewsArticle, ReportageNewsArticle, ..."""
DEEPEST = 6
LONGEST_SCRIPT = 500_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a page says of itself. Times are as printed, empty where it gives none."""

    published: str
    modified: str
    free: bool | None
    """Whether anyone may read it; None where it does not say."""
    asks_password: bool


def facts_of(tree: HtmlElement) -> Facts:
    """Return what the page's metadata says."""
    named = dict(_named(tree))
    articles = [thing for script in _scripts(tree) for thing in _articles(script, DEEPEST)]
    return Facts(
        published=_first(articles, "datePublished") or _any(named, PUBLISHED),
        modified=_first(articles, "dateModified") or _any(named, MODIFIED),
        free=_free(articles),
        asks_password=tree.find(".//input[@type='password']") is not None,
    )


def _named(tree: HtmlElement) -> Iterator[tuple[str, str]]:
    for meta in tree.iterfind(".//meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        if name and meta.get("content"):
            yield name.lower(), meta.get("content", "")


def _scripts(tree: HtmlElement) -> Iterator[object]:
    for script in tree.iterfind(".//script[@type='application/ld+json']"):
        text = script.text or ""
        if len(text) <= LONGEST_SCRIPT:
            try:
                yield json.loads(text, strict=False)
            except (ValueError, RecursionError):
                continue


def _articles(thing: object, depth: int) -> Iterator[dict[str, object]]:
    """Yield the articles that JSON-LD describes, alone, in a list or in a graph."""
    if depth and isinstance(thing, list):
        for each in thing:
            yield from _articles(each, depth - 1)
    if depth and isinstance(thing, dict):
        kinds = thing.get("@type")
        names = kinds if isinstance(kinds, list) else [kinds]
        if any(isinstance(name, str) and name.endswith(ARTICLES) for name in names):
            yield thing
        yield from _articles(thing.get("@graph"), depth - 1)
        yield from _articles(thing.get("mainEntity"), depth - 1)


def _first(articles: list[dict[str, object]], key: str) -> str:
    return next((value for article in articles if isinstance(value := article.get(key), str)), "")


def _any(named: dict[str, str], names: tuple[str, ...]) -> str:
    return next((named[name] for name in names if name in named), "")


def _free(articles: list[dict[str, object]]) -> bool | None:
    """Read `isAccessibleForFree`, which publishers give as a boolean or as a word."""
    for article in articles:
        said = str(article.get("isAccessibleForFree", "")).rpartition("/")[2].lower()
        if said in {"true", "false"}:
            return said == "true"
    return None
