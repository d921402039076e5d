"""Named cues for and against a figure being the answer to a claim.

Each cue is a fact about the text that a person can check. What each is worth stands in `weights`.
"""

from collections.abc import Callable, Iterator

from bot.matching.compiled import CompiledClaim, CompiledTopic
from bot.matching.language import MatchingLanguage
from bot.matching.record import Known
from bot.matching.scene import REACH, FigureScene
from bot.model import Context, Field, Hedge, Modality, Series

PLANNED = Modality.PLANNED_CEILING
SMALL = 10
"""Below this a count is often of something else: `two officials`."""


def cues(
    at: FigureScene, claim: CompiledClaim, topic: CompiledTopic, known: Known, language: MatchingLanguage
) -> Iterator[str]:
    """Name every cue that holds for this figure and this claim."""
    yield "claim"
    for part in _CLAIM_PARTS:
        yield from part(at, claim, topic)
    yield from _subcount(at, claim, topic, language)
    yield from _increment(at, claim, language)
    rivals, words_say = _rivals(at, claim, topic)
    yield from rivals
    yield from _record(at, claim, known, words_say)
    yield from _chain(at, claim, known, language)
    yield from _around(at, claim, topic, language)


def _noun(at: FigureScene, claim: CompiledClaim, _topic: CompiledTopic) -> Iterator[str]:
    first, end = at.phrase
    inside = at.scene.terms_between(first, end - 1)
    if any(hit.last == end - 1 and hit.first >= first and hit.term in claim.counts for hit in at.scene.hits):
        yield "noun: head of the phrase"
    elif inside & claim.counts:
        yield "noun: in the phrase"
    elif not claim.counts:
        yield "noun: claim has none"
    else:
        yield _other_noun(at, claim, inside)
        yield _noun_around(at, claim)


def _other_noun(at: FigureScene, claim: CompiledClaim, inside: frozenset[int]) -> str:
    if at.phrase[0] == at.phrase[1]:
        return "noun: none printed"
    if inside & (claim.event | claim.family):
        return "noun: the event stands for it"
    return "noun: any people" if inside & claim.generic else "noun: another"


def _noun_around(at: FigureScene, claim: CompiledClaim) -> str:
    near = at.scene.terms_between(at.at[0] - REACH, at.at[1] + REACH - 1)
    zones = (
        ("noun: near", near),
        ("noun: in the clause", at.scene.terms_between(at.clause[0], at.clause[1] - 1)),
        ("noun: in the sentence", at.scene.terms),
        ("noun: in the sentence before", at.before[0].terms if at.before else frozenset()),
    )
    return next((name for name, terms in zones if terms & claim.counts), "noun: nowhere")


def _event(at: FigureScene, claim: CompiledClaim, _topic: CompiledTopic) -> Iterator[str]:
    if not claim.event:
        yield "event: claim has none"
        return
    found = _zone(at, claim.event)
    if found is None and (by_family := _zone(at, claim.family)):
        found = f"{by_family}, by family"
    found = found or _event_elsewhere(at, claim)
    yield found
    yield from _fits(at, claim, found)


def _zone(at: FigureScene, terms: frozenset[int]) -> str | None:
    """Name the zone nearest the figure that has one of the terms."""
    behind = at.relative[1] if not at.whole else len(at.scene.words)
    zones = (
        ("event: of the whole" if at.partitive else "event: in the phrase", at.phrase[0], at.phrase[1] - 1),
        ("event: done to it", at.tail[0], at.tail[1] - 1),
        ("event: close behind", behind, behind + REACH),
        ("event: close before", at.at[0] - REACH, at.at[0] - 1),
        ("event: in the relative clause", at.relative[0], at.relative[1] - 1),
        ("event: behind in the clause", behind, at.clause[1] - 1),
        ("event: before in the clause", at.clause[0], at.at[0] - 1),
        ("event: in the clause", at.clause[0], at.clause[1] - 1),
        ("event: in the sentence", 0, len(at.scene.words)),
    )
    return next((name for name, first, last in zones if at.scene.terms_between(first, last) & terms), None)


def _event_elsewhere(at: FigureScene, claim: CompiledClaim) -> str:
    if at.before and at.before[0].terms & claim.event:
        return "event: in the sentence before"
    if at.title is not None and at.title.terms & claim.event:
        return "event: in the title"
    return "event: nowhere"


_NEAR_EVENTS = ("event: in the phrase", "event: done to it", "event: close", "event: behind", "event: before")


def _fits(at: FigureScene, claim: CompiledClaim, event: str) -> Iterator[str]:
    """Noun and event together say more than each alone."""
    inside = at.scene.terms_between(at.phrase[0], at.phrase[1] - 1)
    noun = bool(inside & claim.counts)
    if event.startswith(_NEAR_EVENTS):
        yield "fit: noun and event" if noun else "fit: event without the noun"
    elif noun:
        yield "fit: noun without the event"


