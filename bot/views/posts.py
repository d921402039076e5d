"""A post in words: its alerts in order of weight, a preview for the phone, and the footer."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from bot.model import Alert, AlertLevel, Button, Kind, Post, PostView, Span, Statement, Text, Topic
from bot.views.alerts import Told, told, told_together
from bot.views.naming import Setting, claim_key, setting
from bot.views.wording import ELLIPSIS, ago, clean, counted, day, listed, short_id, shorten, web_address

PREVIEW_LIMIT = 80
_OUTLET_LIMIT = 60
_TITLE_FLOOR = 16
"""A title is never cut to fewer characters than this in a preview."""
_FOOTER_DAYS = 3
TO_BOARD = "board"
"""What a link from a post to its channel's board says."""
NOTES = "Notes"
"""The name of a board's thread."""
STRUCK_START = "⚫ WRONG READING"
STRUCK_WORDS = "Wrong reading: rejected by a person. The figure no longer counts."
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


def post_view(
    post: Post, topics: Mapping[str, Topic], now: datetime, rejected: Collection[str] = frozenset()
) -> PostView:
    """Put a post into words. Nothing in it is markup: each platform escapes and sets off as it can.

    What is about a `rejected` statement is struck through.
    """
    scenes = [(alert, setting(alert.statement, topics.get(alert.topic), now)) for alert in post.alerts]
    scenes.sort(key=_order)
    blocks = [_struck(block, rejected) for block in _blocks(scenes, rejected)]
    return PostView(
        preview=_preview(blocks, len(scenes)),
        alerts=tuple(block.view for block in blocks),
        footer=_footer(post, [alert for alert, _ in scenes], now),
        url=web_address(post.url),
        buttons=post_buttons(scenes[0][0], rejected) if scenes else (),
        note=all(alert.level is AlertLevel.NOTE for alert, _ in scenes),
    )


def post_buttons(lead: Alert, rejected: Collection[str]) -> tuple[Button, ...]:
    """Return the buttons under a post, about its gravest alert."""
    claim = claim_key(lead.topic, lead.claim)
    is_rejected = lead.id in rejected
    return (
        Button(label="Why?", words=f"why {lead.id}"),
        Button(label="History", words=f"history {claim}"),
        Button(label="Mute 24 h", words=f"mute {claim} 24h", desk=True),
        Button(label="Restore", words=f"restore {lead.id}", desk=True)
        if is_rejected
        else Button(label="Wrong reading", words=f"reject {lead.id}", desk=True),
    )


def _order(scene: tuple[Alert, Setting]) -> tuple[bool, int, bool]:
    alert, words = scene
    weight = _WEIGHT.index(alert.kind) if alert.kind in _WEIGHT else len(_WEIGHT)
    return alert.level is AlertLevel.NOTE, weight, not words.claim.key


def _blocks(scenes: list[tuple[Alert, Setting]], rejected: Collection[str]) -> Iterator[Told]:
    """Tell each alert; the first figures that stand are told together."""
    firsts = [scene for scene in scenes if scene[0].kind is Kind.FIRST and scene[0].id not in rejected]
    for scene in scenes:
        if scene not in firsts or firsts == [scene]:
            yield told(*scene)
        elif scene is firsts[0]:
            yield told_together(firsts)


def _struck(block: Told, rejected: Collection[str]) -> Told:
    if block.statement not in rejected:
        return block
    return replace(block, view=replace(block.view, struck=STRUCK_WORDS))


def _preview(blocks: list[Told], alerts: int) -> str:
    """Return the most telling alert in at most 80 characters; a longer title gives way before the figure does."""
    if not blocks:
        return ""
    lead = blocks[0]
    start = f"{STRUCK_START} " if lead.view.struck else f"{lead.view.dot} {lead.view.word} "
    end = f" +{alerts - 1} more" if alerts > 1 else ""
    room = PREVIEW_LIMIT - len(start) - len(end)
    for gist in lead.gists:
        text = f"{lead.title}: {gist}"
        if len(text) <= room:
            return start + text + end
    gist = lead.gists[-1]
    title = shorten(lead.title, max(room - len(gist) - 2, _TITLE_FLOOR))
    return start + shorten(f"{title}: {gist}", room) + end


def _footer(post: Post, alerts: list[Alert], now: datetime) -> Text:
    statements = [alert.statement for alert in alerts]
    days = list(dict.fromkeys(day(s.as_of, now) if s.dated else "not stated" for s in statements))
    ids = list(dict.fromkeys(short_id(alert.id) for alert in alerts))
    return (
        Span(f"{shorten(clean(post.outlet).strip(), _OUTLET_LIMIT) or 'article'}↗"),
        Span(f"printed {day(post.published, now)}"),
        Span(f"as of: {listed(days, _FOOTER_DAYS, ELLIPSIS)}"),
        Span(f"read {ago(post.read, now)}", when=post.read),
        Span(f"{counted(len(_origins(statements)), 'origin')}, {counted(len(_outlets(statements)), 'outlet')}"),
        *([Span(f"also in {counted(post.also_in, 'outlet')}")] if post.also_in else []),
        Span("machine-read"),
        Span(listed(ids, _FOOTER_IDS)),
    )


def _origins(statements: list[Statement]) -> set[str]:
    """Return who vouches for the new figures; an outlet's own voice is an origin of its own."""
    return {statement.source or f"outlet {statement.outlet}" for statement in statements}


def _outlets(statements: list[Statement]) -> set[str]:
    """Return who prints the new figures, and whom they are relayed by."""
    names = {statement.outlet for statement in statements} | {s.via for s in statements if s.via}
    return {clean(name).strip().casefold() for name in names}
