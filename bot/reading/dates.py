"""As of which day a figure holds: the day its own clause or its reporting frame gives, else the day of printing."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.model import Figure, Mention, Sentence
from bot.reading.clauses import Clause, ClauseWords, Cut, cut
from bot.reading.days import DayWords, Grain, NamedDay, find_days

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*['’]?|\d+|[^\w\s]")
_REACH = 8
"""Words before a day among which its preposition is looked for."""
_AHEAD = 40
"""Characters after a day in which the noun that it dates is looked for."""
_MEMORY = 5
"""Sentences for which a speaker's day is remembered."""
_HISTORY = 14
"""Days after which an event's day is the figure's: a figure so old is not the present one."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DateWords:
    """The words of one language that tie a day to a figure, in lower case."""

    clauses: ClauseWords
    days: DayWords
    firm: frozenset[str]
    """Words before a day up to which a count holds: `by`; pairs are written with a blank, `as of`."""
    anchors: frozenset[str]
    """Words after which a day dates something else: `since`, `after`."""
    skipped: frozenset[str]
    """Words that may stand between these and the day: `on`, `late`."""
    determiners: frozenset[str]
    """After one of these a day dates the noun that follows it: `the Aug. 8 fire`."""
    records: frozenset[str]
    """Nouns whose day is the figure's: `the Aug. 24 count`."""
    linking: frozenset[str]
    """Prepositions between such a noun and its day: `reports from October`."""
    modals: frozenset[str]
    """With one of these in its clause a day dates what is to come."""
    counting: re.Pattern[str]
    """Words that say how a count stands: `rose to 93 on Friday`; the day of any other verb is the event's."""
    openers: frozenset[str]
    """Prepositions that open an adverbial before the reporting frame: `In a film shown on Sunday, he said`."""
    pronouns: frozenset[str]
    """Subjects that go on with what the last speaker said: `he`, `it`."""
    definite: frozenset[str]
    """Articles before a noun that does so: `the official`."""
    telling: frozenset[str]
    """Reporting verbs in the past: what somebody `says` is said on the day of printing."""
    pluperfect: frozenset[str]
    """Auxiliaries of reported speech that goes on without a frame: `had`."""


def as_of(
    sentence: Sentence, figure: Figure, before: Sequence[Sentence], published: datetime, words: DateWords
) -> tuple[date, bool]:
    """Return the day a figure holds for, and whether the text gives it.

    `before` are the earlier sentences of the field, in order: a speaker's day carries on while he speaks. A week,
    month or year counts as its last day, or as the day of printing while it lasts.
    """
    printed = published.date()
    named = _stated(sentence.text, figure.start - sentence.start, printed, words)
    if named is None:
        named = _carried(sentence.text, figure.start - sentence.start, before, printed, words)
    if named is None:
        return printed, False
    return _resolved(named, before, printed, words), True


def _stated(text: str, at: int, printed: date, words: DateWords) -> NamedDay | None:
    days = [day for day in find_days(text, printed, words.days) if _dates_figure(day, text, words)]
    if not days:
        return None
    sentence = cut(text, words.clauses)
    index = sentence.index_of(at)
    own = sentence.joined(index)
    mine = [day for day in days if _within(day, own) and sentence.relative_start(day.start) is None]
    mine.sort(key=lambda day: abs(day.start - at))
    for day in mine:
        if _is_firm(day, text, words):
            return day
    framed = _framed(sentence, index, days, words)
    if framed is not None:
        return framed
    dating = _dating(sentence, own, words)
    for day in mine:
        if dating or (printed - day.day).days >= _HISTORY or day.grain > Grain.DAY:
            return day
    return _stated(text, 0, printed, words) if own[0] and sentence.depends(index) else None


def _dating(sentence: Cut, own: Clause, words: DateWords) -> bool:
    """Whether a day in the figure's own clause says when the count stood so, not when the event happened."""
    first, last = sentence.index_of(own[0]), sentence.index_of(own[1] - 1)
    reported = any(sentence.reports(index) for index in range(first, last + 1))
    counted = reported or words.counting.search(sentence.text[own[0] : own[1]])
    return bool(counted) and not _spoken(sentence.text, own, words.modals)


def _framed(sentence: Cut, own: int, days: Sequence[NamedDay], words: DateWords) -> NamedDay | None:
    """Return the day of a reporting frame, or of an adverbial that opens it."""
    start, end = sentence.joined(own)
    for frame in sentence.frames_of(own):
        if start <= sentence.spans[frame][0] < end:
            continue
        opener = max(frame - 1, 0)
        opened = opener != own and sentence.opening(opener)[:1] and sentence.opening(opener)[0] in words.openers
        for index in (frame, opener) if opened else (frame,):
            found = [day for day in days if _within(day, sentence.spans[index])]
            if found:
                return found[-1]
    return None


def _within(day: NamedDay, span: Clause) -> bool:
    return span[0] <= day.start < span[1]


