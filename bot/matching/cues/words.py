"""Cues from the topic's words: what is counted, what was done, what rules a claim out, and whose words fit better."""

from collections.abc import Iterator
from functools import lru_cache

from bot.matching.compiled import CompiledClaim
from bot.matching.cues.question import Question
from bot.matching.cues.setting import is_led_by_subcount
from bot.matching.phrases import Range
from bot.matching.scene import FigureScene
from bot.matching.zones import is_near, near, nearest_rank, zone_of
from bot.model import Measure

OF_UNITS = frozenset({Measure.AREA, Measure.LENGTH, Measure.DURATION})
"""Measures with several units: a claim in days is answered in hours too."""
AGAINST, FITTING, SILENT = "against the words", "as the words say", "the words are silent"
STRANGE = "the words count something else"


def noun(question: Question) -> Iterator[str]:
    """Compare what the figure counts with what the claim counts."""
    at, claim = question.at, question.claim
    inside = at.scene.between(at.counted)
    if noun_length(at, claim):
        yield "noun: head of the phrase"
    elif inside & claim.counts:
        yield "noun: in the phrase"
    elif not claim.counts:
        yield "noun: claim has none"
    elif claim.claim.measure in OF_UNITS:
        yield "noun: a unit of its measure"
    else:
        yield _other_noun(at, claim, inside)
        yield _noun_around(at, claim)


@lru_cache(maxsize=1024)
def noun_length(at: FigureScene, claim: CompiledClaim) -> int:
    """Return how many words at the end of the counted phrase the claim's longest fitting noun takes; 0 for none."""
    first, end = at.counted
    return max(
        (
            hit.last - hit.first + 1
            for hit in at.scene.hits
            if hit.last == end - 1 and hit.first >= first and hit.term in claim.counts
        ),
        default=0,
    )


def _other_noun(at: FigureScene, claim: CompiledClaim, inside: frozenset[int]) -> str:
    if at.counted[0] == at.counted[1]:
        return "noun: none printed"
    if inside & (claim.event | claim.family):
        return "noun: the event stands for it"
    if inside & claim.kin:
        return "noun: kin of its own"
    return "noun: any people" if inside & claim.generic else "noun: another"


def _noun_around(at: FigureScene, claim: CompiledClaim) -> str:
    zones = (
        ("noun: near", at.scene.between(near(at.phrase.at))),
        ("noun: in the clause", at.scene.between(at.clause)),
        ("noun: in the sentence", at.scene.terms),
        ("noun: in the sentence before", at.before[0].terms if at.before else frozenset()),
    )
    return next((name for name, terms in zones if terms & claim.counts), "noun: nowhere")


def event(question: Question) -> Iterator[str]:
    """How near the claim's event is told, alone and together with its noun."""
    at, claim = question.at, question.claim
    if not claim.event:
        yield "event: claim has none"
        return
    found = _event_zone(at, claim)
    yield f"event: {found}"
    yield from _main_clause(question)
    counted = bool(at.scene.between(at.counted) & claim.counts)
    if not is_near(found) and claim.claim.part_of and is_led_by_subcount(question):
        yield "fit: part of what was told of the whole"
    elif is_near(found) or found == SHARED:
        yield "fit: noun and event" if counted else "fit: event without the noun"
    elif counted:
        yield "fit: noun without the event"


def _main_clause(question: Question) -> Iterator[str]:
    """Tell what is said of the counted from what they are known by: `ten who ESCAPED are BEING SOUGHT`."""
    at = question.at
    first, end = at.phrase.relative
    if first == end:
        return
    inside = at.scene.between((first, end))
    main = at.scene.between((end, at.own[1])) | at.scene.between((at.own[0], at.phrase.at[0]))
    claim, others = question.claim, _others(question)
    own = claim.event | claim.family
    if main & own:
        yield "event: in the main clause, beside a relative"
    elif inside & own and any(main & (other.event | other.family) for other in others):
        yield "event: in the relative clause, another's in the main"


SHARED = "shared in a list"


def _event_zone(at: FigureScene, claim: CompiledClaim) -> str:
    found = zone_of(at, claim.event)
    for akin, terms in (("synonym", claim.synonyms), ("family", claim.family)):
        if found is None and (zone := zone_of(at, terms)):
            found = f"{zone}, by {akin}"
    found = found or _event_elsewhere(at, claim)
    return SHARED if at.listed and found.startswith(("in the domain", "in the clause")) else found


