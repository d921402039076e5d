"""URLs as identity: the canonical form, the article id made of it, and the form that may be printed."""

import base64
import hashlib
import re
from functools import lru_cache
from urllib.parse import SplitResult, unquote_plus, urlsplit, urlunsplit

from w3lib.url import canonicalize_url

from bot.redirectors import led_to
from bot.tracking import is_tracking

DEFAULT_PORTS = {"http": 80, "https": 443}
AMP_PARAMETERS = {("amp", ""), ("amp", "1"), ("amp", "true"), ("outputtype", "amp"), ("outputtype", "amp-type")}
AMP_PAGE = re.compile(r"(?:\.amp(\.html?)|(?<=[^/])/amp/?|(?<=[^/])\.amp)$")
"""How a path ends that shows its page in AMP; without, it leads to the page itself."""
AMP_PATH = re.compile(r"^/amp(?:html)?/")
SESSION = re.compile(r";(?:jsessionid|phpsessid)=[^;/?]*", re.IGNORECASE)
FORMS = {"www", "m", "mobile", "amp"}
SECOND_LEVELS = {"co", "com", "net", "org", "gov", "edu", "ac", "or", "ne", "go"}
SECRET_NAME = re.compile(r"auth|credential|key|pass|pwd|secret|session|sig|token", re.IGNORECASE)
PRINTED_LENGTH = 200
ID_BYTES = 10
REMEMBERED = 4_096
"""Cleaned addresses: each is asked for four times on an item's way in."""


def canonical_url(url: str) -> str:
    """Return the URL under which an article is known, and which still leads to it.

    What only leads on to another address is left behind. Host in lower case, default port, credentials, fragment,
    session, AMP marks and known tracking parameters are dropped, the other parameters sorted and all kept: an unknown
    one may be what tells two articles apart (`?id=3`). Raise ValueError for what is not an http or https URL.
    """
    once = _cleaned(url)
    while (further := _cleaned(led_to(once))) != once:
        once = further
    return once


def article_id(url: str) -> str:
    """Return the id of the article at a URL: 16 characters of base32 over the SHA-256 of its canonical form.

    http and https are one article, and so is a path with and without its closing slash, and a site with its forms for
    phones.
    """
    parts = urlsplit(canonical_url(url))
    path = AMP_PATH.sub("/", parts.path).rstrip("/")
    return digest(f"//{_site(parts.netloc)}{path}?{parts.query}")


def digest(words: str) -> str:
    """Return 16 characters of lower-case base32: 80 bits of SHA-256."""
    short = hashlib.sha256(words.encode("utf-8", "surrogatepass")).digest()[:ID_BYTES]
    return base64.b32encode(short).decode("ascii").lower()


def host_of(url: str) -> str:
    """Return the `host:port` that serves a URL, in lower case; empty for what is no http or https URL."""
    try:
        parts = urlsplit(url.strip())
        port = parts.port or DEFAULT_PORTS.get(parts.scheme)
    except ValueError:
        return ""
    return f"{parts.hostname}:{port}" if parts.hostname and port else ""


def printable_url(url: str) -> str:
    """Return the URL as it may stand in a message or log: without credentials, secrets or control characters."""
    shown = "".join(character for character in url if character.isprintable())
    try:
        parts = urlsplit(shown)
        query = "&".join(_masked(pair) for pair in parts.query.split("&"))
        shown = urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2], query=query))
    except ValueError:
        shown = shown.rpartition("@")[2]
    return shown if len(shown) <= PRINTED_LENGTH else f"{shown[:PRINTED_LENGTH]}…"


@lru_cache(maxsize=REMEMBERED)
def _cleaned(url: str) -> str:
    """Return the canonical form of an address, wherever it leads."""
    try:
        parts = urlsplit(canonicalize_url(url.strip()))
        host = _host(parts)
    except ValueError as error:
        raise ValueError(f"{printable_url(url)} is not an http or https URL") from error
    if parts.scheme not in DEFAULT_PORTS or not parts.hostname:
        raise ValueError(f"{printable_url(url)} is not an http or https URL")
    kept = [pair for pair in parts.query.split("&") if pair and not _is_noise(host, pair)]
    path = AMP_PAGE.sub(r"\1", SESSION.sub("", parts.path)) or "/"
    return urlunsplit(parts._replace(netloc=host, path=path, query="&".join(kept), fragment=""))


def _host(parts: SplitResult) -> str:
    host = (parts.hostname or "").rstrip(".")
    host = f"[{host}]" if ":" in host else host
    return host if parts.port in {None, DEFAULT_PORTS.get(parts.scheme)} else f"{host}:{parts.port}"


def _site(host: str) -> str:
    """Return the host without what tells a site's forms for phones from its main one."""
    labels = host.split(".")
    # The last two are the site's own name; the last three where a country keeps a second level, as in amp.co.uk.
    own = 3 if labels[-2:-1] and labels[-2] in SECOND_LEVELS else 2
    return ".".join([*(label for label in labels[:-own] if label not in FORMS), *labels[-own:]])


def _name(pair: str) -> str:
    return unquote_plus(pair.partition("=")[0]).lower()


def _is_noise(host: str, pair: str) -> bool:
    value = unquote_plus(pair.partition("=")[2]).lower()
    return (_name(pair), value) in AMP_PARAMETERS or is_tracking(host, _name(pair), value)


def _masked(pair: str) -> str:
    return f"{pair.partition('=')[0]}=…" if "=" in pair and SECRET_NAME.search(_name(pair)) else pair
