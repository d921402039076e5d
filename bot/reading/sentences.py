"""Text to sentences, each with its offsets, its paragraph and the kind of passage it stands in."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from bot.model import Context, Field, Sentence
from bot.reading.language import Language, SentenceWords
from bot.reading.passages import tell_contexts

_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_BULLET = re.compile(r"\s*(?:[•·▪●■◦‣*–—-]\s+)?")
# A run of dots is looked at once, from its first dot: anything else is quadratic on "......".
_END = re.compile(r"(?<![.!?…])[.!?…]++[\"'”’»›)\]]*+(?:\[\d{1,3}\])?(?=\s|$)|(?<=[^\W\d_]{2})\.(?=[A-Z][a-z])")
_WORD_BEFORE = re.compile(r"[\w.'’-]{1,24}$")
_NEXT = re.compile(r"\s*([\"'“”‘’«»‹›(\[¿¡]*)\s*([\w'’-]{1,24})?")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]")
_NAME_AFTER_PARTICLE = re.compile(r"[a-z]{1,3}[-'’][A-Z]")
_BEFORE = 24
_AFTER = 40


class _Line(NamedTuple):
    start: int
    text: str


def split(text: str, field: Field, language: Language) -> tuple[Sentence, ...]:
    """Cut one field of an article into sentences; `text[s.start:s.end] == s.text` holds for each.

    Every line is a paragraph of its own. Runs in linear time.
    """
    lines = [line for line in _lines(text) if line.text]
    if field is Field.TITLE:
        contexts = [Context.TITLE] * len(lines)
    else:
        contexts = tell_contexts([line.text for line in lines], language)
    sentences: list[Sentence] = []
    for paragraph, (line, context) in enumerate(zip(lines, contexts, strict=True)):
        for start, end in _cuts(line.text, language.sentences):
            sentence = Sentence(
                field=field,
                index=len(sentences),
                paragraph=paragraph,
                start=line.start + start,
                end=line.start + end,
                text=line.text[start:end],
                context=context,
            )
            sentences.append(sentence)
    return tuple(sentences)


def _lines(text: str) -> Iterator[_Line]:
    """Lines without the bullet and the space around them."""
    for match in _LINE.finditer(text):
        bullet = _BULLET.match(match.group())
        skipped = bullet.end() if bullet else 0
        yield _Line(match.start() + skipped, match.group()[skipped:].rstrip())


def _cuts(line: str, words: SentenceWords) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _END.finditer(line):
        if match.end() == len(line) or not _ends_sentence(line, match, words):
            continue
        yield start, match.end()
        start = _skip_space(line, match.end())
    if start < len(line):
        yield start, len(line)


def _skip_space(line: str, start: int) -> int:
    while start < len(line) and line[start].isspace():
        start += 1
    return start


def _ends_sentence(line: str, match: re.Match[str], words: SentenceWords) -> bool:
    after = _NEXT.match(line, match.end(), match.end() + _AFTER)
    word = after.group(2) if after and after.group(2) else ""
    if not _begins(word, opened=bool(after and after.group(1))):
        return False
    if match.group()[0] != ".":
        return True
    found = _WORD_BEFORE.search(line[max(0, match.start() - _BEFORE) : match.start()])
    before = found.group() if found else ""
    if not before.strip("'’-."):
        return True
    if before.lower().endswith("www"):
        return False
    if match.start() - len(before) == 0 and before.isdigit():
        return False  # "1. The first point"
    return _abbreviation_ends(before, word, words)


def _begins(word: str, *, opened: bool) -> bool:
    """Whether a word can begin a sentence; `opened` says that a quote or bracket stands before it."""
    if not word:
        return True
    first = word.lstrip("'’-")[:1]
    return not first.islower() or bool(_NAME_AFTER_PARTICLE.match(word)) or (opened and first.isdigit())


def _abbreviation_ends(before: str, word: str, words: SentenceWords) -> bool:
    """Whether a sentence ends after `before` and its full stop, when `word` comes next."""
    short = before.lower().rsplit("-", 1)[-1].lstrip("'’")
    capital = before[:1].isupper()
    title = capital and short in words.titles and short not in words.abbreviations
    if word[:1].isdigit():
        return not title and short not in words.before_numbers and "." not in short
    ambiguous = short in (words.abbreviations if capital else words.small_abbreviations)
    if not ambiguous and not _INITIALS.fullmatch(before):
        return not title
    return not title and word.lower() in words.starters
