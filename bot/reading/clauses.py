"""Cut a sentence into clauses, so that a figure stays with the verb that governs it and the noun it counts."""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise

Clause = tuple[int, int]
"""First and last offset of a clause in its sentence, the last one excluded."""

_TOKEN = re.compile(r"\d(?:[\d,.]*\d)?|[^\W\d_]+(?:['’-][^\W\d_]+)*|[^\w\s]")
_BREAKS = frozenset(";:–—…")
_LONGEST = 4000
"""Characters of a sentence that are looked at; what follows belongs to the last clause."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseWords:
    """The words of one language that make and join clauses, in lower case."""

    verbs: frozenset[str]
    """Finite verbs and auxiliaries that are hardly ever anything else."""
    verb_endings: tuple[str, ...]
    not_verbs: frozenset[str]
    """Words with a verb's ending that are none."""
    predicates: frozenset[str]
    """Adjectives that make a clause without a verb: `12 dead and 30 missing`."""
    determiners: frozenset[str]
    """After these a word with a verb's ending is an adjective: `the injured`."""
    participle_endings: tuple[str, ...]
    """A participle after a comma opens a clause: `, killing 12`."""
    relatives: frozenset[str]
    subordinators: frozenset[str]
    prepositions: frozenset[str]
    """Subordinators that can be prepositions too: they open a clause when a verb follows, but not at once."""
    eventful: frozenset[str]
    """Those of them that also open one before a figure: `after the escape of 120`."""
    coordinators: frozenset[str]
    joining: frozenset[str]
    """Coordinators after which the time named before still holds: `and`."""
    complementizer: str
    reporting: frozenset[str]
    """Verbs after which the complementizer may be left out: `said 150 had arrived`."""
    subsets: frozenset[str]
    """Words that open a part of the whole before them: `including`."""
    pairs: frozenset[tuple[str, str]]
    """Two words that together open a clause anywhere: `up from`, `of whom`."""
    idioms: frozenset[tuple[str, str]]
    """Two words of which the first opens nothing: `so far`, `as of`."""
    accompaniments: frozenset[str]
    """Prepositions that open a clause after a comma when a figure follows: `, with 150 moved so far`."""
    speaking: frozenset[str]
    """Verbs whose complementizer opens a clause: `told reporters that 150 had arrived`."""
    crediting: frozenset[str]
    """Other words that make a clause a reporting frame: `according`."""
    numbers: frozenset[str]
    months: frozenset[str]
    """A numeral beside one is no figure."""
    clock: frozenset[str]
    """Units of time and of the clock: a numeral before one is no figure."""
    days: frozenset[str]
    """Words that may stand between a reporting verb and what it reports: `said late on Tuesday`."""


@dataclass(frozen=True, slots=True)
class _Scan:
    """The words of a sentence with running counts of what matters about them."""

    words: list[str]
    spans: list[tuple[int, int]]
    verbs: list[int]
    predicates: list[int]
    figures: list[int]
    speakings: list[int]
    joints: list[bool]
    """Punctuation and words that may open another clause."""
    stretches: list[int]
    """For every word the next joint after it."""

    def counted(self, counts: list[int], first: int, last: int) -> bool:
        return counts[max(first, last)] > counts[first]


@lru_cache(maxsize=512)
def clauses(text: str, data: ClauseWords) -> tuple[Clause, ...]:
    """Return the clauses of a sentence: in order, without gaps, from its first character to its last.

    A restrictive relative clause (`detainees who escaped`) stays with its host.
    """
    scan = _scan(text[:_LONGEST], data)
    starts = [0]
    first = 0
    for index in range(1, len(scan.words)):
        if opened := _opens(scan, first, index, data):
            first = opened
            starts.append(scan.spans[opened][0])
    ends = [*starts[1:], len(text)]
    return tuple((start, end) for start, end in zip(starts, ends, strict=True) if start < end)


def clause_of(text: str, start: int, end: int, data: ClauseWords) -> Clause:
    """Return the clause that a span of a sentence begins in, stretched to the end of the span."""
    for first, last in clauses(text, data):
        if first <= start < last:
            return first, max(last, end)
    return 0, len(text)


