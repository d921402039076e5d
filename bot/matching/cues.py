"""Named cues for and against a figure being the answer to a claim.

Each cue is a fact about the text that a person can check. What each is worth stands in `weights`.
"""

import math
from collections.abc import Callable, Iterator, Sequence

from bot.matching.compiled import CompiledClaim, CompiledTopic
from bot.matching.language import MatchingLanguage
from bot.matching.phrases import Range
from bot.matching.record import Known
from bot.matching.scene import FigureScene
from bot.matching.zones import REACH, is_near, near, nearest_rank, zone_of
from bot.model import Context, Field, Hedge, Measure, Modality, Number, Series

AGAINST = "against the words"
PLANNED = Modality.PLANNED_CEILING
SMALL = 10
"""Below this a count is often of something else: `two officials`."""
LARGE = 13
"""From here on the same number again is seldom chance."""
LONG_AGO = 45
"""Days after which a dated figure is of another event, more often than not."""
_EARLIEST_YEAR = 1800
_SIZES = ((1.5, "size: close to one on record"), (3.0, "size: near one on record"))
"""Ratio to the nearest value on record. Being far off is no cue: a conflict is far off, and so is a first misreading."""


def cues(
    at: FigureScene, claim: CompiledClaim, topic: CompiledTopic, known: Known, language: MatchingLanguage
) -> Iterator[str]:
    """Name every cue that holds for this figure and this claim."""
    yield "claim"
    for part in _PARTS:
        yield from part(at, claim, topic)
    for worded in _WORDED_PARTS:
        yield from worded(at, claim, topic, language)
    rivals, words_say = _rivals(at, claim, topic)
    yield from rivals
    yield from _record(at, claim, known, words_say)
    yield from _chain(at, claim, known, language)


def _noun(at: FigureScene, claim: CompiledClaim, _topic: CompiledTopic) -> Iterator[str]:
    inside = at.scene.between(at.phrase.noun)
    if is_head(at, claim):
        yield "noun: head of the phrase"
    elif inside & claim.counts:
        yield "noun: in the phrase"
    elif not claim.counts:
        yield "noun: claim has none"
    else:
        yield _other_noun(at, claim, inside)
        yield _noun_around(at, claim)


def is_head(at: FigureScene, claim: CompiledClaim) -> bool:
    """Whether one of the claim's nouns ends the counted phrase."""
    return noun_length(at, claim) > 0


def noun_length(at: FigureScene, claim: CompiledClaim) -> int:
    """Return how many words of the counted phrase, up to its end, the claim's longest fitting noun takes."""
    first, end = at.phrase.noun
    return max(
        (
            hit.last - hit.first + 1
            for hit in at.scene.hits
            if hit.last == end - 1 and hit.first >= first and hit.term in claim.counts
        ),
        default=0,
    )


def _other_noun(at: FigureScene, claim: CompiledClaim, inside: frozenset[int]) -> str:
    if at.phrase.noun[0] == at.phrase.noun[1]:
        return "noun: none printed"
    if inside & (claim.event | claim.family):
        return "noun: the event stands for it"
    return "noun: any people" if inside & claim.generic else "noun: another"


def _noun_around(at: FigureScene, claim: CompiledClaim) -> str:
    zones = (
        ("noun: near", at.scene.between(near(at.phrase.at))),
        ("noun: in the clause", at.scene.between(at.clause)),
        ("noun: in the sentence", at.scene.terms),
        ("noun: in the sentence before", at.before[0].terms if at.before else frozenset()),
    )
    return next((name for name, terms in zones if terms & claim.counts), "noun: nowhere")


