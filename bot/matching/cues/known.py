"""Cues from what is known already: values on record, and the figure before."""

import math
from collections.abc import Iterator, Sequence

from bot.matching.cues.question import Question
from bot.matching.cues.words import AGAINST, what_words_say
from bot.matching.zones import near
from bot.model import Measure, Number, Series

SMALL = 10
"""Below this a count is often of something else: `two officials`."""
PRECISE = 3
FEW = 30
"""Up to here an event is one of small numbers."""
LARGE = 13
"""From here on the same number again is seldom chance."""
PART = 0.5
"""Below this share of a running total a count is more often a part than an earlier state."""
_SIZES = ((1.5, "size: close to one on record"), (3.0, "size: near one on record"))
"""Ratio to the nearest value on record. Being far off is no cue: a conflict is far off."""


def record(question: Question) -> Iterator[str]:
    """Compare with the values on record for this claim and the others. A hint, never proof."""
    figure = question.at.mention.figure
    if not figure.value:
        return
    own = question.known.values.get(question.claim.claim.id, ())
    words_say = what_words_say(question)
    if question.at.mention.background:
        yield _background(figure.value, own)
    if figure.value < SMALL and figure.measure is Measure.COUNT:
        yield f"small: {_scale(question, own)}, {words_say}"
    yield from _same_number(question, figure.value, own, words_say)
    ratio = min((max(figure.value, other) / min(figure.value, other) for other in own if other), default=math.inf)
    size = next((name for limit, name in _SIZES if ratio <= limit), None)
    if size:
        yield size
    if question.known.echoes is not None:
        yield _echo(question, figure.value, own)
    yield from _running_total(question, figure.value, own)
    yield from _told(question, figure.value)


def _echo(question: Question, value: Number, own: Sequence[Number]) -> str:
    """Tell an article of this event from one of another: it prints numbers that are on record, or none."""
    echoes = "some" if question.known.echoes else "no"
    if not own:
        return f"article: prints {echoes} number on record, nothing on record for the claim"
    place = "above" if value > max(own) else "below" if value < min(own) else "among"
    return f"article: prints {echoes} number on record, {place} those of the claim"


def _running_total(question: Question, value: Number, own: Sequence[Number]) -> Iterator[str]:
    """Compare with a count that only rises: what lies far below it is mostly a part of it."""
    if question.claim.claim.series is not Series.CUMULATIVE or not own:
        return
    highest = max(own)
    if value > highest:
        yield "total: above those on record"
    elif value < PART * highest:
        yield "total: far below those on record"


def _told(question: Question, value: Number) -> Iterator[str]:
    """Look whether the same source has said another value in the article: two of them are seldom both its answer."""
    told = question.known.told.get((question.claim.claim.id, question.source), ())
    if told and value not in told:
        yield "article: a lower value than it has" if value < max(told) else "article: a higher value than it has"


def _same_number(question: Question, value: Number, own: Sequence[Number], words_say: str) -> Iterator[str]:
    small = " small" if value < LARGE else " precise" if is_precise(value) else ""
    claim = question.claim.claim.id
    if value in own and words_say != AGAINST:
        yield f"record: the same{small} number, {words_say}"
    elif any(value in values for other, values in question.known.values.items() if other != claim):
        yield f"record: the same{small} number for another claim"


def _scale(question: Question, own: Sequence[Number]) -> str:
    """Tell how large the numbers of the claim are, else of the event: two of ten are not two of thousands."""
    if own:
        return f"beside {_size(own)} ones on record"
    everything = [value for values in question.known.values.values() for value in values]
    return f"the event is {_size(everything)}" if everything else "nothing on record"


def _size(values: Sequence[Number]) -> str:
    return "small" if max(values) <= FEW else "large"


def is_precise(value: Number) -> bool:
    """Whether a number is told to three digits or more, so that it is hardly met by chance."""
    return len(f"{value:f}".rstrip("0").rstrip(".").replace(".", "").strip("0")) >= PRECISE


def _background(value: Number, own: Sequence[Number]) -> str:
    """Tell this claim's own past, which is mostly on record, from another event's."""
    if not own:
        return "background: nothing on record"
    return "background: on record" if value in own else "background: not on record"


def chain(question: Question) -> Iterator[str]:
    """Say how the figure goes on with the one before, if that answers the claim: `rose to 93`."""
    known, at, language = question.known, question.at, question.language
    if not known.last or known.last[0] != question.claim.claim.id:
        return
    first = at.phrase.at[0]
    leading = at.scene.words[near((first, first))[0] : first]
    if any(not word.bases.isdisjoint(language.changes) for word in leading):
        yield "chain: the figure before, told as changing"
    elif at.phrase.noun[0] == at.phrase.noun[1]:
        yield "chain: the figure before, noun left out"
    else:
        yield "chain: the figure before"
