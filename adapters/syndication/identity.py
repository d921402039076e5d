"""What an item is known by, and what tells whether it has changed: the guid policy of a feed.

A guid is trusted until the feed itself shows that it cannot be: one that several items bear, or that is another one
each time the same item is printed. The link comes next, unless items share it; title and date are the last resort.
"""

import base64
from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Sequence
from dataclasses import replace
from hashlib import blake2b
from typing import NamedTuple

from bot.model import FeedItem
from bot.urls import canonical_url

ID_LENGTH = 400
CONTENT, PART = 9, 6
"""Bytes of a hash: 12 and 8 letters of base64."""
FINGERPRINT_LENGTH = 36


class Fingerprint(NamedTuple):
    """What is remembered of an item from one reading to the next, as hashes."""

    content: str
    guid: str
    link: str
    title: str

    def __str__(self) -> str:
        return "".join(self)

    @property
    def address(self) -> tuple[str, str]:
        """What remains of an item when its guid does not count."""
        return self.link, self.title


def content_mark(content: bytes) -> str:
    """Return what tells one content from another."""
    return _mark(content, CONTENT)


def remembered(known: Collection[str]) -> dict[str, Fingerprint]:
    """Return fingerprints by the content they stand for; what is none is left out."""
    prints = (
        Fingerprint(each[:12], each[12:20], each[20:28], each[28:]) for each in known if len(each) == FINGERPRINT_LENGTH
    )
    return {each.content: each for each in prints}


def fingerprint_of(item: FeedItem, content: str) -> Fingerprint:
    """Return the fingerprint of an item whose id is still its guid."""
    return Fingerprint(content, *(_mark(part.encode("utf-8", "replace"), PART) for part in _parts(item)))


def named(
    items: Sequence[FeedItem],
    fingerprints: Sequence[Fingerprint],
    known: Iterable[Fingerprint],
    gone: Sequence[Fingerprint],
) -> tuple[FeedItem, ...]:
    """Return the items, whose ids are still their guids, with the ids they are known by.

    `known` are the fingerprints of the feed's other items, `gone` those of the last reading that it holds no more.
    """
    here = [*fingerprints, *known]
    shared_guids, shared_links = _shared_guids(here, gone), _shared_links(here, gone)
    changing = _changing(fingerprints, here, gone)
    return tuple(
        replace(
            item,
            id=_name(item, guid=not changing and each.guid not in shared_guids, link=each.link not in shared_links),
            shares_url=bool(item.url) and each.link in shared_links,
        )
        for item, each in zip(items, fingerprints, strict=True)
    )


def _mark(content: bytes, size: int) -> str:
    return base64.urlsafe_b64encode(blake2b(content, digest_size=size).digest()).decode("ascii")


NO_GUID = _mark(b"", PART)


def _parts(item: FeedItem) -> tuple[str, str, str]:
    return item.id, _link(item), item.title


def _link(item: FeedItem) -> str:
    try:
        return canonical_url(item.url)
    except ValueError:
        return item.url


def _name(item: FeedItem, *, guid: bool, link: bool) -> str:
    """Return guid, else link, else title and date; a long one by its hash."""
    printed = item.published.isoformat() if item.published else ""
    name = (guid and item.id) or (link and _link(item)) or f"{item.title}\n{printed}"
    return name if len(name) <= ID_LENGTH else blake2b(name.encode("utf-8", "replace"), digest_size=32).hexdigest()


def _shared_guids(here: Sequence[Fingerprint], gone: Sequence[Fingerprint]) -> frozenset[str]:
    """Return the guids that several items bear."""
    bearers = _bearers((each.guid, each.address) for each in here)
    if len(bearers) == 1:  # elsewhere a guid whose link changes is an item that moved
        links = {each.link for each in here}
        bearers.update((each.guid, [each, *here]) for each in gone if each.guid in bearers and each.link not in links)
    return frozenset(guid for guid, items in bearers.items() if len(items) > 1)


def _shared_links(here: Sequence[Fingerprint], gone: Sequence[Fingerprint]) -> frozenset[str]:
    """Return the links that several items bear."""
    bearers = _bearers((each.link, (each.guid, each.title)) for each in here)
    if len(bearers) == 1:  # elsewhere a link whose title changes is an item that was edited
        titles, guids = {each.title for each in here}, {each.guid for each in here} - {NO_GUID}
        changed = [each for each in gone if each.title not in titles and each.guid not in guids]
        bearers.update((each.link, [each, *here]) for each in changed if each.link in bearers)
    return frozenset(link for link, items in bearers.items() if len(items) > 1)


def _bearers(pairs: Iterable[tuple[str, Hashable]]) -> dict[str, Collection[Hashable]]:
    bearers: dict[str, set[Hashable]] = defaultdict(set)
    for name, bearer in pairs:
        bearers[name].add(bearer)
    return dict(bearers)


def _changing(printed: Sequence[Fingerprint], here: Sequence[Fingerprint], gone: Sequence[Fingerprint]) -> bool:
    """Return whether most items that were there before came back under another guid."""
    alone = {address for address, count in Counter(each.address for each in here).items() if count == 1}
    before = {each.address: each.guid for each in gone}
    again = [each.guid == before[each.address] for each in printed if each.address in alone & before.keys()]
    unchanged = len(here) - len(printed) + again.count(True)
    return again.count(False) > unchanged
