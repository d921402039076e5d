"""What commands take, and how typed words become their arguments."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.commands.shapes import CLOCK_SHAPE, LENGTH_SHAPE, LEVEL_SHAPE, PAGE_SHAPE, SPAN_SHAPE, read_span
from bot.errors import UnknownName


class ArgumentKind(StrEnum):
    """What an argument is: platforms with typed options declare and complete it by its kind."""

    TARGET = "topic or claim"
    CLAIM = "claim"
    ALERT = "id or claim"
    STATEMENT = "statement id"
    LEVEL = "level"
    LENGTH = "length"
    SPAN = "time"
    CLOCK = "hours"
    ZONE = "time zone"
    TEXT = "address or text"
    ACTION = "action"
    PAGE = "page"


NAMED = frozenset({ArgumentKind.TARGET, ArgumentKind.CLAIM, ArgumentKind.ALERT})
"""Kinds that are completed with names under watch."""

WANTED: Mapping[ArgumentKind, str] = {
    ArgumentKind.TARGET: "Say which topic or claim",
    ArgumentKind.CLAIM: "Say which claim",
    ArgumentKind.ALERT: "Say which post or claim",
    ArgumentKind.STATEMENT: "Say which reading",
    ArgumentKind.TEXT: "Say what to read",
}
"""How a person is asked for what is missing."""

SHAPES: Mapping[ArgumentKind, re.Pattern[str]] = {
    ArgumentKind.LEVEL: LEVEL_SHAPE,
    ArgumentKind.LENGTH: LENGTH_SHAPE,
    ArgumentKind.SPAN: SPAN_SHAPE,
    ArgumentKind.CLOCK: CLOCK_SHAPE,
    ArgumentKind.PAGE: PAGE_SHAPE,
}
"""Kinds that are known by their shape wherever they end the words; all others take what is left."""
WORDS_OF_A_SHAPE = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Argument:
    """A word, or some, that a command takes."""

    name: str
    summary: str
    kind: ArgumentKind = ArgumentKind.TARGET
    required: bool = False
    choices: tuple[str, ...] = ()
    """All there is, or for a length the usual ones."""


def split_words(words: str, arguments: Sequence[Argument]) -> dict[str, str]:
    """Return typed words by the names of the arguments they are for; those without words are left out.

    An action comes first, then whatever has a shape is looked for from the end; names and texts take what is left.
    """
    left = words.split()
    found: dict[str, str] = {}
    for argument in arguments:
        if argument.kind is ArgumentKind.ACTION and left and left[0].casefold() in argument.choices:
            found[argument.name] = left.pop(0).casefold()
    for argument in reversed([each for each in arguments if each.kind in SHAPES]):
        taken = _taken(left, SHAPES[argument.kind], from_start=argument.kind is ArgumentKind.CLOCK)
        if taken:
            found[argument.name] = taken
    free = [each for each in arguments if each.kind not in SHAPES and each.kind is not ArgumentKind.ACTION]
    if left and not free:
        raise UnknownName(_not_understood(" ".join(left), arguments))
    for argument in free[:-1]:
        if left:
            found[argument.name] = left.pop(0)
    if left:
        found[free[-1].name] = " ".join(left)
    return found


def _not_understood(words: str, arguments: Sequence[Argument]) -> str:
    """Return what is wrong with words that no argument takes."""
    if any(each.kind is ArgumentKind.SPAN for each in arguments):
        read_span(words)
    return f"'{words}' is not understood here: nothing more is asked for."


def _taken(left: list[str], shape: re.Pattern[str], *, from_start: bool) -> str:
    """Take the words of a shape off one end, the most words that fit."""
    for count in range(min(WORDS_OF_A_SHAPE, len(left)), 0, -1):
        at = slice(0, count) if from_start else slice(len(left) - count, None)
        words = " ".join(left[at])
        if shape.fullmatch(words):
            del left[at]
            return words
    return ""
