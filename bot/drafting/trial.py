"""A topic tried on articles: what each claim catches, what it nearly caught and why not, and what would help."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.analysis import Found, Watch, analyse, known_from
from bot.drafting.counted import head_of
from bot.drafting.language import DraftingLanguage
from bot.matching.candidates import ruled_out
from bot.matching.choose import Candidate, weigh
from bot.matching.compiled import CompiledClaim
from bot.matching.gate import TopicGate
from bot.matching.looks import look, look_again
from bot.matching.record import Known
from bot.matching.scene import FigureScene
from bot.matching.terms import TermIndex
from bot.matching.weights import WEIGHTS
from bot.model import Context, Entry, Hedge, Measure, Mention, Reading, Statement, Unmatched

MARGIN = 1.0
"""Two claims contend for a figure when their scores lie no further apart: the likelier is less than three times so."""
NEAR = -1.5
"""A claim nearly caught a figure when it scores no less: one chance in five or better."""
_EVENT_GAP = 4
_MOST_WORDS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Catch:
    """A figure that a claim caught."""

    claim: str
    article: str
    outlet: str
    mention: Mention
    source: str | None
    rival: str | None
    """The claim that nearly caught it instead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NearMiss:
    """A figure that a claim nearly caught, and why it did not."""

    article: str
    mention: Mention
    claim: str
    why: str
    rival: str | None
    """The other claim that comes as near, which left both unsure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimTrial:
    """What became of one claim."""

    claim: str
    sink: bool
    caught: tuple[Catch, ...]
    near: tuple[NearMiss, ...]
    nouns: tuple[str, ...]
    """What near misses count that `counts` lacks, most first."""
    events: tuple[str, ...]
    """What near misses tell that `event` lacks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GateMiss:
    """An article that `about` refuses although it has figures of the topic."""

    article: str
    title: str
    figures: int
    lacking: tuple[int, ...]
    """Numbers of the lists of `about` without a hit, from 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """A topic's trial."""

    articles: int
    figures: int
    """Numbers that could answer a claim."""
    claims: tuple[ClaimTrial, ...]
    gate_misses: tuple[GateMiss, ...]

    @property
    def contended(self) -> Counter[tuple[str, str]]:
        """Pairs of claims that contend for figures, the one that caught them or came nearer first, with how many."""
        caught = Counter((one.claim, one.rival) for each in self.claims for one in each.caught if one.rival)
        return caught + Counter((one.claim, one.rival) for each in self.claims for one in each.near if one.rival)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Weighed:
    """One figure, with what matching made of it and how every claim scores."""

    at: FigureScene
    found: Found
    ranked: tuple[Candidate, ...]
    refused: tuple[tuple[CompiledClaim, str], ...]
    """Claims that the topic file itself rules out, and why."""


def try_topic(readings: Sequence[Reading], watched: Watch, language: DraftingLanguage) -> Trial:
    """Let the articles arrive in order, as they would while the topic is watched."""
    history: list[Entry] = []
    weighed: list[tuple[Reading, _Weighed]] = []
    caught: Counter[str] = Counter()
    for reading in readings:
        news = analyse(reading, watched, history, reading.article.published)
        own = list(_weigh_all(reading, news.found, watched, known_from(history)))
        weighed.extend((reading, each) for each in own)
        caught[reading.article.id] = sum(isinstance(each.result, Statement) for each in news.found)
        history.extend(news.entries)
    return Trial(
        articles=len(readings),
        figures=len(weighed),
        claims=tuple(_claim_trial(claim, weighed, watched, language) for claim in watched.compiled.claims),
        gate_misses=tuple(_gate_misses(readings, watched, caught)),
    )


def _weigh_all(reading: Reading, found: Sequence[Found], watched: Watch, known: Known) -> Iterator[_Weighed]:
    """Score the claims for each figure with what was known when it was matched."""
    sources = [each.source for each in found]
    looks = look(reading, watched.compiled, sources, known, watched.language.matching, WEIGHTS)
    for number, weighed in look_again(looks).items():
        at, source = looks[number].at, looks[number].source
        scored = [weigh(claim.claim.id, cues, WEIGHTS) for claim, cues in weighed]
        reasons = [(claim, ruled_out(at, claim, source)) for claim in watched.compiled.claims]
        yield _Weighed(
            at=at,
            found=found[number],
            ranked=tuple(sorted(scored, key=lambda candidate: -candidate.score)),
            refused=tuple((claim, why) for claim, why in reasons if why is not None),
        )