def _event(at: FigureScene, claim: CompiledClaim, _topic: CompiledTopic) -> Iterator[str]:
    if not claim.event:
        yield "event: claim has none"
        return
    found = zone_of(at, claim.event)
    if found is None and (by_family := zone_of(at, claim.family)):
        found = f"{by_family}, by family"
    found = found or _event_elsewhere(at, claim)
    if at.listed and found.startswith(("in the domain", "in the clause")):
        found = "shared in a list"
    yield f"event: {found}"
    noun = bool(at.scene.between(at.phrase.noun) & claim.counts)
    if is_near(found) or found == "shared in a list":
        yield "fit: noun and event" if noun else "fit: event without the noun"
    elif noun:
        yield "fit: noun without the event"


def _event_elsewhere(at: FigureScene, claim: CompiledClaim) -> str:
    if at.before and at.before[0].terms & claim.event:
        return "in the sentence before"
    if at.title is not None and at.title.terms & claim.event:
        return "in the title"
    return "nowhere"


def _exclude(at: FigureScene, claim: CompiledClaim, _topic: CompiledTopic) -> Iterator[str]:
    zones: tuple[tuple[str, Range], ...] = (
        ("phrase", (at.phrase.at[0], at.phrase.tail[1])),
        ("clause", at.clause),
        ("sentence", (0, len(at.scene.words))),
    )
    found = next((name for name, span in zones if at.scene.between(span) & claim.exclude), None)
    if found:
        yield f"exclude: in the {found}"


def _require(at: FigureScene, claim: CompiledClaim, _topic: CompiledTopic) -> Iterator[str]:
    if not claim.require:
        return
    zones = (("own clause", at.own), ("clause", at.clause), ("sentence", (0, len(at.scene.words))))
    found = next((name for name, span in zones if at.scene.between(span) & claim.require), None)
    yield f"require: in the {found}" if found else "require: missing"


def _place(at: FigureScene, claim: CompiledClaim, _topic: CompiledTopic, language: MatchingLanguage) -> Iterator[str]:
    wanted = frozenset(claim.claim.place)
    zones = (("own clause", at.own), ("clause", at.clause), ("sentence", (0, len(at.scene.words))))
    for name, span in zones:
        named = at.scene.places(span)
        if not named:
            continue
        if not wanted:
            yield f"place: one in the {name}, claim has none"
        else:
            yield f"place: in the {name}" if named & wanted else f"place: another in the {name}"
        return
    if wanted:
        yield _place_before(at, wanted, taken_up=is_taken_up(at, language))


def is_taken_up(at: FigureScene, language: MatchingLanguage) -> bool:
    """Whether the sentence points back at a place: `there`, `the camp`."""
    words = [word.text.lower() for word in at.scene.words]
    return any(word in language.there for word in words) or any(
        article in language.determiners and noun in language.place_nouns
        for article, noun in zip(words, words[1:], strict=False)
    )


def _place_before(at: FigureScene, wanted: frozenset[str], *, taken_up: bool) -> str:
    named = next((places for scene in at.before if (places := scene.places())), None)
    if named is None and at.title is not None:
        named = at.title.places() or None
    if named is None:
        return "place: none named so far"
    if not named & wanted:
        return "place: another was named last"
    return "place: the last one named, taken up" if taken_up else "place: the last one named"


def _not_place(
    at: FigureScene, claim: CompiledClaim, _topic: CompiledTopic, language: MatchingLanguage
) -> Iterator[str]:
    unwanted = frozenset(claim.claim.not_place)
    if at.scene.places(at.clause) & unwanted:
        yield "not_place: in the clause"
    elif at.scene.places() & unwanted:
        yield "not_place: in the sentence"
    elif unwanted and not at.scene.places() and is_taken_up(at, language):
        named = next((places for scene in at.before if (places := scene.places())), frozenset())
        if named & unwanted:
            yield "not_place: taken up"


def _manner(at: FigureScene, claim: CompiledClaim, _topic: CompiledTopic) -> Iterator[str]:
    planned = at.mention.modality is PLANNED
    ceiling = claim.claim.series is Series.CEILING
    if ceiling:
        yield "manner: planned, as the claim" if planned else "manner: done, the claim is a ceiling"
    elif planned and PLANNED not in claim.claim.modality:
        yield "manner: planned, the claim is not"
    if at.mention.figure.hedge is Hedge.UP_TO:
        yield "hedge: up to, a ceiling" if ceiling else "hedge: up to"


