"""What sites ask of robots: robots.txt, kept for a while (RFC 9309)."""

import asyncio
import re
from collections import OrderedDict
from dataclasses import dataclass, field

from protego import Protego
from yarl import URL

from adapters.web.fetch import Fetcher
from bot.errors import FaultyResource
from bot.ports import Fetched

HOUR, DAY = 3_600.0, 86_400.0
OUTAGE = 600.0
"""Seconds until a site is asked again whose robots.txt could not be had; it may ask for more, up to an hour."""
LONGEST_USE = 30 * DAY
"""For so long old rules hold while new ones cannot be had."""
READ = 512_000
"""Bytes of a robots.txt that count."""
ROOM = 2_000_000
"""Characters of rules that are kept, of all sites."""
SITES = 5_000
TOO_MANY, SERVER_ERROR = 429, 500
"""What says "not now" and not "no rules"."""
AGENT = re.compile(r"user[- ]?agent(?:\s*+:|\s)\s*+(.*)", re.IGNORECASE)
OF_THE_SITE = re.compile(r"(?:site-?maps?|host)(?:\s*+:|\s)", re.IGNORECASE)
"""Lines that belong to no group and end none."""


@dataclass(slots=True)
class _Site:
    """What is known of one site. Without rules everything is allowed, or nothing when they could not be had."""

    rules: Protego | None = None
    size: int = 0
    closed: bool = False
    loaded: float | None = None
    """When its rules were had, by the loop's clock."""
    until: float = 0.0
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)


class Robots:
    """Knows what sites let us read. Never raises: a site that cannot be asked is left alone for a while."""

    def __init__(self, fetcher: Fetcher, *, product: str = "tallywire") -> None:
        """`product` is the name under which robots.txt files know us: the first word of the User-Agent."""
        self._fetcher = fetcher
        self._product = product.lower()
        self._sites: OrderedDict[str, _Site] = OrderedDict()

    async def allowed(self, url: str) -> bool:
        """Return whether the robots.txt of its site lets us read an http or https URL."""
        try:
            origin = URL(url).origin()
        except ValueError:
            return False
        site = self._sites.setdefault(str(origin), _Site())
        self._sites.move_to_end(str(origin))
        async with site.lock:
            if site.until <= _now():
                await self._load(site, str(origin.with_path("/robots.txt")))
                self._make_room()
        if site.closed:
            return False
        return site.rules is None or site.rules.can_fetch(url, self._product)

    async def _load(self, site: _Site, url: str) -> None:
        try:
            fetched = await self._fetcher.fetch(url, etag=None, last_modified=None)
        except FaultyResource as error:
            _note_failure(site, error)
            return
        text = await asyncio.to_thread(rules_for, self._product, fetched.body[:READ])
        site.rules = await asyncio.to_thread(Protego.parse, text) if text else None
        site.size, site.closed, site.loaded = len(text), False, _now()
        site.until = site.loaded + min(max(fetched.max_age or DAY, HOUR), DAY)

    def _make_room(self) -> None:
        """Forget the sites that were longest not asked for."""
        size = sum(site.size for site in self._sites.values())
        while len(self._sites) > 1 and (size > ROOM or len(self._sites) > SITES):
            size -= self._sites.popitem(last=False)[1].size


class PageFetcher:
    """A fetcher that asks the robots.txt of each site before it reads a page of it. See bot.ports.Fetcher."""

    def __init__(self, fetcher: Fetcher, robots: Robots) -> None:
        self._fetcher = fetcher
        self._robots = robots

    async def fetch(self, url: str, *, etag: str | None, last_modified: str | None) -> Fetched:
        """See bot.ports.Fetcher."""
        return await self._fetcher.fetch(url, etag=etag, last_modified=last_modified, permit=self._robots.allowed)


def rules_for(product: str, body: bytes) -> str:
    """Return the groups of a robots.txt that hold for us or for everyone, so that no others cost anything."""
    kept: list[str] = []
    ours = in_head = False
    for line in body.decode("utf-8-sig", "replace").splitlines():
        said = line.partition("#")[0].strip()
        if not said or OF_THE_SITE.match(said):
            continue
        agent = AGENT.fullmatch(said)
        if agent is None:
            in_head = False
            if ours:
                kept.append(said)
            continue
        name = agent[1].partition("/")[0].strip().lower()
        if not in_head:
            ours, in_head = False, True
        if name in {"*", product}:
            ours = True
            kept.append(f"User-agent: {name}")
    return "\n".join(kept)


def _note_failure(site: _Site, error: FaultyResource) -> None:
    """Open a site that has no robots.txt; close one that cannot tell, unless older rules hold (RFC 9309, 2.3.1)."""
    now = _now()
    if error.status is not None and error.status < SERVER_ERROR and error.status != TOO_MANY:
        site.rules, site.size, site.closed, site.loaded = None, 0, False, now
        site.until = now + DAY
        return
    site.closed = site.loaded is None or now - site.loaded > LONGEST_USE
    site.until = now + min(max(error.retry_after or OUTAGE, OUTAGE), HOUR)


def _now() -> float:
    return asyncio.get_running_loop().time()
