"""Cues from how and where the figure is told: plan or fact, past or present, part or whole, and who else is named."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from bot.matching.cues.question import Question
from bot.matching.scene import FigureScene
from bot.matching.words import Word
from bot.matching.zones import REACH, near
from bot.model import Context, Field, Hedge, Modality, Series

PLANNED = Modality.PLANNED_CEILING
LONG_AGO = 45
"""Days after which a dated figure is of another event, more often than not."""
KIN = 3
"""Figures before among which a part looks for its whole."""
_EARLIEST_YEAR = 1800


def manner(question: Question) -> Iterator[str]:
    """Planned and done are different claims."""
    claim = question.claim.claim
    planned = question.at.mention.modality is PLANNED
    ceiling = claim.series is Series.CEILING
    if ceiling:
        yield "manner: planned, as the claim" if planned else "manner: done, the claim is a ceiling"
    elif planned and PLANNED not in claim.modality:
        yield "manner: planned, the claim is not"
    if question.at.mention.figure.hedge is Hedge.UP_TO:
        yield "hedge: up to, a ceiling" if ceiling else "hedge: up to"


def print_(question: Question) -> Iterator[str]:
    """Where it stands, and what kind of claim it would answer."""
    at, claim = question.at, question.claim.claim
    mention = at.mention
    if mention.sentence.field is Field.TITLE:
        yield "print: title"
    if mention.sentence.context not in (Context.BODY, Context.TITLE):
        yield "print: beside the text"
    if mention.dated and (at.printed - mention.as_of).days > LONG_AGO:
        yield "time: dated long before"
    if _names_earlier_year(at):
        yield "time: another year in the sentence"
    if claim.key:
        yield "claim: key"
    if claim.part_of:
        yield "claim: part of another"


@lru_cache(maxsize=16)
def _names_earlier_year(at: FigureScene) -> bool:
    counts = {number for first, end in at.figures for number in range(first, end)}
    return any(
        is_earlier_year(word.text, at.mention.as_of.year)
        for number, word in enumerate(at.scene.words)
        if number not in counts
    )


def is_earlier_year(word: str, year: int) -> bool:
    """Whether a word is a year before this one."""
    return len(word) == len("2000") and word.isdecimal() and _EARLIEST_YEAR <= int(word) < year


def subcount(question: Question) -> Iterator[str]:
    """`including`, `of whom`: a part of what was named before."""
    yield from _kin(question)
    if not is_led_by_subcount(question):
        return
    claim = question.claim.claim
    yield "part: told of a part, as the claim" if claim.part_of else "part: told of a part"
    if claim.id in question.topic.whole:
        yield "part: claim is a whole"


def _kin(question: Question) -> Iterator[str]:
    """Look whether the figures before answered the claim's whole, or another part of it."""
    whole = question.claim.claim.part_of
    if whole is None:
        return
    yield "part: a larger number in the article" if question.at.outdone else "part: no larger number in the article"
    value, wholes = question.at.mention.figure.value, question.known.values.get(whole, ())
    if value is not None and wholes:
        yield "part: as large as its whole" if value >= max(wholes) else "part: smaller than its whole"
    told = frozenset(claim for claim in question.known.last[:KIN] if claim is not None)
    parts = {other.claim.id for other in question.topic.claims if other.claim.part_of == whole}
    if whole in told:
        yield "part: of what was just told"
    elif told & parts - {question.claim.claim.id}:
        yield "part: beside another part of it"


def is_led_by_subcount(question: Question) -> bool:
    """Whether the words around say that the figure is a part of one named before."""
    return _is_led(question.at, question.language.subcounts)


@lru_cache(maxsize=16)
def _is_led(at: FigureScene, subcounts: tuple[tuple[str, ...], ...]) -> bool:
    words = at.scene.words
    first, end = at.phrase.at
    before = [word.text.lower() for word in words[near((first, end))[0] : first]]
    after = [word.text.lower() for word in words[end : end + 2]]
    return any(sequence == tuple(after[: len(sequence)]) or has_sequence(before, sequence) for sequence in subcounts)


def has_sequence(words: list[str], sequence: tuple[str, ...]) -> bool:
    """Whether words stand in this order without others between."""
    size = len(sequence)
    return any(tuple(words[at : at + size]) == sequence for at in range(len(words) - size + 1))


def increment(question: Question) -> Iterator[str]:
    """`two more`: an addition, and no total."""
    words = question.at.scene.words
    first, end = question.at.phrase.at
    around = [number for number in (first - 1, end) if 0 <= number < len(words)]
    increments = question.language.increments
    if any(words[number].text.lower() in increments and not _begins_name(words, number) for number in around):
        series = question.claim.claim.series
        yield "increment: " + ("a running total" if series is Series.CUMULATIVE else "other series")


def _begins_name(words: Sequence[Word], number: int) -> bool:
    """Whether a word is the first of a name: `8 NEW ORLEANS inmates`."""
    return 0 < number < len(words) - 1 and words[number].capital and words[number + 1].capital


def total(question: Question) -> Iterator[str]:
    """Look what a total counts: the number OF MISSING came down to 66."""
    at, claim = question.at, question.claim
    first = at.phrase.at[0]
    totals = question.language.totals
    heads = [number for number in range(first) if at.scene.words[number].text.lower() in totals]
    if not heads:
        return
    named = at.scene.between((max(0, heads[-1] - 1), first))
    if named & (claim.counts | claim.event | claim.family):
        yield "total: of this claim"
    elif any(named & (other.event | other.family) for other in question.topic.claims):
        yield "total: of another claim"
    else:
        yield "total: of something"


def strangers(question: Question) -> Iterator[str]:
    """Names the topic does not know, near the figure: another company, another town."""
    at, language = question.at, question.language
    first, end = at.phrase.at
    tail = at.phrase.tail[1]
    words = at.scene.words
    if any(at.own[0] <= number < first for number in at.strangers):
        yield "stranger: named before"
    if any(end <= number < tail + REACH for number in at.strangers):
        yield "stranger: named behind"
    if any(not word.bases.isdisjoint(language.speaks) for word in words[tail : min(tail + 2, at.own[1])]):
        yield "around: the counted speak"
    if any(not word.bases.isdisjoint(language.groups) for word in words[max(0, first - 2) : first]):
        yield "around: a group of"