def _claim_trial(
    claim: CompiledClaim, weighed: Sequence[tuple[Reading, _Weighed]], watched: Watch, language: DraftingLanguage
) -> ClaimTrial:
    name = claim.claim.id
    near = [(reading, each, why) for reading, each in weighed if (why := _why_not(each, claim, watched))]
    scenes = [each.at for _, each, _ in near]
    return ClaimTrial(
        claim=name,
        sink=claim.claim.sink,
        caught=tuple(_catch(reading, each) for reading, each in weighed if _taken_by(each) == name),
        near=tuple(
            NearMiss(
                article=reading.article.id, mention=each.found.mention, claim=name, why=why, rival=_rival(each, name)
            )
            for reading, each, why in near
        ),
        nouns=_lacking_nouns(scenes, claim, watched, language),
        events=_lacking_events(scenes, claim, watched, language),
    )


def _taken_by(weighed: _Weighed) -> str | None:
    """Return the claim that caught a figure; a sink counts as one."""
    result = weighed.found.result
    if isinstance(result, Statement):
        return result.claim
    return result.nearest if result.reason.startswith("absorbed") else None


def _catch(reading: Reading, weighed: _Weighed) -> Catch:
    taken = _taken_by(weighed)
    return Catch(
        claim=taken or "",
        article=reading.article.id,
        outlet=reading.article.outlet,
        mention=weighed.found.mention,
        source=weighed.found.source,
        rival=_rival(weighed, taken) if taken else None,
    )


def _rival(weighed: _Weighed, claim: str) -> str | None:
    """Return the claim that comes about as near to a figure as this one, where both come near."""
    own = next((each.score for each in weighed.ranked if each.claim == claim), None)
    if own is None or own <= 0:
        return None
    rivals = (each for each in weighed.ranked if each.claim != claim and own - each.score < MARGIN and each.score > 0)
    return next((each.claim for each in rivals), None)


def _why_not(weighed: _Weighed, claim: CompiledClaim, watched: Watch) -> str | None:
    """Return why a claim did not get a figure that comes near it; None where it got it or was never near."""
    result = weighed.found.result
    told = weighed.found.mention.sentence.context in (Context.BODY, Context.TITLE)
    vague = weighed.found.mention.figure.hedge is Hedge.VAGUE
    if not isinstance(result, Unmatched) or _taken_by(weighed) is not None or not told or vague:
        return None
    name = claim.claim.id
    best = weighed.ranked[0] if weighed.ranked else None
    if best is not None and best.claim == name and best.score >= NEAR:
        return result.reason
    reason = next((why for refused, why in weighed.refused if refused is claim), None)
    return reason if reason and (best is None or best.score < NEAR) and _would_fit(weighed.at, claim, watched) else None


def _would_fit(at: FigureScene, claim: CompiledClaim, watched: Watch) -> bool:
    """Whether noun and event of a claim that is ruled out stand with the figure."""
    counts = bool(at.scene.between(at.phrase.noun) & claim.counts)
    told = bool(at.scene.between(at.own) & (claim.event | claim.family))
    measured = at.mention.figure.measure is not Measure.COUNT and at.mention.figure.measure is claim.claim.measure
    same = at.mention.figure.measure is claim.claim.measure
    return same and ((counts and (told or not claim.event)) or (measured and told)) and bool(watched.topic.claims)


def _lacking_nouns(
    scenes: Sequence[FigureScene], claim: CompiledClaim, watched: Watch, language: DraftingLanguage
) -> tuple[str, ...]:
    heads = Counter(
        head
        for at in scenes
        if claim.claim.measure is Measure.COUNT
        and not at.scene.between(at.phrase.noun) & claim.counts
        and (head := head_of(at, language, watched.language.matching))
    )
    return tuple(head for head, _ in heads.most_common(_MOST_WORDS))


def _lacking_events(
    scenes: Sequence[FigureScene], claim: CompiledClaim, watched: Watch, language: DraftingLanguage
) -> tuple[str, ...]:
    """Return terms of the built-in kinds of claims that stand beside near misses where `event` finds none."""
    index = TermIndex(watched.language.matching.inflection)
    index.add_all([term for family in language.families for term in family.event], _EVENT_GAP)
    told: Counter[str] = Counter()
    for at in scenes:
        if claim.event and not at.scene.between(at.own) & claim.event:
            words = at.scene.words[at.own[0] : at.own[1]]
            told.update({index.text(hit.term) for hit in index.find(words)} - set(claim.claim.event))
    others = {term for other in watched.topic.claims if other.id != claim.claim.id for term in other.event}
    return tuple(term for term, _ in told.most_common() if term not in others)[:_MOST_WORDS]


def _gate_misses(readings: Sequence[Reading], watched: Watch, caught: Counter[str]) -> Iterator[GateMiss]:
    topic, inflection = watched.topic, watched.language.matching.inflection
    whole = TopicGate([topic], inflection)
    lists = [TopicGate([replace(topic, about=(group,))], inflection) for group in topic.about]
    for reading in readings:
        article = reading.article
        if caught[article.id] and not whole.topics_of(article).topics:
            lacking = tuple(number for number, gate in enumerate(lists, 1) if not gate.topics_of(article).topics)
            yield GateMiss(article=article.id, title=article.title, figures=caught[article.id], lacking=lacking)
