"""Tell body text from captions, pointers to other texts and page furniture, a line at a time."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from bot.model import Context
from bot.reading.language import Language, Phrases

_LONGEST_FURNITURE = 240
_LONGEST_HEADLINE = 160
_LONGEST_SIGN_UP = 300
_SHOUTED_LETTERS = 15
_SHOUTED_SHARE = 0.9
_LAST = 400
"""Characters of a line's end in which a credit is looked for."""
_FULL_STOPS = (".", "!", "?", "…", ".”", '."', "?”", '?"', "!”", '!"', ".)", ".’", ".'")


@dataclass(frozen=True, slots=True)
class _Patterns:
    furniture: re.Pattern[str]
    teaser: re.Pattern[str]
    heading: re.Pattern[str]
    sign_up: re.Pattern[str]
    credit: re.Pattern[str]


@cache
def _compiled(language: Language) -> _Patterns:
    words = language.sentences
    return _Patterns(
        furniture=_any(words.furniture),
        teaser=_any(words.teasers),
        heading=_any(words.teaser_headings),
        sign_up=_any(words.sign_ups),
        credit=_any(words.credits),
    )


def _any(patterns: Phrases) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


def tell_contexts(lines: Sequence[str], language: Language) -> list[Context]:
    """Return the context of each line of a text; none of the lines is empty."""
    patterns = _compiled(language)
    contexts = [_tell_alone(line, patterns) for line in lines]
    _tell_shouted(lines, contexts)
    _tell_listed(lines, contexts, patterns)
    _tell_beside_sign_ups(lines, contexts, patterns)
    _tell_repeated_captions(lines, contexts)
    return contexts


def _tell_alone(line: str, patterns: _Patterns) -> Context:
    if len(line) <= _LONGEST_FURNITURE and patterns.furniture.fullmatch(line):
        return Context.FURNITURE
    if patterns.teaser.match(line) or patterns.heading.fullmatch(line[:_LONGEST_FURNITURE]):
        return Context.TEASER
    if _signs_up(line, patterns):
        return Context.TEASER
    if patterns.credit.search(line[-_LAST:]):
        return Context.CAPTION
    return Context.BODY


def _signs_up(line: str, patterns: _Patterns) -> bool:
    return len(line) <= _LONGEST_SIGN_UP and bool(patterns.sign_up.search(line))


def _tell_shouted(lines: Sequence[str], contexts: list[Context]) -> None:
    """Mark headlines in capitals amid the body, which point to other texts."""
    for number, line in enumerate(lines[1:-1], 1):
        if contexts[number] is Context.BODY and _is_shouted(line):
            contexts[number] = Context.TEASER


def _is_shouted(line: str) -> bool:
    if len(line) > _LONGEST_HEADLINE or " " not in line or _ends_like_prose(line):
        return False
    letters = [letter for letter in line if letter.isalpha()]
    capitals = sum(letter.isupper() for letter in letters)
    return len(letters) >= _SHOUTED_LETTERS and capitals >= _SHOUTED_SHARE * len(letters)


def _tell_listed(lines: Sequence[str], contexts: list[Context], patterns: _Patterns) -> None:
    """Headlines under a heading such as `Related posts` point to other texts."""
    listing = False
    for number, line in enumerate(lines):
        if patterns.heading.fullmatch(line[:_LONGEST_FURNITURE]):
            listing = True
        elif listing and contexts[number] is Context.BODY:
            listing = len(line) <= _LONGEST_HEADLINE and not _ends_like_prose(line)
            if listing:
                contexts[number] = Context.TEASER


def _tell_beside_sign_ups(lines: Sequence[str], contexts: list[Context], patterns: _Patterns) -> None:
    """Mark a short line between two lines that ask for a subscription."""
    for number in range(1, len(lines) - 1):
        if contexts[number] is not Context.BODY or _ends_like_prose(lines[number]):
            continue
        if _signs_up(lines[number - 1], patterns) and _signs_up(lines[number + 1], patterns):
            contexts[number] = Context.TEASER


def _tell_repeated_captions(lines: Sequence[str], contexts: list[Context]) -> None:
    """Mark the line that the caption under it begins with: the same caption without its credit."""
    for number in range(len(lines) - 1):
        start = lines[number].rstrip(".… ")
        if contexts[number + 1] is Context.CAPTION and start and lines[number + 1].startswith(start):
            contexts[number] = Context.CAPTION


def _ends_like_prose(line: str) -> bool:
    return line.endswith(_FULL_STOPS)
