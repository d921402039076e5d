"""Pages that stand before an article instead of showing it: a wall's words and figures are never read as text."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from adapters.page.facts import Facts
from adapters.page.wall_words import CONSENT, LOGIN, PAYWALL, ROBOT, SCRIPT, WALLED_HOSTS, WALLED_PATHS, phrases

SHORTEST = 8
"""Words; the shortest flash has more."""
BRIEF = 25
"""Words; what is shorter is an article only where nothing on the page speaks of a wall."""
TEASER = 120
"""Words; a page that says it is not free, and shows no more than this, shows a teaser."""
CUT_OFF = 250
"""Words; of a text that ends in words of a paywall, so much is a teaser. Metered pages show all of it above them."""
NOTICE = 400
"""Words; consent notices are long."""
MESSAGE = 150
"""Words of a page that only has a message for its reader."""
LAST_LINES = 3

PAYWALLED, CONSENTED, SCRIPTED, ROBOTIC, LOGGED_IN, EMPTY = (
    "stands behind a paywall",
    "asks for consent to cookies",
    "shows its text only to a browser that runs JavaScript",
    "takes its reader for a robot",
    "asks its reader to log in",
    "has no article text",
)
PAYWALL_PHRASES, CONSENT_PHRASES, SCRIPT_PHRASES, ROBOT_PHRASES, LOGIN_PHRASES = (
    phrases(data) for data in (PAYWALL, CONSENT, SCRIPT, ROBOT, LOGIN)
)
HOSTS = tuple(WALLED_HOSTS.split())
PATHS = frozenset(WALLED_PATHS.split())


def wall(*, url: str, text: str, seen: str, facts: Facts) -> str:
    """Return what keeps the reader from the article, as the rest of a sentence; nothing for an article.

    `text` is the page's main text, `seen` the first of all that it shows, `url` where it came from after redirects.
    """
    words = len(text.split())
    reason = _message(text, words) or _paywall(text, words, facts)
    if reason or words >= TEASER:
        return reason
    reason = _redirected(url)
    if reason or words >= BRIEF:
        return reason
    if words < SHORTEST:
        return _message(seen, words) or _hidden(seen, facts) or EMPTY
    return CONSENTED if _hits(text, CONSENT_PHRASES) else _hidden(seen, facts)


def _message(text: str, words: int) -> str:
    """Tell a text that is a notice to the reader."""
    if words < NOTICE and _hits(text, CONSENT_PHRASES) > 1:
        return CONSENTED
    if words < MESSAGE and _hits(text, ROBOT_PHRASES):
        return ROBOTIC
    if words < MESSAGE and _hits(text, SCRIPT_PHRASES):
        return SCRIPTED
    return ""


def _paywall(text: str, words: int, facts: Facts) -> str:
    """Tell a text that breaks off at a paywall."""
    end = " ".join(text.splitlines()[-LAST_LINES:])
    breaks_off = _hits(end, PAYWALL_PHRASES) > 0
    if facts.free is False and (breaks_off or words < TEASER):
        return PAYWALLED
    return PAYWALLED if breaks_off and words < CUT_OFF else ""


def _hidden(seen: str, facts: Facts) -> str:
    """Say why a page shows hardly any text."""
    if _hits(seen, PAYWALL_PHRASES):
        return PAYWALLED
    if facts.asks_password or _hits(seen, LOGIN_PHRASES):
        return LOGGED_IN
    return ""


def _redirected(url: str) -> str:
    """Tell an address to which readers are sent who may not read."""
    parts = urlsplit(url)
    first = parts.path.strip("/").partition("/")[0].lower()
    if not (parts.hostname or "").startswith(HOSTS) and first not in PATHS:
        return ""
    return CONSENTED if "consent" in url or "cookie" in url else LOGGED_IN


def _hits(text: str, known: Sequence[str]) -> int:
    folded = " ".join(text.casefold().replace("’", "'").split())
    return sum(phrase in folded for phrase in known)