def joined_clauses(text: str, at: int, data: ClauseWords) -> Clause:
    """Return the clause at an offset with those it is joined to: both of `On Monday 12 died and 30 were hurt`."""
    spans = clauses(text, data)
    own = next((index for index, (start, end) in enumerate(spans) if start <= at < end), None)
    if own is None:
        return 0, len(text)
    first = own
    while (
        first
        and _TOKEN.findall(text, *spans[first])[:1]
        and _TOKEN.findall(text, *spans[first])[0].lower() in data.joining
    ):
        first -= 1
    return spans[first][0], spans[own][1]


def frames_of(text: str, at: int, data: ClauseWords) -> tuple[Clause, ...]:
    """Return the clauses that report what stands at an offset, nearest first; its own one is among them if it reports.

    Frames before it (`she said that 150 had arrived`) go before those after it (`150 had arrived, she said`); none
    reaches across a semicolon.
    """
    spans = clauses(text, data)
    own = next((index for index, (start, end) in enumerate(spans) if start <= at < end), None)
    if own is None:
        return ()
    closed = [text[start:end].rstrip().endswith(";") for start, end in spans]
    first = max((index + 1 for index in range(own) if closed[index]), default=0)
    last = next((index for index in range(own, len(spans)) if closed[index]), len(spans) - 1)
    nearest = (*range(own, first - 1, -1), *range(own + 1, last + 1))
    return tuple(spans[index] for index in nearest if reports(text, spans[index], data))


def lacks_subject(text: str, span: Clause, data: ClauseWords) -> bool:
    """Whether a clause goes on with the subject of the one before it: `and injured 12`."""
    words = [word.lower() for word in _TOKEN.findall(text, span[0], span[1])[:2]]
    return len(words) > 1 and words[0] in data.joining and _is_verb(words, 1, data)


def has_verb(text: str, span: Clause, data: ClauseWords) -> bool:
    """Whether a clause has a finite verb; `12 dead` has none."""
    words = [word.lower().replace("’", "'") for word in _TOKEN.findall(text, span[0], span[1])]
    return any(_is_verb(words, index, data) for index in range(len(words)))


def depends(text: str, span: Clause, data: ClauseWords) -> bool:
    """Whether a clause is an appendix of the main one: `, with 30 hurt`, `including 12 women`."""
    words = [word.lower() for word in _TOKEN.findall(text, span[0], span[1])[:2]]
    return bool(words) and (words[0] in data.accompaniments or words[0] in data.subsets or tuple(words) in data.pairs)


def relative_start(text: str, at: int, data: ClauseWords) -> int | None:
    """Return where the restrictive relative clause begins in which an offset lies; None when it lies in none.

    The day in `those who fled on Friday are sought` lies in one, the verb after it does not.
    """
    first, _ = clause_of(text, at, at, data)
    found = list(_TOKEN.finditer(text, first, at))
    words = [match.group().lower() for match in found]
    begun = max(
        (index for index, word in enumerate(words) if word in data.relatives or word == data.complementizer), default=0
    )
    if not begun:
        return None
    verbs = [_is_verb(words, index, data) for index in range(begun, len(words))]
    groups = sum(verb and not before for before, verb in pairwise([False, *verbs]))
    return found[begun].start() if groups == 1 else None


def reports(text: str, span: Clause, data: ClauseWords) -> bool:
    """Whether a clause has a reporting verb or credits somebody."""
    words = (word.lower() for word in _TOKEN.findall(text, span[0], span[1]))
    return any(word in data.reporting or word in data.speaking or word in data.crediting for word in words)


def _scan(text: str, data: ClauseWords) -> _Scan:
    found = list(_TOKEN.finditer(text))
    words = [match.group().lower().replace("’", "'") for match in found]
    verbs = [_is_verb(words, index, data) for index in range(len(words))]
    joining = data.relatives | data.subordinators | data.coordinators | data.subsets | _BREAKS | {","}
    joints = [word in joining or _is_dash(text, match) for word, match in zip(words, found, strict=True)]
    return _Scan(
        words=words,
        spans=[match.span() for match in found],
        verbs=[0, *accumulate(verbs)],
        predicates=[0, *accumulate(verb or word in data.predicates for verb, word in zip(verbs, words, strict=True))],
        figures=[0, *accumulate(_is_figure(words, index, data) for index in range(len(words)))],
        speakings=[0, *accumulate(word in data.reporting or word in data.speaking for word in words)],
        joints=joints,
        stretches=_stretches(joints),
    )


def _stretches(joints: list[bool]) -> list[int]:
    stretches: list[int] = []
    joint = len(joints)
    for index in range(len(joints) - 1, -1, -1):
        stretches.append(joint)
        joint = index if joints[index] else joint
    return stretches[::-1]


