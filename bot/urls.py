"""URLs as identity: the canonical form, the article id made of it, and the form that may be printed."""

import base64
import hashlib
import re
from urllib.parse import SplitResult, unquote_plus, urlsplit, urlunsplit

from w3lib.url import canonicalize_url

TRACKING_PREFIXES = ("utm_", "at_", "mc_", "ns_", "pk_", "mtm_", "hsa_", "__twitter_")
TRACKING_NAMES = frozenset(
    """
    _ga _gl _hsenc _hsmi cmpid dclid emc fbclid ftag gbraid gclid gclsrc gs_l igshid igsh ito mkt_tok msclkid ncid
    oly_anon_id oly_enc_id smid sr_share taid traffic_source twclid vero_id wbraid wt_mc yclid
    """.split()  # noqa: SIM905 - a word list reads better as words
)
DEFAULT_PORTS = {"http": 80, "https": 443}
SECRET_NAME = re.compile(r"auth|credential|key|pass|pwd|secret|session|sig|token", re.IGNORECASE)
PRINTED_LENGTH = 200
ID_BYTES = 10


def canonical_url(url: str) -> str:
    """Return the URL under which an article is known.

    Host in lower case, default port, credentials, fragment and known tracking parameters dropped, the other
    parameters sorted and all kept: an unknown one may be what tells two articles apart (`?id=3`).
    Raise ValueError for what is not an http or https URL.
    """
    parts = urlsplit(canonicalize_url(url.strip()))
    if parts.scheme not in DEFAULT_PORTS or not parts.hostname:
        raise ValueError(f"{printable_url(url)} is not an http or https URL")
    kept = [pair for pair in parts.query.split("&") if pair and not _is_tracking(pair)]
    return urlunsplit(parts._replace(netloc=_host(parts), query="&".join(kept), fragment=""))


def article_id(url: str) -> str:
    """Return the id of the article at a URL: 16 characters of base32 over the SHA-256 of its canonical form.

    http and https are one article, and so is a path with and without its closing slash.
    """
    parts = urlsplit(canonical_url(url))
    return digest(f"//{parts.netloc}{parts.path.rstrip('/')}?{parts.query}")


def digest(words: str) -> str:
    """Return 16 characters of lower-case base32: 80 bits of SHA-256."""
    short = hashlib.sha256(words.encode("utf-8", "surrogatepass")).digest()[:ID_BYTES]
    return base64.b32encode(short).decode("ascii").lower()


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


def _host(parts: SplitResult) -> str:
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname or ""
    return host if parts.port in {None, DEFAULT_PORTS[parts.scheme]} else f"{host}:{parts.port}"


def _name(pair: str) -> str:
    return unquote_plus(pair.partition("=")[0]).lower()


def _is_tracking(pair: str) -> bool:
    name = _name(pair)
    return name in TRACKING_NAMES or name.startswith(TRACKING_PREFIXES)


def _masked(pair: str) -> str:
    return f"{pair.partition('=')[0]}=…" if "=" in pair and SECRET_NAME.search(_name(pair)) else pair
