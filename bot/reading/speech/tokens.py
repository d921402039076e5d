"""A sentence as words and marks, and which of them stand inside quotation marks."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.model import Field, Sentence

_TOKEN = re.compile(
    r"\d+(?:[.,]\d+)*[^\W_]*(?:-[^\W_]+)*"
    r"|[^\W\d_]+(?:['’.&-][^\W_]+)*(?:(?<=s)['’](?=\s[^\W_]))?"
    r"|[,;:()\[\]\"“”„«»–—…]|(?<=\s)-{1,3}(?=\s)"
)
_QUOTE = re.compile(r"[\"“”„«»]|(?<!\w)['‘](?=\w)")
_CLOSERS = {'"': '"”', "“": '”"', "„": "“”", "«": "»"}
_SINGLE_END = re.compile(r"(?<!\s)['’](?!\w)")
_LONGEST_SINGLE = 400
"""Characters within which a single quotation mark must close; farther off it is an apostrophe."""
_LONGEST_SENTENCE = 4000
"""Characters of a sentence that are looked at."""

COMMA, COLON, SEMICOLON, OPEN, CLOSE, QUOTE, DASH = ",", ":", ";", "(", ")", '"', "–"
MARKS = frozenset((COMMA, COLON, SEMICOLON, OPEN, CLOSE, QUOTE, DASH))
_FOLD = {"[": OPEN, "]": CLOSE, "“": QUOTE, "”": QUOTE, "„": QUOTE, "«": QUOTE, "»": QUOTE, "—": DASH, "…": DASH}

Span = tuple[int, int]
"""First and last offset or position, the last one excluded."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """One sentence. `lower` has straight apostrophes and one sign for each kind of mark."""

    sentence: Sentence
    words: tuple[str, ...]
    lower: tuple[str, ...]
    starts: tuple[int, ...]
    """Offsets in the field."""
    quotes: tuple[int, ...]
    """The number of the quotation a token stands in; -1 outside."""

    def __len__(self) -> int:
        return len(self.words)

    def at(self, offset: int) -> int:
        """Return the position of the token at an offset of the field, or else behind it."""
        position = bisect_right(self.starts, offset) - 1
        if position < 0 or self.starts[position] + len(self.words[position]) <= offset:
            position += 1
        return min(position, len(self.words) - 1)

    def text(self, span: Span) -> str:
        """Return the article's words from the first token of a span to its last."""
        first, last = span
        if first >= last:
            return ""
        begin = self.starts[first] - self.sentence.start
        end = self.starts[last - 1] - self.sentence.start + len(self.words[last - 1])
        return self.sentence.text[begin:end]


def tokenize(sentence: Sentence, quotations: Sequence[Span]) -> Tokens:
    """Cut a sentence into tokens; `quotations` are spans of the field in order."""
    matches = list(_TOKEN.finditer(sentence.text[:_LONGEST_SENTENCE]))
    words = tuple(match.group() for match in matches)
    starts = tuple(sentence.start + match.start() for match in matches)
    return Tokens(sentence, words, tuple(map(_fold, words)), starts, tuple(_numbers(starts, quotations)))


def find_quotations(sentences: Iterable[Sentence]) -> Mapping[Field, tuple[Span, ...]]:
    """Return the quoted spans of each field; a quotation left open ends with its paragraph."""
    paragraphs: dict[tuple[Field, int], list[Sentence]] = {}
    for sentence in sentences:
        paragraphs.setdefault((sentence.field, sentence.paragraph), []).append(sentence)
    found: dict[Field, list[Span]] = {field: [] for field in Field}
    for (field, _), members in paragraphs.items():
        found[field].extend(_quotations(members))
    return {field: tuple(sorted(spans)) for field, spans in found.items()}


def _quotations(paragraph: Sequence[Sentence]) -> list[Span]:
    start = paragraph[0].start
    text = ""
    for sentence in paragraph:
        text = text.ljust(sentence.start - start) + sentence.text
    spans: list[Span] = []
    opened: int | None = None
    closers = ""
    for match in _QUOTE.finditer(text):
        mark, at = match.group(), match.start()
        if opened is not None:
            if mark in closers:
                spans.append((start + opened, start + at + 1))
                opened = None
        elif mark in _CLOSERS:
            opened, closers = at, _CLOSERS[mark]
        elif mark in "'‘" and (not spans or start + at >= spans[-1][1]):
            end = _SINGLE_END.search(text, at + 1, at + _LONGEST_SINGLE)
            if end:
                spans.append((start + at, start + end.end()))
    if opened is not None:
        spans.append((start + opened, start + len(text)))
    return spans


def _numbers(starts: Sequence[int], quotations: Sequence[Span]) -> Iterable[int]:
    number = 0
    for start in starts:
        while number < len(quotations) and quotations[number][1] <= start:
            number += 1
        yield number if number < len(quotations) and quotations[number][0] <= start else -1


def _fold(word: str) -> str:
    if len(word) == 1 or word[0] == "-":
        return DASH if word[0] == "-" else _FOLD.get(word, word.lower())
    return word.lower().replace("’", "'")
