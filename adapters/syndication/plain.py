"""Markup from outside as plain text that keeps its paragraphs."""

import re
import unicodedata
from html import unescape

from selectolax.lexbor import LexborHTMLParser

BLOCKS = """
    address article aside blockquote br caption center dd details div dl dt fieldset figure footer form h1 h2 h3 h4 h5
    h6 header hr li main ol p pre section summary table tbody thead tr ul
"""
# A caption is background by the desk rules: it would be recorded in silence, and without its frame it reads as fact.
UNREAD = "figcaption head iframe nav noscript object script style svg template"
BLOCK_NAMES = frozenset(BLOCKS.split())
CELLS = "td th"
PARAGRAPH = "\u2029"
MARKUP = re.compile(r"<[A-Za-z/!]|&[#\w]+;")
SPACES = re.compile(r"[ \t\n\r\f]+")
BLANK_LINE = re.compile(r"\n\s*\n|\u2029")
# Soft hyphen, zero-width space, byte order mark; marks, overrides and isolates that turn the direction of writing.
INVISIBLE = frozenset("\u00ad\u200b\ufeff\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
MOST_TAGS = 5_000
"""Nested, so many cost the HTML library a tenth of a second, and ten times as many ten seconds."""
UNREAD_PART = re.compile(rf"<(?:!--|({'|'.join(UNREAD.split())})(?=[\s/>]))", re.IGNORECASE)
TAG = re.compile(r"</?([A-Za-z][\w:-]*)[^<>]*>|<[!?][^<>]*>|-->")
LAYOUT = frozenset("\t\n\r\f\u2029")


def unmarked(markup: str, *, limit: int) -> str:
    """Return the text of HTML, at most `limit` characters, a line a paragraph; scripts, styles and captions left out.

    Text without any markup keeps the paragraphs that its blank lines make.
    """
    if not MARKUP.search(markup):
        return tidied(markup, limit=limit)
    if markup.count("<") > MOST_TAGS:
        return _lines(_untagged(markup).split(PARAGRAPH), limit)
    return _lines(_separated(markup).split(PARAGRAPH), limit)


def tidied(text: str, *, limit: int) -> str:
    """Return at most `limit` characters of plain text, a line a paragraph, without characters that cannot be seen."""
    return _lines(BLANK_LINE.split(text), limit)


def _lines(paragraphs: list[str], limit: int) -> str:
    lines = (SPACES.sub(" ", _visible(paragraph)).strip() for paragraph in paragraphs)
    return "\n".join(line for line in lines if line)[:limit]


def _separated(markup: str) -> str:
    """Return the text of HTML with a paragraph separator around each block and a space around each table cell."""
    tree = LexborHTMLParser(markup)
    for node in tree.css(_selector(UNREAD)):
        node.decompose()
    for names, mark in ((BLOCKS, PARAGRAPH), (CELLS, " ")):
        for node in tree.css(_selector(names)):
            node.insert_before(mark)
            node.insert_after(mark)
    return tree.root.text(deep=True, separator="") if tree.root else ""


def _untagged(markup: str) -> str:
    """Do as `_separated` does, without a tree."""
    kept, at, lowered = [], 0, markup.lower()
    while at >= 0 and (found := UNREAD_PART.search(markup, at)):
        kept.append(markup[at : found.start()])
        at = lowered.find(f"</{found[1].lower()}" if found[1] else "-->", found.end())
    kept.append(markup[at:] if at >= 0 else "")
    return unescape(TAG.sub(_mark, "".join(kept)))


def _mark(tag: re.Match[str]) -> str:
    name = (tag[1] or "").lower()
    return PARAGRAPH if name in BLOCK_NAMES else " " if name in CELLS.split() else ""


def _selector(names: str) -> str:
    return ",".join(names.split())


def _visible(text: str) -> str:
    """Drop control characters, unpaired surrogates and what hides or reverses text."""
    if text.isprintable():
        return text if INVISIBLE.isdisjoint(text) else "".join(c for c in text if c not in INVISIBLE)
    return "".join(
        c for c in text if c in LAYOUT or (c not in INVISIBLE and unicodedata.category(c) not in {"Cc", "Cs"})
    )
