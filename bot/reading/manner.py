"""How a figure is put: as fact, plan, estimate, denial or accusation, and whether it is the past of its own text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import lru_cache

from bot.model import Context, Field, Figure, Mention, Modality, Sentence
from bot.reading.clauses import ClauseWords, Cut, cut

_HISTORY = 120
"""Days after which a figure that the text dates is told as history."""
_REACH = 500
"""Characters on each side of a figure in which cues are looked for."""
_NEW_YEAR = 90
"""Days of a new year in which the old one is no history yet."""
_YEAR = re.compile(r"(?<![\d,.$€£#])(?:1[5-9]|20)\d\d(?!\d|[,.]\d|%)")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Cues:
    """The words that give a manner away, each pattern searched in one stretch of the figure's sentence."""

    needs: frozenset[str]
    """Beginnings of words, three letters long: without one of them in the sentence no pattern can be found."""
    left: re.Pattern[str]
    """Between the beginning of the figure's clause and the figure with its hedge, without the blank before it."""
    right: re.Pattern[str]
    """Between the figure and the end of its clause."""
    frame: re.Pattern[str]
    """In the clause that reports the figure: `officials estimate`."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class MannerWords:
    """The cues of one language."""

    clauses: ClauseWords
    denied: Cues
    accused: Cues
    fact: Cues
    """Takes plans and guesses back: a figure that is only their measure, as in `more than the 93 of Friday`."""
    estimate: Cues
    planned: Cues
    """`right` counts only while the figure is the subject: no verb stands before it in its clause."""
    headline: re.Pattern[str]
    """A plan as headlines put it, left of the figure: `Firm to cut 300`."""
    past: Cues
    """Told as the past: `a previous toll of`, `reported before`."""
    lately: Cues
    """The past too, where the clause says how a count stood: `last week the list had 90 names`."""
    counting: re.Pattern[str]
    """Words that say how a count stands."""
    retold: Cues
    """Said before, and the past where the text has a newer figure: `had put the toll at`, `said earlier`."""
    first: Cues
    """The past too, once the day given lies behind the day of printing: `the first 150`."""
    present: Cues
    """Signs that an old day dates the event and not the count: `has killed`."""
    bygone: re.Pattern[str]
    """Names of a year gone by without its number: `last year`."""
    since: frozenset[str]
    """Words after which a year begins a time that lasts: `since`."""
    sequels: frozenset[str]
    """Words that open a clause about the time named before it: `in 1960, when 61 died`."""
    asides: frozenset[str]
    """Words that open a clause whose time is its own: `the camp, which opened in 2014, holds 900`."""


@dataclass(frozen=True, slots=True)
class _Setting:
    """A figure's clause in two halves, and the clause that reports it."""

    left: str
    right: str
    frame: str
    subject: bool
    """Whether the figure stands before the verb of its clause."""
    beginnings: frozenset[str]
    """The first three letters of the words of its sentence."""

    def shows(self, cues: Cues) -> bool:
        return self.may_show(cues) and bool(
            cues.left.search(self.left) or cues.right.search(self.right) or cues.frame.search(self.frame)
        )

    def may_show(self, cues: Cues) -> bool:
        return not cues.needs.isdisjoint(self.beginnings)


def modality(sentence: Sentence, figure: Figure, words: MannerWords) -> Modality:
    """Return how the clause of a figure, or the clause that reports it, puts it."""
    setting = _setting(sentence, figure, words)
    if setting.shows(words.denied):
        return Modality.DENIED
    if setting.shows(words.accused):
        return Modality.ACCUSED
    if setting.may_show(words.estimate) and words.estimate.right.search(setting.right):
        return Modality.ESTIMATE
    return Modality.ACTUAL if setting.shows(words.fact) else _plan_or_guess(sentence, setting, words)


def _plan_or_guess(sentence: Sentence, setting: _Setting, words: MannerWords) -> Modality:
    """Tell a guess from a plan: a guess in the frame alone (`she estimates that 90 could go`) leaves it a plan."""
    if setting.may_show(words.estimate) and words.estimate.left.search(setting.left):
        return Modality.ESTIMATE
    if _is_planned(sentence, setting, words):
        return Modality.PLANNED_CEILING
    return Modality.ESTIMATE if setting.shows(words.estimate) else Modality.ACTUAL


def _is_planned(sentence: Sentence, setting: _Setting, words: MannerWords) -> bool:
    if setting.may_show(words.planned):
        if words.planned.left.search(setting.left):
            return True
        if setting.subject and words.planned.right.search(setting.right):
            return True
    return sentence.field is Field.TITLE and bool(words.headline.search(setting.left))


