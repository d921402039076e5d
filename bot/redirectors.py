"""Addresses that only lead on to another: redirect services whose target stands in the address, and AMP caches."""

import re
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

TARGETS = {
    ("google", "/url"): ("q", "url"),
    ("news.google", "/"): ("url",),
    ("google", "/news/url"): ("url",),
    ("bing.com", "/news/apiclick.aspx"): ("url",),
    ("l.facebook.com", "/l.php"): ("u",),
    ("lm.facebook.com", "/l.php"): ("u",),
    ("facebook.com", "/l.php"): ("u",),
    ("l.instagram.com", "/"): ("u",),
    ("linkedin.com", "/redir/redirect"): ("url",),
    ("youtube.com", "/redirect"): ("q",),
    ("out.reddit.com", "/"): ("url",),
    ("t.umblr.com", "/redirect"): ("z",),
    ("vk.com", "/away.php"): ("to",),
    ("slack-redir.net", "/link"): ("url",),
    ("steamcommunity.com", "/linkfilter"): ("url", "u"),
    ("exit.sc", "/"): ("url",),
    ("redirect.viglink.com", "/"): ("u",),
    ("go.redirectingat.com", "/"): ("url",),
    ("go.skimresources.com", "/"): ("url",),
    ("click.linksynergy.com", "/"): ("murl",),
    ("duckduckgo.com", "/l/"): ("uddg",),
}
"""By host (a bare name stands for all its country domains) and the path's beginning, the parameter with the target."""
COUNTRY_DOMAIN = re.compile(r"(?:^|\.)((?:news\.)?google)(?:\.[a-z]{2,3}){1,2}$")
GOOGLE_AMP = re.compile(r"/amp/(s/)?(?P<target>[^/]+\.[^/]+/.*)")
AMP_CACHE = re.compile(r"/(?:[a-z]{1,3}/)?[civr]/(s/)?(?P<target>[^/]+\.[^/]+/.*)")
YAHOO = re.compile(r"/RU=(?P<target>https?(?::|%3[aA])(?:%2[fF]){2}[^/]+)")
MOST_HOPS = 10


def led_to(url: str) -> str:
    """Return the address at the end of those that only lead on; the same where it leads nowhere else."""
    for _ in range(MOST_HOPS):
        try:
            target = _target(urlsplit(url))
        except ValueError:
            return url
        if target is None:
            return url
        url = target
    return url


def _target(parts: SplitResult) -> str | None:
    host = (parts.hostname or "").removeprefix("www.")
    if country := COUNTRY_DOMAIN.search(host):
        host = country[1]
    cached = GOOGLE_AMP.fullmatch(parts.path) if host == "google" else None
    if host.endswith(".cdn.ampproject.org"):
        cached = AMP_CACHE.fullmatch(parts.path)
    if cached:
        query = f"?{parts.query}" if parts.query else ""
        return f"{'https' if cached[1] else 'http'}://{cached['target']}{query}"
    if host == "r.search.yahoo.com" and (found := YAHOO.search(parts.path)):
        return unquote(found["target"])
    return _parameter(host, parts)


def _parameter(host: str, parts: SplitResult) -> str | None:
    names = next((names for (site, path), names in TARGETS.items() if site == host and parts.path.startswith(path)), ())
    given = parse_qs(parts.query) if names else {}
    targets = (given[name][0] for name in names if name in given)
    return next((target for target in targets if target.lower().startswith(("http://", "https://"))), None)
