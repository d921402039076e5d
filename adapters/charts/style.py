"""How lines, marks and words look: told apart by shape and dash as well as by colour."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from bot.model import Kind

Dash = Literal["-", "--", "-.", ":"]
FONT = "DejaVu Sans"
INK, FAINT, GRID, PAPER = "#222222", "#5f6368", "#e4e4e4", "#ffffff"
# The palette of Okabe and Ito for all kinds of colour vision, without its yellow, which is lost on white.
_COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000")
_MARKERS = ("o", "s", "^", "D", "v", "P", "X", "<", ">", "p", "h", "*")
_DASHES: tuple[Dash, ...] = ("-", "--", "-.", ":")


@dataclass(frozen=True, slots=True)
class LineStyle:
    """What sets one source off from the others."""

    colour: str
    marker: str
    dash: Dash
    fill: str
    """Paper for an outlet's own voice: a hollow marker."""


def line_style(index: int, *, named: bool) -> LineStyle:
    """Return a style; seven colours and four dashes repeat together only after 28 lines."""
    colour = _COLOURS[index % len(_COLOURS)]
    return LineStyle(colour, _MARKERS[index % len(_MARKERS)], _DASHES[index % len(_DASHES)], colour if named else PAPER)


@dataclass(frozen=True, slots=True)
class Badge:
    """The mark of a verdict: a letter or sign in a disc."""

    sign: str
    colour: str


BADGES: Mapping[Kind, Badge] = {
    Kind.FIRST: Badge("1", "#1a5fb4"),
    Kind.CONFLICT: Badge("!", "#b3261e"),
    Kind.REVISION: Badge("↻", "#a85400"),
    Kind.UPDATE: Badge("↑", "#1b7f3b"),
    Kind.REINSTATED: Badge("↩", "#7a4b2a"),
    Kind.WITHDRAWN: Badge("×", "#6b3fa0"),
    Kind.NOTE: Badge("i", "#5f6368"),
}