def _event_elsewhere(at: FigureScene, claim: CompiledClaim) -> str:
    if at.before and at.before[0].terms & claim.event:
        return "in the sentence before"
    if at.title is not None and at.title.terms & claim.event:
        return "in the title"
    return "nowhere"


def exclude(question: Question) -> Iterator[str]:
    """Words that make it another claim; what is said of the figure alone has ruled the claim out already."""
    at = question.at
    zones: tuple[tuple[str, Range], ...] = (("clause", at.clause), ("sentence", (0, len(at.scene.words))))
    found = next((name for name, span in zones if at.scene.between(span) & question.claim.exclude), None)
    if found:
        yield f"exclude: in the {found}"


def require(question: Question) -> Iterator[str]:
    """Words without which it is another claim; the sentence has one of them, or the claim was ruled out."""
    at, claim = question.at, question.claim
    if not claim.require:
        return
    zones = (("own clause", at.own), ("clause", at.clause))
    found = next((name for name, span in zones if at.scene.between(span) & claim.require), "sentence")
    yield f"require: in the {found}"


def only_fit(question: Question) -> Iterator[str]:
    """Whether no other claim of the topic has these words."""
    at, claim, claims = question.at, question.claim, question.open
    if claim.claim.measure is not Measure.COUNT:
        alone = sum(other.claim.measure is claim.claim.measure for other in claims) == 1
        fits = "only claim with it" if alone else "others have it too"
        yield f"measure: {fits}"
        yield f"measure: {claim.claim.measure.value}, {fits}"
    inside, clause = at.scene.between(at.counted), at.scene.between(at.clause)
    if inside & claim.counts and sum(bool(inside & other.counts) for other in claims) == 1:
        yield "only: claim with this noun"
    if clause & claim.event and sum(bool(clause & other.event) for other in claims) == 1:
        yield "only: claim with this event"


def rivals(question: Question) -> Iterator[str]:
    """Whether another claim's noun or event fits better."""
    at, claim = question.at, question.claim
    length = noun_length(at, claim)
    if length and any(noun_length(at, other) > length for other in _others(question)):
        yield "rival: another claim has more of the noun"
    if _has_rival_noun(question):
        yield "rival: the noun is another claim's"
    own, best = _event_ranks(question)
    if best is not None and (own is None or best < own):
        if claim.event:
            yield "rival: another claim's event is nearer"
    elif own is not None and own != best and what_words_say(question) != AGAINST:
        yield "rival: no event is nearer"


@lru_cache(maxsize=4)
def what_words_say(question: Question) -> str:
    """Return whether noun and event speak for the claim, for another one, for nothing in the topic, or for none."""
    at, claim = question.at, question.claim
    own, best = _event_ranks(question)
    length = noun_length(at, claim)
    outdone = length and any(noun_length(at, other) > length for other in _others(question))
    behind = claim.event and best is not None and (own is None or best < own)
    if outdone or behind or _has_rival_noun(question):
        return AGAINST
    inside = at.scene.between(at.counted)
    if inside & claim.counts or own is not None:
        return FITTING
    return STRANGE if claim.counts and _other_noun(at, claim, inside) == "noun: another" else SILENT


@lru_cache(maxsize=4)
def _others(question: Question) -> list[CompiledClaim]:
    measure = question.claim.claim.measure
    return [other for other in question.open if other is not question.claim and other.claim.measure is measure]


@lru_cache(maxsize=4)
def _has_rival_noun(question: Question) -> bool:
    inside = question.at.scene.between(question.at.counted)
    return not inside & question.claim.counts and any(inside & other.counts for other in _others(question))


@lru_cache(maxsize=1024)
def _event_rank(at: FigureScene, claim: CompiledClaim) -> int | None:
    return nearest_rank(at, claim.event | claim.family)


@lru_cache(maxsize=4)
def _event_ranks(question: Question) -> tuple[int | None, int | None]:
    """Return how near the claim's event stands, and the nearest of any other claim's."""
    at, claim = question.at, question.claim
    ranks = [_event_rank(at, other) for other in _others(question)]
    best = min((rank for rank in ranks if rank is not None), default=None)
    return _event_rank(at, claim), best
