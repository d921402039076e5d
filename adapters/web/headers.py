"""What an answer's headers say of time and of other addresses, as values."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from multidict import CIMultiDictProxy
from yarl import URL

LONGEST = 2.0**31
"""Seconds: what a longer time counts as (RFC 9111, 1.2.2)."""
SECONDS = re.compile(r"[0-9]+(?:\.[0-9]+)?")
DIRECTIVE = re.compile(r'([A-Za-z-]+)(?:=(?:"([^"]*)"|([^",\s]*)))?')
LINK = re.compile(r"<([^<>]*)>([^<]*)")
RELATION = re.compile(r';\s*+rel\s*+=\s*+(?:"([^"]*)"|([^\s";,]+))', re.IGNORECASE)
MOST_LINKS = 20
STALE = frozenset({"no-cache", "no-store"})


Headers = CIMultiDictProxy[str]


def max_age(headers: Headers) -> float | None:
    """Return for how many seconds an answer stays fresh: by Cache-Control, else Expires (RFC 9111, 4.2.1)."""
    said = _cache_control(headers)
    if STALE & said.keys():
        return 0.0
    seconds = _seconds(said.get("max-age", ""))
    if seconds is not None:
        return max(0.0, seconds - (_seconds(headers.get("Age", "")) or 0.0))
    if "Expires" not in headers:
        return None
    expires, sent = _moment(headers.get("Expires", "")), _moment(headers.get("Date", ""))
    if expires is None:
        return 0.0  # "0" and other slips mean that it is stale (RFC 9111, 5.3)
    return None if sent is None else _between(sent, expires)


def retry_after(headers: Headers) -> float | None:
    """Return for how many seconds the server asks to be left alone; a date counts from the answer's own Date."""
    said = headers.get("Retry-After", "").strip()
    seconds = _seconds(said)
    if seconds is not None:
        return seconds
    until, sent = _moment(said), _moment(headers.get("Date", ""))
    return None if until is None or sent is None else _between(sent, until)


def links(headers: Headers, base: URL) -> dict[str, str]:
    """Return the http and https addresses of the Link headers by relation, the first of each (RFC 8288).

    A whole one stays as it was written: a hub knows a feed by that very spelling.
    """
    found: dict[str, str] = {}
    printed = [link for header in headers.getall("Link", []) for link in LINK.findall(header)]
    for address, parameters in printed[:MOST_LINKS]:
        relation, url = RELATION.search(parameters), _joined(base, address.strip())
        if relation is None or url is None:
            continue
        for name in (relation[1] or relation[2] or "").lower().split():
            found.setdefault(name, url)
    return found


def _cache_control(headers: Headers) -> dict[str, str]:
    """Return the directives of Cache-Control; of one that is said twice, the first (RFC 9111, 4.2.1)."""
    said: dict[str, str] = {}
    for header in headers.getall("Cache-Control", []):
        for name, quoted, bare in DIRECTIVE.findall(header):
            said.setdefault(name.lower(), quoted or bare)
    return said


def _seconds(said: str) -> float | None:
    return min(float(said), LONGEST) if SECONDS.fullmatch(said.strip()) else None


def _moment(said: str) -> datetime | None:
    """Return an HTTP date, or None for what is none."""
    try:
        moment = parsedate_to_datetime(said)
    except (ValueError, OverflowError):
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment


def _between(sent: datetime, until: datetime) -> float:
    return min(max(0.0, (until - sent).total_seconds()), LONGEST)


def _joined(base: URL, address: str) -> str | None:
    try:
        said = URL(address)
        url = base.join(said).with_fragment(None)
    except ValueError:
        return None
    if url.scheme not in {"http", "https"} or not url.host:
        return None
    is_whole = (
        address.startswith(("http://", "https://"))
        and said.user is None
        and said.password is None
        and not said.raw_fragment
    )
    return address if is_whole and address.isascii() and address.isprintable() else str(url.with_user(None))
