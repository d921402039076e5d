"""What makes up an item, as plain values: its address, title, text, and whether that is the whole text."""

import re
from collections.abc import Sequence
from urllib.parse import urljoin, urlsplit

from adapters.syndication.plain import tidied, unmarked

TITLE_LENGTH = 1_000
TEXT_LENGTH = 200_000
NAME_LENGTH = 200
URL_LENGTH = 4_000
MARKUP_LENGTH = 1_000_000
"""Characters of one text with its markup; what stands behind is left out."""
WHOLE = 1_000
"""Characters; a shorter text that its feed calls a description is taken for a teaser."""
TEASED = re.compile(
    r"(?:…|\.\.\.)\W*$|\b(?:read (?:more|on|the full|the rest)|continue reading|full story)\b[^\n]{0,80}$",
    re.IGNORECASE,
)
TEASER_END = 600
LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{1,8})*")
Printed = tuple[str, bool]
"""A text as it stands in a feed, and whether it may hold markup."""


def web_address(link: object, base: str = "") -> str:
    """Return a web address as printed, or made whole by its base; nothing for what is none."""
    printed = link.strip() if isinstance(link, str) else ""
    try:
        address = urljoin(base, printed) if printed and base else printed
        parts = urlsplit(address)
    except ValueError:
        return ""
    return address if parts.scheme in {"http", "https"} and parts.hostname and len(address) <= URL_LENGTH else ""


def line(printed: Printed, limit: int = TITLE_LENGTH) -> str:
    """Return a title or name as one line of plain text."""
    return plain(printed, limit).replace("\n", " ")


def plain(printed: Printed, limit: int = TEXT_LENGTH) -> str:
    """Return a text without its markup."""
    text, marked = printed
    return (unmarked if marked else tidied)(text[:MARKUP_LENGTH], limit=limit)


def body_text(contents: Sequence[Printed], summary: Printed) -> tuple[str, bool]:
    """Return the longest text that an item prints, and whether it is a teaser for what stands elsewhere."""
    whole = max((plain(each) for each in contents), key=len, default="")
    short = plain(summary)
    text = whole if len(whole) >= len(short) else short
    declared = bool(whole) and whole != short
    return text, _is_teaser(text, declared=declared)


def language(*declared: object) -> str:
    """Return the first language code declared, in lower case."""
    for each in declared:
        code = each.strip().lower().replace("_", "-") if isinstance(each, str) else ""
        if LANGUAGE.fullmatch(code):
            return code
    return ""


def _is_teaser(text: str, *, declared: bool) -> bool:
    """Return whether a text ends as teasers end; `declared` is one that its feed calls the content."""
    if TEASED.search(text[-TEASER_END:]):
        return True
    return not declared and len(text) < WHOLE