def _exclude(at: FigureScene, claim: CompiledClaim, _topic: CompiledTopic) -> Iterator[str]:
    if not claim.exclude:
        return
    if at.scene.terms_between(at.at[0], at.tail[1] - 1) & claim.exclude:
        yield "exclude: in the phrase"
    elif at.scene.terms_between(at.clause[0], at.clause[1] - 1) & claim.exclude:
        yield "exclude: in the clause"
    elif at.scene.terms & claim.exclude:
        yield "exclude: in the sentence"


def _require(at: FigureScene, claim: CompiledClaim, _topic: CompiledTopic) -> Iterator[str]:
    if not claim.require:
        return
    if at.scene.terms_between(at.clause[0], at.clause[1] - 1) & claim.require:
        yield "require: in the clause"
    elif at.scene.terms & claim.require:
        yield "require: in the sentence"
    else:
        yield "require: missing"


def _place(at: FigureScene, claim: CompiledClaim, topic: CompiledTopic) -> Iterator[str]:
    in_clause = _clause_places(at, topic)
    wanted = frozenset(claim.claim.place)
    if not wanted:
        yield from ("place: claim has none",) if in_clause else ()
        return
    if in_clause & wanted:
        yield "place: in the clause"
    elif in_clause:
        yield "place: another in the clause"
    elif at.scene.places & wanted:
        yield "place: in the sentence"
    elif at.scene.places:
        yield "place: another in the sentence"
    else:
        yield _place_before(at, wanted)


def _clause_places(at: FigureScene, topic: CompiledTopic) -> frozenset[str]:
    terms = at.scene.terms_between(at.clause[0], at.clause[1] - 1)
    return frozenset(topic.places[term] for term in terms if term in topic.places) & at.scene.places


def _place_before(at: FigureScene, wanted: frozenset[str]) -> str:
    named = next((scene.places for scene in at.before if scene.places), None)
    if named is None and at.title is not None and at.title.places:
        named = at.title.places
    if named is None:
        return "place: none named so far"
    return "place: the last one named" if named & wanted else "place: another was named last"


def _not_place(at: FigureScene, claim: CompiledClaim, topic: CompiledTopic) -> Iterator[str]:
    unwanted = frozenset(claim.claim.not_place)
    if _clause_places(at, topic) & unwanted:
        yield "not_place: in the clause"
    elif at.scene.places & unwanted:
        yield "not_place: in the sentence"


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
    figure = at.mention.figure
    if at.mention.sentence.field is Field.TITLE:
        yield "print: title"
    if at.mention.sentence.context not in (Context.BODY, Context.TITLE):
        yield "print: beside the text"
    if at.mention.background:
        yield "print: background"
    if any(other_year(word.text, at.mention.as_of.year) for word in at.scene.words):
        yield "time: another year in the sentence"
    if figure.value is not None and figure.value < SMALL:
        yield "print: small number"
    if claim.claim.key:
        yield "claim: key"
    if claim.claim.part_of:
        yield "claim: part of another"


_CLAIM_PARTS: tuple[Callable[[FigureScene, CompiledClaim, CompiledTopic], Iterator[str]], ...] = (
    _noun,
    _event,
    _exclude,
    _require,
    _place,
    _not_place,
    _manner,
    _print,
)


def other_year(word: str, year: int) -> bool:
    """Whether a word is a year before this one."""
    return len(word) == len("2000") and word.isdigit() and _EARLIEST <= int(word) < year


_EARLIEST = 1800


def _subcount(at: FigureScene, claim: CompiledClaim, topic: CompiledTopic, language: MatchingLanguage) -> Iterator[str]:
    if not led_by_subcount(at, language):
        return
    yield "part: told of a part" if not claim.claim.part_of else "part: told of a part, as the claim"
    if claim.claim.id in topic.whole:
        yield "part: claim is a whole"


def led_by_subcount(at: FigureScene, language: MatchingLanguage) -> bool:
    """Whether the words around say that the figure is a part of one named before."""
    before = [word.text.lower() for word in at.scene.words[max(0, at.at[0] - REACH) : at.at[0]]]
    after = [word.text.lower() for word in at.scene.words[at.at[1] : at.at[1] + 2]]
    return any(
        sequence == tuple(after[: len(sequence)]) or _ordered(sequence, before) for sequence in language.subcounts
    )


def _ordered(sequence: tuple[str, ...], words: list[str]) -> bool:
    size = len(sequence)
    return any(tuple(words[i : i + size]) == sequence for i in range(len(words) - size + 1))


def _increment(at: FigureScene, claim: CompiledClaim, language: MatchingLanguage) -> Iterator[str]:
    words = at.scene.words
    around = [*words[max(0, at.at[0] - 1) : at.at[0]], *words[at.at[1] : at.at[1] + 1]]
    if any(word.text.lower() in language.increments for word in around):
        yield "increment: " + ("a running total" if claim.claim.series is Series.CUMULATIVE else "other series")
    near = at.scene.words[max(0, at.at[0] - 2 * REACH) : at.at[0]]
    if any(word.text.lower() in language.totals for word in near):
        yield "total: named before"


