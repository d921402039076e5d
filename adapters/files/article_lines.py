"""One line of JSON -> one article, or a sentence that says what is wrong with it."""

import json
from datetime import UTC, datetime

from bot.errors import ArticlesError
from bot.model import Article

LARGEST = 5_000_000
"""Bytes of an article; a long read has 100,000."""
KEYS = ("id", "url", "outlet", "published", "title", "text")
FILLED = ("id", "outlet", "published")
"""Keys that may not be empty."""


def fault(place: str, message: str) -> ArticlesError:
    """Make the sentence for an article that cannot be used."""
    return ArticlesError(f"{place}: {message}.")


def decode(place: str, content: bytes) -> str:
    """Return the text as it stands, line ends included, since offsets count every character."""
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise fault(place, f"byte {error.start + 1} is not UTF-8; save the file as UTF-8") from error


def parse_json(place: str, text: str, hint: str = "") -> object:
    """Return what the text holds; `hint` ends the sentence when it is no JSON."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        at = f"line {error.lineno}, " if "\n" in text else ""
        raise fault(place, f"is no JSON: {error.msg} ({at}column {error.colno}){hint}") from error
    except (ValueError, RecursionError) as error:
        raise fault(place, "is no JSON that an article needs: a number too long, or nested too deeply") from error


def build_article(place: str, given: object) -> Article:
    """Return the article; every key is text, and keys that an article does not have are left alone."""
    if not isinstance(given, dict):
        raise fault(place, f"is no article; write one object a line with {', '.join(KEYS)}")
    missing = [key for key in KEYS if given.get(key) is None]
    if missing:
        raise fault(place, f"has no {' and no '.join(missing)}; an article has {', '.join(KEYS)}")
    texts = {key: _text(place, key, given[key]) for key in KEYS}
    return Article(
        id=texts["id"],
        url=texts["url"],
        outlet=texts["outlet"],
        published=_time(place, texts["published"]),
        title=texts["title"],
        text=texts["text"],
    )


def _text(place: str, key: str, value: object) -> str:
    if not isinstance(value, str):
        raise fault(place, f"{key} should be text, not {json.dumps(value)[:40]}")
    if key in FILLED and not value.strip():
        raise fault(place, f"{key} is empty")
    if any("\ud800" <= character <= "\udfff" for character in value):
        raise fault(place, f"{key} holds half a character (a lone surrogate); write the text again as UTF-8")
    return value


def _time(place: str, value: str) -> datetime:
    """Read a day or a time; a day is its midnight, and a time without a zone is in UTC."""
    try:
        time = datetime.fromisoformat(value.strip())
        return time.astimezone(UTC) if time.tzinfo else time.replace(tzinfo=UTC)
    except (ValueError, OverflowError) as error:
        message = f"published {value[:40]!r} is no day or time; write it as 2026-01-20 or 2026-01-20T08:30:00Z"
        raise fault(place, message) from error