def _print(at: FigureScene, claim: CompiledClaim, _topic: CompiledTopic) -> Iterator[str]:
    mention = at.mention
    if mention.sentence.field is Field.TITLE:
        yield "print: title"
    if mention.sentence.context not in (Context.BODY, Context.TITLE):
        yield "print: beside the text"
    if mention.dated and (at.printed - mention.as_of).days > LONG_AGO:
        yield "time: dated long before"
    if any(is_earlier_year(word.text, mention.as_of.year) for word in at.scene.words):
        yield "time: another year in the sentence"
    if claim.claim.key:
        yield "claim: key"
    if claim.claim.part_of:
        yield "claim: part of another"


def is_earlier_year(word: str, year: int) -> bool:
    """Whether a word is a year before this one."""
    return len(word) == len("2000") and word.isdecimal() and _EARLIEST_YEAR <= int(word) < year


def _only_fit(at: FigureScene, claim: CompiledClaim, topic: CompiledTopic) -> Iterator[str]:
    inside = at.scene.between(at.phrase.noun)
    clause = at.scene.between(at.clause)
    if inside & claim.counts and sum(bool(inside & other.counts) for other in topic.claims) == 1:
        yield "only: claim with this noun"
    if clause & claim.event and sum(bool(clause & other.event) for other in topic.claims) == 1:
        yield "only: claim with this event"


_PARTS: tuple[Callable[[FigureScene, CompiledClaim, CompiledTopic], Iterator[str]], ...] = (
    _noun,
    _event,
    _exclude,
    _require,
    _manner,
    _print,
    _only_fit,
)


def _subcount(at: FigureScene, claim: CompiledClaim, topic: CompiledTopic, language: MatchingLanguage) -> Iterator[str]:
    if not is_led_by_subcount(at, language):
        return
    yield "part: told of a part, as the claim" if claim.claim.part_of else "part: told of a part"
    if claim.claim.id in topic.whole:
        yield "part: claim is a whole"


def is_led_by_subcount(at: FigureScene, language: MatchingLanguage) -> bool:
    """Whether the words around say that the figure is a part of one named before."""
    first, end = at.phrase.at
    before = [word.text.lower() for word in at.scene.words[near((first, end))[0] : first]]
    after = [word.text.lower() for word in at.scene.words[end : end + 2]]
    return any(
        sequence == tuple(after[: len(sequence)]) or has_sequence(before, sequence) for sequence in language.subcounts
    )


def has_sequence(words: list[str], sequence: tuple[str, ...]) -> bool:
    """Whether words stand in this order without others between."""
    size = len(sequence)
    return any(tuple(words[at : at + size]) == sequence for at in range(len(words) - size + 1))


def _increment(
    at: FigureScene, claim: CompiledClaim, _topic: CompiledTopic, language: MatchingLanguage
) -> Iterator[str]:
    first, end = at.phrase.at
    around = [*at.scene.words[max(0, first - 1) : first], *at.scene.words[end : end + 1]]
    if any(word.text.lower() in language.increments for word in around):
        yield "increment: " + ("a running total" if claim.claim.series is Series.CUMULATIVE else "other series")


def _total(at: FigureScene, claim: CompiledClaim, topic: CompiledTopic, language: MatchingLanguage) -> Iterator[str]:
    """`the number of missing came down to 66`: the total's own words say what it counts."""
    first = at.phrase.at[0]
    words = at.scene.words
    head = next((number for number in range(first - 1, -1, -1) if words[number].text.lower() in language.totals), None)
    if head is None:
        return
    named = at.scene.between((max(0, head - 1), first))
    if named & (claim.counts | claim.event | claim.family):
        yield "total: of this claim"
    elif any(named & (other.event | other.family) for other in topic.claims):
        yield "total: of another claim"
    else:
        yield "total: of something"


