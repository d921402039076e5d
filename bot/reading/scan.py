"""The words of a sentence, and what is counted of them to cut it into clauses."""

import re
from dataclasses import dataclass
from itertools import accumulate

_TOKEN = re.compile(r"\d(?:[\d,.]*\d)?|[^\W\d_]+(?:['’-][^\W\d_]+)*|[^\w\s]")
BREAKS = frozenset(";:–—…")
"""Punctuation after which another clause begins whatever stands there."""
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


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Scan:
    """The words of a sentence in lower case, with running counts: entry n tells of the n words before word n."""

    words: list[str]
    spans: list[tuple[int, int]]
    verbs: list[int]
    predicates: list[int]
    figures: list[int]
    speakings: list[int]
    reportings: list[int]
    """Words that make a clause a reporting frame."""
    joints: list[bool]
    """Punctuation and words that may open another clause."""
    stretches: list[int]
    """For every word the next joint after it."""

    def counted(self, counts: list[int], first: int, last: int) -> bool:
        """Whether anything is counted from one word up to another, this one excluded."""
        return counts[last] > counts[first]


def scan(text: str, data: ClauseWords) -> Scan:
    """Return the words of a sentence with their counts."""
    found = list(_TOKEN.finditer(text[:_LONGEST]))
    words = [match.group().lower().replace("’", "'") for match in found]
    verbs = [_is_verb(words, index, data) for index in range(len(words))]
    speaking = data.reporting | data.speaking
    reporting = speaking | data.crediting
    joining = data.relatives | data.subordinators | data.coordinators | data.subsets | BREAKS | {","}
    joints = [word in joining or _is_dash(text, match) for word, match in zip(words, found, strict=True)]
    return Scan(
        words=words,
        spans=[match.span() for match in found],
        verbs=[0, *accumulate(verbs)],
        predicates=[0, *accumulate(verb or word in data.predicates for verb, word in zip(verbs, words, strict=True))],
        figures=[0, *accumulate(_is_figure(words, index, data) for index in range(len(words)))],
        speakings=[0, *accumulate(word in speaking for word in words)],
        reportings=[0, *accumulate(word in reporting for word in words)],
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