def _is_verb(words: list[str], index: int, data: ClauseWords) -> bool:
    word = words[index]
    if word in data.verbs:
        return True
    if not word.endswith(data.verb_endings) or word in data.not_verbs or "-" in word:
        return False
    return len(word) > len("-ed") and (index == 0 or words[index - 1] not in data.determiners)


def _is_figure(words: list[str], index: int, data: ClauseWords) -> bool:
    word = words[index]
    if word not in data.numbers and not word[0].isdigit():
        return False
    before = words[index - 1] if index else ""
    after = words[index + 1] if index + 1 < len(words) else ""
    return before not in data.months and after not in data.months and after not in data.clock


def _is_dash(text: str, match: re.Match[str]) -> bool:
    start, end = match.span()
    return match.group() == "-" and text[start - 1 : start].isspace() and text[end : end + 1].isspace()


def _opens(scan: _Scan, first: int, index: int, data: ClauseWords) -> int:
    """Return the word that a clause begins with, when the word at `index` ends the one begun at `first`; else 0."""
    word = scan.words[index]
    following = index + 1
    if following >= len(scan.words) or all(scan.joints[first:index]):
        return 0
    if word in _BREAKS or (scan.joints[index] and word == "-"):
        return following
    if word == ",":
        return following if _opens_after_comma(scan, first, following, data) else 0
    if _opens_by_word(scan, first, index, data):
        return index
    if word in data.reporting:
        return _complement(scan, following, data)
    return 0


def _opens_after_comma(scan: _Scan, first: int, index: int, data: ClauseWords) -> bool:
    word, last = scan.words[index], scan.stretches[index]
    figure = scan.counted(scan.figures, index, last)
    governed = scan.counted(scan.predicates, first, index)
    if word in data.relatives or word in data.subsets:
        return True
    if word in data.accompaniments:
        return figure
    if word in data.coordinators or word in data.prepositions or word in data.subordinators:
        return False
    if word.endswith(data.participle_endings) and word not in data.not_verbs:
        return governed
    if scan.counted(scan.predicates, index, index + 1):
        dependent = scan.words[first] in data.relatives | data.subordinators | data.prepositions
        return (
            figure
            and scan.counted(scan.verbs, first, index)
            and (dependent or scan.counted(scan.figures, first, index))
        )
    return governed and scan.counted(scan.predicates, index, last)


def _opens_by_word(scan: _Scan, first: int, index: int, data: ClauseWords) -> bool:
    word, following = scan.words[index], index + 1
    last = scan.stretches[following]
    if word in data.subsets or (word, scan.words[following]) in data.pairs:
        return True
    if word in data.coordinators:
        return _coordinates(scan, first, following, last)
    if (word, scan.words[following]) in data.idioms or word in scan.words[max(first, index - 2) : index]:
        return False
    if word in data.prepositions:
        return _governs(scan, following, last) or (
            word in data.eventful and scan.counted(scan.figures, following, last)
        )
    if word in data.subordinators:
        return scan.counted(scan.verbs, following, last)
    reported = word == data.complementizer and scan.counted(scan.speakings, first, index)
    return reported and not scan.counted(scan.verbs, following, following + 1)


def _governs(scan: _Scan, first: int, last: int) -> bool:
    """Whether a stretch has a verb, with a subject before it."""
    return scan.counted(scan.verbs, first + 1, last) and not scan.counted(scan.verbs, first, first + 1)


def _coordinates(scan: _Scan, first: int, following: int, last: int) -> bool:
    """Whether both sides of a coordinator say something of their own: `killed 34 and injured 12`."""
    if not scan.counted(scan.predicates, first, following) or not scan.counted(scan.predicates, following, last):
        return False
    bare = scan.counted(scan.predicates, following, following + 1) and not scan.counted(scan.figures, following, last)
    return not bare


def _complement(scan: _Scan, following: int, data: ClauseWords) -> int:
    """Return where a reported clause without its complementizer begins, past the day it was said on; else 0."""
    start = following
    while start < len(scan.words) and (scan.words[start] in data.days or scan.words[start - 1] in data.months):
        start += 1
    if start >= len(scan.words) or scan.joints[start] or scan.words[start] == data.complementizer:
        return 0
    last = scan.stretches[start]
    ungoverned = not scan.counted(scan.verbs, start, start + 1)
    return start if ungoverned and scan.counted(scan.predicates, start + 1, last) else 0