def _spoken(text: str, span: Clause, words: frozenset[str]) -> bool:
    return any(word.lower() in words for word in _WORD.findall(text, span[0], span[1]))


def _before(day: NamedDay, text: str, words: DateWords) -> list[str]:
    """Return the words that lead to a day, without those that may stand between its preposition and itself."""
    earlier = [word.lower() for word in _WORD.findall(text, max(day.start - 80, 0), day.start)[-_REACH:]]
    while earlier and earlier[-1] in words.skipped:
        earlier.pop()
    return earlier


def _is_firm(day: NamedDay, text: str, words: DateWords) -> bool:
    earlier = _before(day, text, words)
    return " ".join(earlier[-1:]) in words.firm or " ".join(earlier[-2:]) in words.firm


def _dates_figure(day: NamedDay, text: str, words: DateWords) -> bool:
    """Whether a day dates what its clause says, and not a noun in it or the beginning of a stretch of time."""
    earlier = _before(day, text, words)
    after = _WORD.findall(text, day.end, day.end + _AHEAD)[:2]
    owner = any(word.endswith(("'", "’", "'s", "’s")) for word in after)
    beside = _WORD.findall(text, max(day.start - _AHEAD, 0), day.start)[-1:]
    modifier = day.grain is Grain.DAY and bool(beside) and beside[0].lower() in words.determiners
    if owner or (modifier and after and after[0].islower()):
        return any(word.lower() in words.records for word in after)
    if not earlier or " ".join(earlier[-2:]) in words.firm:
        return True
    dated_record = earlier[-1] in words.linking and earlier[-2:-1] and earlier[-2] in words.records | {","}
    return bool(dated_record) or earlier[-1] not in words.anchors


def _carried(text: str, at: int, before: Sequence[Sentence], printed: date, words: DateWords) -> NamedDay | None:
    """Return the day of the last speaker, when the figure's sentence goes on with what he said."""
    topic = _topic(text, at, words)
    if topic is None:
        return None
    for earlier in reversed(before[-_MEMORY:]):
        said = cut(earlier.text, words.clauses)
        frames = [index for index in range(len(said.spans)) if said.reports(index)]
        if not frames or (topic and not any(topic in said.part(frame).lower() for frame in frames)):
            continue
        days = [day for day in find_days(earlier.text, printed, words.days) if _dates_figure(day, earlier.text, words)]
        found = [day for day in days if said.index_of(day.start) in frames and _is_recent(day, printed)]
        if found or any(_subject(said.part(frame), words) != "" for frame in frames):
            return found[-1] if found else None
    return None


def _topic(text: str, at: int, words: DateWords) -> str | None:
    """Return who goes on speaking in a sentence; reported speech that goes on without a frame is in the pluperfect."""
    sentence = cut(text, words.clauses)
    frames = sentence.frames_of(sentence.index_of(at))
    if frames:
        return _subject(sentence.part(frames[0]), words)
    return "" if any(word in words.pluperfect for word in sentence.words.words) else None


def _is_recent(day: NamedDay, printed: date) -> bool:
    return day.grain is Grain.DAY and not day.counted and (printed - day.day).days < _HISTORY


def _subject(frame: str, words: DateWords) -> str | None:
    """Return who goes on speaking: a name or `official` for `the official`, nothing for a pronoun; None for others."""
    tokens = _WORD.findall(frame)
    index = next((index for index, token in enumerate(tokens) if token.lower() in words.telling), 0)
    subject = tokens[index - 1] if index else ""
    if subject.lower() in words.pronouns:
        return ""
    known = subject[:1].isupper() or (index > 1 and tokens[index - 2].lower() in words.definite)
    return subject.lower() if known else None


def _resolved(named: NamedDay, before: Sequence[Sentence], printed: date, words: DateWords) -> date:
    """Count `a day earlier` from the last day named before it, if there is one."""
    if not named.counted:
        return named.day
    for earlier in reversed(before[-_MEMORY:]):
        days = [
            day for day in find_days(earlier.text, printed, words.days) if day.grain is Grain.DAY and not day.counted
        ]
        if days:
            return max(days[-1].day - timedelta(min(named.counted, days[-1].day.toordinal() - 1)), date.min)
    return named.day


def settle(mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """Give a headline and a lead the day that the article gives for the same number further down.

    The mentions are those of one article, in any order.
    """
    given: dict[tuple[object, ...], date] = {}
    for mention in mentions:
        if mention.dated and not mention.background:
            given.setdefault(_number(mention.figure), mention.as_of)
    return tuple(
        replace(mention, as_of=given[_number(mention.figure)], dated=True)
        if not mention.dated
        and not mention.background
        and mention.sentence.index == 0
        and _number(mention.figure) in given
        else mention
        for mention in mentions
    )


def _number(figure: Figure) -> tuple[object, ...]:
    if figure.value is not None:
        return figure.measure, figure.value
    return figure.measure, figure.low, figure.high
