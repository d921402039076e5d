"""The sentence around a figure, short enough for a phone, with the figure set off."""

from bot.model import Span, Statement, Text
from bot.views.naming import LOOKED_AT
from bot.views.wording import ELLIPSIS, clean

QUOTE_LIMIT = 200
"""Characters of a quote; the figure itself is never cut."""
SHORT_QUOTE = 110
"""Characters of a quote that stands beside others."""


def excerpt(statement: Statement, limit: int = QUOTE_LIMIT) -> Text:
    """Return the quote in quotation marks, cut around the figure at ends of words; nothing where none is on record."""
    if not statement.quote.strip():
        return ()
    before, figure, after = _pieces(statement)
    room = max(limit - len(figure), 0)
    head = min(len(before), max(room // 2, room - len(after)))
    before, after = _tail(before, head), _head(after, room - head)
    spans = (Span(f"“{before}"), Span(figure, strong=True), Span(f"{after}”"))
    return tuple(span for span in spans if span.text)


def _pieces(statement: Statement) -> tuple[str, str, str]:
    """Return the quote before, at and after the figure; the figure is empty where the offsets do not fit."""
    quote = statement.quote
    start = statement.figure.start - statement.quote_start
    end = start + len(statement.figure.surface)
    if start < 0 or quote[start:end] != statement.figure.surface:
        start = quote.find(statement.figure.surface)
        end = start + len(statement.figure.surface)
    if start < 0:
        return "", "", clean(quote[:LOOKED_AT]).strip()
    before, figure, after = quote[max(start - LOOKED_AT, 0) : start], quote[start:end], quote[end : end + LOOKED_AT]
    return clean(before).lstrip(), clean(figure[:LOOKED_AT]), clean(after).rstrip()


def _tail(text: str, limit: int) -> str:
    """Return the last characters, from a word's start."""
    if len(text) <= limit:
        return text
    cut = text[len(text) - max(limit - 1, 0) :] if limit > 1 else ""
    blank = cut.find(" ")
    return ELLIPSIS + (cut[blank + 1 :] if 0 <= blank < limit // 2 else cut)


def _head(text: str, limit: int) -> str:
    """Return the first characters, up to a word's end."""
    if len(text) <= limit:
        return text
    cut = text[: max(limit - 1, 0)]
    blank = cut.rfind(" ")
    return (cut[:blank] if blank > limit // 2 else cut).rstrip() + ELLIPSIS
