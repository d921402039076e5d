"""A post in words: its alerts in order of weight, a preview for the phone, and the footer."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from bot.model import Alert, AlertLevel, Kind, Post, PostView, Statement, Topic
from bot.views.alerts import Told, told, told_together
from bot.views.naming import Setting, setting
from bot.views.wording import ELLIPSIS, ago, clean, counted, day, listed, short_id, shorten, web_address

PREVIEW_LIMIT = 80
_OUTLET_LIMIT = 60
_TITLE_FLOOR = 16
"""A title is never cut to fewer characters than this in a preview."""
_FOOTER_DAYS = 3
_FOOTER_IDS = 4
_WEIGHT = (
    Kind.CONFLICT,
    Kind.WITHDRAWN,
    Kind.REVISION,
    Kind.REINSTATED,
    Kind.UPDATE,
    Kind.FIRST,
    Kind.NOTE,
)
"""Most telling first."""


def post_view(post: Post, topics: Mapping[str, Topic], now: datetime) -> PostView:
    """Put a post into words. Nothing in it is markup: each platform escapes and sets off as it can."""
    scenes = [(alert, setting(alert.statement, topics.get(alert.topic), now)) for alert in post.alerts]
    scenes.sort(key=_order)
    blocks = list(_blocks(scenes))
    return PostView(
        preview=_preview(blocks, len(scenes)),
        alerts=tuple(block.view for block in blocks),
        footer=_footer(post, [alert for alert, _ in scenes], now),
        url=web_address(post.url),
    )


def _order(scene: tuple[Alert, Setting]) -> tuple[bool, int, bool]:
    alert, words = scene
    weight = _WEIGHT.index(alert.kind) if alert.kind in _WEIGHT else len(_WEIGHT)
    return alert.level is AlertLevel.NOTE, weight, not words.claim.key


def _blocks(scenes: list[tuple[Alert, Setting]]) -> Iterator[Told]:
    firsts = [scene for scene in scenes if scene[0].kind is Kind.FIRST]
    for scene in scenes:
        if scene[0].kind is not Kind.FIRST or firsts == [scene]:
            yield told(*scene)
        elif scene is firsts[0]:
            yield told_together(firsts)


def _preview(blocks: list[Told], alerts: int) -> str:
    """Return the most telling alert in at most 80 characters; a longer title gives way before the figure does."""
    if not blocks:
        return ""
    lead = blocks[0]
    start = f"{lead.view.dot} {lead.view.word} "
    end = f" +{alerts - 1} more" if alerts > 1 else ""
    room = PREVIEW_LIMIT - len(start) - len(end)
    for gist in lead.gists:
        text = f"{lead.title}: {gist}"
        if len(text) <= room:
            return start + text + end
    gist = lead.gists[-1]
    title = shorten(lead.title, max(room - len(gist) - 2, _TITLE_FLOOR))
    return start + shorten(f"{title}: {gist}", room) + end


def _footer(post: Post, alerts: list[Alert], now: datetime) -> tuple[str, ...]:
    statements = [alert.statement for alert in alerts]
    days = list(dict.fromkeys(day(s.as_of, now) if s.dated else "not stated" for s in statements))
    ids = list(dict.fromkeys(short_id(alert.id) for alert in alerts))
    return (
        f"{shorten(clean(post.outlet).strip(), _OUTLET_LIMIT) or 'article'}↗",
        f"printed {day(post.published, now)}",
        f"as of: {listed(days, _FOOTER_DAYS, ELLIPSIS)}",
        f"read {ago(post.read, now)}",
        f"{counted(len(_origins(statements)), 'origin')}, {counted(len(_outlets(statements)), 'outlet')}",
        "machine-read",
        listed(ids, _FOOTER_IDS),
    )


def _origins(statements: list[Statement]) -> set[str]:
    """Return who vouches for the new figures; an outlet's own voice is an origin of its own."""
    return {statement.source or f"outlet {statement.outlet}" for statement in statements}


def _outlets(statements: list[Statement]) -> set[str]:
    """Return who prints the new figures, and whom they are relayed by."""
    names = {statement.outlet for statement in statements} | {s.via for s in statements if s.via}
    return {clean(name).strip().casefold() for name in names}
