"""Text to tokens: words, numbers and signs, in linear time."""

import re
from collections.abc import Sequence
from enum import Enum, auto
from typing import NamedTuple


class Shape(Enum):
    """What a token looks like."""

    WORD = auto()
    NUMBER = auto()
    """Digits with their separators: 1,500 or 17.5."""
    CLOCK = auto()
    """8:30."""
    DAY = auto()
    """2026-01-20 or 20/01/2026."""
    SLASHED = auto()
    """24/7."""
    NAME = auto()
    """Digits that name: a telephone number, a version, an address on the web."""
    SIGN = auto()


class Token(NamedTuple):
    """A word, number or sign. A tuple, since a text has thousands of them."""

    start: int
    end: int
    text: str
    low: str
    """The text in lower case, with plain apostrophes."""
    shape: Shape


# Every alternative ends within bounds or is a plain run, so that no text takes more than linear time.
# No group is possessive: Python before 3.11.5 loses its place when one gives up halfway (`2015,`).
_TOKEN = re.compile(
    r"""
      (?P<NAME>  https?://\S++ | www\.\S++ | [\w.+-]{1,40}+@[\w.-]++ | [@\#][^\W\d]\w*+
               | \d{1,4}(?:\.\d{1,4}){3} (?!\w)
               | (?:\+\d{1,3}[ .-]?)? \(\d{2,4}\)[ .-]?\d{3,4}[ .-]?\d{3,4} (?!\w)
               | \+\d{1,3}(?:[ .-]?\d{2,4}){2,5} (?!\w)
               | (?:\d{1,3}-)? \d{3}[.-]\d{3}[.-]\d{4} (?!\w) )
    | (?P<DAY>   \d{4}-\d{2}-\d{2} (?!\w) | \d{1,2}/\d{1,2}/\d{2}(?:\d{2})? (?!\w) | \d{1,2}\.\d{1,2}\.\d{4} (?!\w) )
    | (?P<CLOCK> \d{1,2}:\d{2}(?::\d{2})? (?![\d:]) )
    | (?P<SLASHED> \d{1,4}/\d{1,4} (?![\w/]) )
    | (?P<NUMBER>  \d{1,3}(?:[\u00a0\u2009\u202f]\d{3}(?!\d))+ | \d++(?:[.,'’]\d++)* | [½¼¾⅓⅔] )
    | (?P<WORD>    (?:[^\W\d_]\.)+[^\W\d_](?!\w)\.? | [^\W\d_]++(?:['’][^\W\d_]++)* )
    | (?P<SIGN>    \S )
    """,
    re.VERBOSE | re.IGNORECASE,
)


_SHAPES = {shape.name: shape for shape in Shape}
_DASHES = frozenset("-‐‑")


class Tokens:
    """The tokens of a text. Asking beyond either end gives an empty word, so that rules need not look out."""

    __slots__ = ("is_mixed", "items", "lows")

    def __init__(self, text: str) -> None:
        self.items = [
            Token(match.start(), match.end(), word := match.group(), word.lower().replace("’", "'"), _SHAPES[kind])
            for match in _TOKEN.finditer(text)
            if (kind := match.lastgroup)
        ]
        self.lows = [token.low for token in self.items]
        self.is_mixed = not text.isupper()
        """Whether capitals mean something here."""

    def __len__(self) -> int:
        return len(self.items)

    def low(self, index: int) -> str:
        """Return a word in lower case."""
        return self.lows[index] if 0 <= index < len(self.lows) else ""

    def text(self, index: int) -> str:
        """Return a word as printed."""
        return self.items[index].text if 0 <= index < len(self.items) else ""

    def shape(self, index: int) -> Shape | None:
        """Return what a token looks like."""
        return self.items[index].shape if 0 <= index < len(self.items) else None

    def is_word(self, index: int) -> bool:
        """Whether a token is a word."""
        return self.shape(index) is Shape.WORD

    def is_capitalised(self, index: int) -> bool:
        """Whether a token begins with a capital."""
        return self.text(index)[:1].isupper()

    def is_glued(self, index: int) -> bool:
        """Whether no space stands between a token and the next."""
        return 0 <= index < len(self.items) - 1 and self.items[index].end == self.items[index + 1].start

    def is_hyphen(self, index: int) -> bool:
        """Whether a token is a hyphen between two words, glued to both."""
        return self.text(index) in _DASHES and self.is_glued(index - 1) and self.is_glued(index)

    def after_hyphen(self, index: int) -> int:
        """Return the index behind a glued hyphen, or the index itself where there is none."""
        return index + 1 if self.is_hyphen(index) else index

    def matches(self, index: int, phrase: Sequence[str]) -> bool:
        """Whether the tokens from an index on are these words."""
        return self.lows[index : index + len(phrase)] == list(phrase)