_LARGE = 13
"""From here on the same number again is seldom chance."""
_SIZES = (
    (1.5, "size: close to one on record"),
    (3.0, "size: near one on record"),
    (10.0, "size: off those on record"),
    (50.0, "size: far off those on record"),
)


def _record(at: FigureScene, claim: CompiledClaim, known: Known, words_say: str) -> Iterator[str]:
    figure = at.mention.figure
    value = figure.value if figure.value is not None else figure.low
    if not value:
        return
    own = known.values.get(claim.claim.id, ())
    small = " small" if value < _LARGE else ""
    if value in own:
        yield f"record: the same{small} number, {words_say}"
    elif any(value in values for other, values in known.values.items() if other != claim.claim.id):
        yield f"record: the same{small} number for another claim"
    elif known.values:
        yield "record: no such number"
    if own:
        ratio = min((max(value, other) / min(value, other) for other in own if other), default=0)
        yield next((name for limit, name in _SIZES if ratio <= limit), "size: quite another than those on record")
    else:
        yield "record: none yet"


def _rivals(at: FigureScene, claim: CompiledClaim, topic: CompiledTopic) -> tuple[tuple[str, ...], str]:
    """Compare with the topic's other claims; return the cues, and what the words say in all."""
    others = [other for other in topic.claims if other is not claim and other.claim.measure is claim.claim.measure]
    inside = at.scene.terms_between(*_closed(at.phrase))
    own_noun = bool(inside & claim.counts)
    found: list[str] = []
    if not own_noun and any(inside & other.counts for other in others):
        found.append("rival: the noun is another claim's")
    own = _rank(at, claim)
    best = min((_rank(at, other) for other in others), default=_FAR)
    if best < own and best <= _CLOSE:
        found.append("rival: another claim's event is nearer")
    elif own <= _CLOSE and own < best:
        found.append("rival: no event is nearer")
    if any(cue.endswith(("another claim's", "is nearer")) and "no event" not in cue for cue in found):
        return tuple(found), "against the words"
    return tuple(found), "as the words say" if own_noun or own <= _CLOSE else "the words are silent"


_RANKS = (
    "event: in the phrase",
    "event: done to it",
    "event: close behind",
    "event: close before",
    "event: in the relative clause",
    "event: behind in the clause",
    "event: before in the clause",
    "event: in the clause",
)
_CLOSE = _RANKS.index("event: before in the clause")
_FAR = len(_RANKS)


def _rank(at: FigureScene, claim: CompiledClaim) -> int:
    zone = _zone(at, claim.event | claim.family)
    return _RANKS.index(zone) if zone in _RANKS else _FAR


def _chain(at: FigureScene, claim: CompiledClaim, known: Known, language: MatchingLanguage) -> Iterator[str]:
    if not known.last or known.last[0] != claim.claim.id:
        return
    words = at.scene.words
    near = words[max(0, at.at[0] - REACH) : at.at[0]]
    empty = at.phrase[0] == at.phrase[1]
    if any(not word.bases.isdisjoint(language.changes) for word in near):
        yield "chain: the figure before, told as changing"
    elif empty:
        yield "chain: the figure before, noun left out"
    else:
        yield "chain: the figure before"


def _around(at: FigureScene, claim: CompiledClaim, topic: CompiledTopic, language: MatchingLanguage) -> Iterator[str]:
    before = any(number < at.at[0] for number in at.strangers)
    behind = any(number >= at.at[1] for number in at.strangers)
    if before:
        yield "stranger: named before"
    if behind:
        yield "stranger: named behind"
    words = at.scene.words
    after = words[at.tail[1] : at.tail[1] + 2]
    if any(not word.bases.isdisjoint(language.speaks) for word in after):
        yield "around: the counted speak"
    if any(
        not word.bases.isdisjoint(language.groups) for word in words[at.at[0] - 2 if at.at[0] > 1 else 0 : at.at[0]]
    ):
        yield "around: a group of"
    yield from _only_fit(at, claim, topic)


def _only_fit(at: FigureScene, claim: CompiledClaim, topic: CompiledTopic) -> Iterator[str]:
    inside = at.scene.terms_between(*_closed(at.phrase))
    clause = at.scene.terms_between(at.clause[0], at.clause[1] - 1)
    if inside & claim.counts and sum(bool(inside & other.counts) for other in topic.claims) == 1:
        yield "only: claim with this noun"
    if clause & claim.event and sum(bool(clause & other.event) for other in topic.claims) == 1:
        yield "only: claim with this event"


def _closed(span: tuple[int, int]) -> tuple[int, int]:
    return span[0], span[1] - 1