def _place(sentence: Sentence, figure: Figure) -> tuple[int, int]:
    """Return where a figure stands in its sentence, inside it whatever the offsets say."""
    start = min(max(figure.start - sentence.start, 0), len(sentence.text))
    return start, min(max(figure.end - sentence.start, start), len(sentence.text))


@lru_cache(maxsize=64)
def _setting(sentence: Sentence, figure: Figure, words: MannerWords) -> _Setting:
    text = sentence.text
    start, end = _place(sentence, figure)
    parts = cut(text, words.clauses)
    own = parts.index_of(start)
    first, last = parts.spans[own]
    if own and (parts.lacks_subject(own) or not parts.has_verb(first, last)):
        first = parts.spans[own - 1][0]
    first = parts.relative_start(start) or first
    frames = [frame for frame in parts.frames_of(own) if not first <= parts.spans[frame][0] < last]
    return _Setting(
        left=text[max(first, start - _REACH) : start].rstrip(),
        right=text[end : max(min(last, end + _REACH), end)],
        frame=parts.part(frames[0])[-_REACH:] if frames else "",
        subject=not parts.has_verb(first, start),
        beginnings=parts.beginnings,
    )


def background(
    sentence: Sentence, figure: Figure, as_of: date, published: datetime, words: MannerWords, *, dated: bool
) -> bool:
    """Return whether a figure is told as the past of its own text, or printed outside the article's own words.

    `as_of` and `dated` are the day that `dates.as_of` found for it.
    """
    if sentence.context not in {Context.BODY, Context.TITLE}:
        return True
    setting = _setting(sentence, figure, words)
    if _is_planned(sentence, setting, words):
        return False
    if setting.shows(words.past) or (setting.shows(words.lately) and _counts(setting, words)):
        return True
    behind = (published.date() - as_of).days if dated else 0
    if behind > 1 and setting.shows(words.first):
        return True
    dated_back = behind >= _HISTORY and not setting.shows(words.present)
    return dated_back or _is_history(sentence, figure, published, words)


def _counts(setting: _Setting, words: MannerWords) -> bool:
    own = f"{setting.left} {setting.right}"
    return bool(words.lately.frame.search(setting.frame) or words.counting.search(own))


def supersede(mentions: Sequence[Mention], words: MannerWords) -> tuple[Mention, ...]:
    """Mark as background what an article retells beside a newer figure.

    The mentions are one article's answers to one claim, by one source or with the outlet's own voice among them.
    """
    retold = [_setting(mention.sentence, mention.figure, words).shows(words.retold) for mention in mentions]
    newer = [
        mention.figure
        for mention, before in zip(mentions, retold, strict=True)
        if not before and not mention.background and mention.modality is not Modality.PLANNED_CEILING
    ]
    return tuple(
        replace(mention, background=True)
        if before and any(_differ(mention.figure, other) for other in newer)
        else mention
        for mention, before in zip(mentions, retold, strict=True)
    )


def _differ(figure: Figure, other: Figure) -> bool:
    return (figure.value, figure.low, figure.high) != (other.value, other.low, other.high) and (
        figure.value is None or figure.value != other.value
    )


def _is_history(sentence: Sentence, figure: Figure, published: datetime, words: MannerWords) -> bool:
    """Whether a figure's clause is about a year gone by, by itself or by what stands before it in the sentence."""
    parts = cut(sentence.text, words.clauses)
    if not _YEAR.search(sentence.text) and not words.bygone.search(sentence.text):
        return False
    own = parts.index_of(_place(sentence, figure)[0])
    year = (published.date() - timedelta(min(_NEW_YEAR, published.date().toordinal() - 1))).year
    if own and not parts.has_verb(*parts.spans[0]) and _names_year(parts.part(0), year, words):
        return True
    if own and _opens(parts, own, words.sequels) and _names_year(parts.part(own - 1), year, words, lasting=True):
        return True
    if words.present.left.search(parts.part(own)):
        return False
    first, _ = parts.reach(own)
    return any(
        _names_year(parts.part(index), year, words) and (index == own or not _opens(parts, index, words.asides))
        for index in range(own, first - 1, -1)
    )


def _opens(parts: Cut, index: int, openings: frozenset[str]) -> bool:
    opening = parts.opening(index)
    return bool(opening) and (opening[0] in openings or " ".join(opening) in openings)


def _names_year(clause: str, year: int, words: MannerWords, *, lasting: bool = False) -> bool:
    """Whether a clause names a year before this one; `since 2014` lasts until now and counts only where asked for."""
    if words.bygone.search(clause):
        return True
    for match in _YEAR.finditer(clause):
        before = clause[: match.start()].lower().split()[-1:]
        if int(match.group()) < year and (lasting or not before or before[0] not in words.since):
            return True
    return False
