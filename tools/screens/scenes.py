"""What is drawn: alerts as they are posted, and answers as they are given, before any platform renders them."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.commands import Answer
from bot.model import Kind, Message
from tools.screens.newsroom import Newsroom

PHONE, DESKTOP = 390, 1_000
"""Widths in pixels."""
DETAINEES = "isis-detainees-syria-iraq"
ESCAPED = "shaddadi-escaped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A message, or the answer to what somebody asked."""

    view: Message | Answer
    now: datetime
    """When it is looked at."""
    asked: str = ""
    """What was typed, or the label of the button that was pressed; empty for what is posted unasked."""
    pressed: bool = False
    linked: bool = False
    """Whether the channel has a board that a post links to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One picture of a channel."""

    name: str
    about: str
    """What it shows, for who cannot see it."""
    shown: tuple[Shown, ...]
    width: int = PHONE


class Look(Protocol):
    """How a platform shows a scene. Another platform is one more module with a look in it."""

    name: str

    def page(self, scene: Scene) -> str:
        """Return the scene as a page of HTML that needs nothing from elsewhere."""
        ...


async def scenes(room: Newsroom) -> AsyncIterator[Scene]:
    """Yield the scenes in the order in which a newsroom meets them."""
    for scene in _alerts(room):
        yield scene
    async for scene in _answers(room):
        yield scene
    yield Scene(
        name="desktop",
        about="An alert, the board it links to, and what is asked below, on a desktop.",
        width=DESKTOP,
        shown=(
            Shown(view=await room.board(DETAINEES), now=room.now),
            posted(*room.told(Kind.CONFLICT, "1,500")),
            await asked(room, f"history {ESCAPED}"),
        ),
    )


def _alerts(room: Newsroom) -> Iterator[Scene]:
    yield Scene(
        name="alerts",
        about="Alerts on a phone: first figures, a conflict, a revised figure.",
        shown=tuple(
            posted(*each)
            for each in (
                room.told(Kind.FIRST, "Tarsin"),
                room.told(Kind.CONFLICT, "1,500"),
                room.told(Kind.REVISION, "137"),
            )
        ),
    )
    yield Scene(
        name="more-alerts",
        about="More alerts on a phone: a count that rose, one that was taken back, a lower figure, a wrong reading.",
        shown=tuple(
            posted(*each)
            for each in (
                room.told(Kind.UPDATE, "4,583"),
                room.told(Kind.WITHDRAWN),
                room.told(Kind.REVISION, "LOWER"),
                room.told(Kind.CONFLICT, "450", rejected=True),
            )
        ),
    )


async def _answers(room: Newsroom) -> AsyncIterator[Scene]:
    yield Scene(
        name="figures",
        about="The current figures, asked for and answered privately, on a phone.",
        shown=(await asked(room, f"figures {DETAINEES}"), await asked(room, "here")),
    )
    yield Scene(
        name="history",
        about="The history of a claim on a phone, as text and as a picture.",
        shown=(await asked(room, f"history {ESCAPED}"),),
    )
    why = room.alert(Kind.CONFLICT, ESCAPED).id
    yield Scene(
        name="why",
        about="Why an alert was posted, and a text that is only checked.",
        shown=(
            Shown(view=await room.ask(f"why {why}"), now=room.now, asked="Why?", pressed=True),
            await asked(room, "check Kurdish media said 1,900 inmates escaped from al-Shaddadi prison."),
        ),
    )
    yield Scene(
        name="mute",
        about="Following, muting, quiet hours, what a channel hears and what was held back.",
        shown=tuple([await asked(room, words) async for words in _steering(room)]),
    )


async def _steering(room: Newsroom) -> AsyncIterator[str]:
    """Yield what the desk types; a muted alert comes in between."""
    yield f"follow {DETAINEES}"
    yield f"mute {ESCAPED} 24h"
    await room.hold_back(room.alert(Kind.REVISION, ESCAPED))
    yield "quiet 22:00-07:00 Berlin"
    yield "here"
    yield "unmute shadadi-escaped"


def posted(view: Message, now: datetime) -> Shown:
    """Return a post in a channel that has a board."""
    return Shown(view=view, now=now, linked=True)


async def asked(room: Newsroom, words: str) -> Shown:
    """Return what somebody typed, with its answer."""
    return Shown(view=await room.ask(words), now=room.now, asked=words)