def _around(at: FigureScene, _claim: CompiledClaim, _topic: CompiledTopic, language: MatchingLanguage) -> Iterator[str]:
    first, end = at.phrase.at
    if any(at.own[0] <= number < first for number in at.strangers):
        yield "stranger: named before"
    if any(end <= number < at.phrase.tail[1] + REACH for number in at.strangers):
        yield "stranger: named behind"
    words = at.scene.words
    tail = at.phrase.tail[1]
    if any(not word.bases.isdisjoint(language.speaks) for word in words[tail : min(tail + 2, at.own[1])]):
        yield "around: the counted speak"
    if any(not word.bases.isdisjoint(language.groups) for word in words[max(0, first - 2) : first]):
        yield "around: a group of"


_WORDED_PARTS: tuple[Callable[[FigureScene, CompiledClaim, CompiledTopic, MatchingLanguage], Iterator[str]], ...] = (
    _place,
    _not_place,
    _subcount,
    _increment,
    _total,
    _around,
)


def _rivals(at: FigureScene, claim: CompiledClaim, topic: CompiledTopic) -> tuple[tuple[str, ...], str]:
    """Compare with the topic's other claims; return the cues, and what the words say in all."""
    others = [other for other in topic.claims if other is not claim and other.claim.measure is claim.claim.measure]
    inside = at.scene.between(at.phrase.noun)
    own_noun = bool(inside & claim.counts)
    lost = []
    length = noun_length(at, claim)
    if own_noun and any(noun_length(at, other) > length for other in others):
        lost.append("rival: another claim has more of the noun")
    if not own_noun and any(inside & other.counts for other in others):
        lost.append("rival: the noun is another claim's")
    own = nearest_rank(at, claim.event | claim.family)
    ranks = [nearest_rank(at, other.event | other.family) for other in others]
    best = min((rank for rank in ranks if rank is not None), default=None)
    if claim.event and best is not None and (own is None or best < own):
        lost.append("rival: another claim's event is nearer")
    if lost:
        return tuple(lost), AGAINST
    won = own is not None and (best is None or own < best)
    said = "as the words say" if own_noun or own is not None else "the words are silent"
    return ("rival: no event is nearer",) if won else (), said


def _record(at: FigureScene, claim: CompiledClaim, known: Known, words_say: str) -> Iterator[str]:
    value = at.mention.figure.value
    if not value:
        return
    own = known.values.get(claim.claim.id, ())
    if at.mention.background:
        yield from _background(value, own)
    if value < SMALL and at.mention.figure.measure is Measure.COUNT:
        others = "as others on record" if any(other < SMALL for other in own) else "unlike those on record"
        yield f"small: {others}, {words_say}"
    small = " small" if value < LARGE else ""
    if value in own and words_say != AGAINST:
        yield f"record: the same{small} number, {words_say}"
    elif any(value in values for other, values in known.values.items() if other != claim.claim.id):
        yield f"record: the same{small} number for another claim"
    ratio = min((max(value, other) / min(value, other) for other in own if other), default=math.inf)
    size = next((name for limit, name in _SIZES if ratio <= limit), None)
    if size:
        yield size


def _background(value: Number, own: Sequence[Number]) -> Iterator[str]:
    """What was is either this claim's own past, and mostly on record, or another event's."""
    if not own:
        yield "background: nothing on record"
    else:
        yield "background: on record" if value in own else "background: not on record"


def _chain(at: FigureScene, claim: CompiledClaim, known: Known, language: MatchingLanguage) -> Iterator[str]:
    if not known.last or known.last[0] != claim.claim.id:
        return
    first = at.phrase.at[0]
    leading = at.scene.words[near((first, first))[0] : first]
    if any(not word.bases.isdisjoint(language.changes) for word in leading):
        yield "chain: the figure before, told as changing"
    elif at.phrase.noun[0] == at.phrase.noun[1]:
        yield "chain: the figure before, noun left out"
    else:
        yield "chain: the figure before"
