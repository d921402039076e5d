"""The figures of a pile of articles, each with what it counts, where, and which kind of claim it may answer."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from bot.analysis import Watch, find, watch
from bot.drafting.language import DraftingLanguage
from bot.matching.language import MatchingLanguage
from bot.matching.placing import place_in_article
from bot.matching.record import Known
from bot.matching.scene import FigureScene, sentence_scene
from bot.matching.words import Word
from bot.matching.zones import is_near, zone_of, zones
from bot.model import ANSWERING, Claim, Context, Field, Hedge, Measure, Mention, Modality, Reading, Statement, Topic
from bot.reading.language import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """One figure of the pile."""

    article: str
    outlet: str
    mention: Mention
    source: str | None
    head: str | None
    """The counted noun, in the singular where its language tells; None where none is printed."""
    places: frozenset[str]
    family: str | None
    """The built-in kind of claim that it answers."""
    near: tuple[str, ...] = ()
    """Those whose event stands near it, nearest first."""

    @property
    def planned(self) -> bool:
        """Whether it is told of a plan."""
        figure = self.mention.figure
        return self.mention.modality is Modality.PLANNED_CEILING or figure.hedge is Hedge.UP_TO

    @property
    def size(self) -> float:
        """The number, or the bound that is printed."""
        figure = self.mention.figure
        return float(figure.value or figure.low or figure.high or 0)


def catalogue(frame: Topic, readings: Sequence[Reading], language: DraftingLanguage, reading: Language) -> Topic:
    """Return a topic that has every built-in kind of claim; those of people count every person of the pile."""
    people = people_counted(readings, language, reading)
    claims = tuple(
        Claim(
            id=family.id,
            title=family.title,
            question=family.question,
            counts=tuple(dict.fromkeys((*family.counts, *people))) if family.people else family.counts,
            event=family.event,
            series=family.series,
            measure=family.measure,
            unit=family.unit,
        )
        for family in language.families
    )
    return Topic(
        id=frame.id,
        title=frame.title,
        language=frame.language,
        about=(),
        places=frame.places,
        sources=frame.sources,
        claims=claims,
    )


def people_counted(readings: Sequence[Reading], language: DraftingLanguage, reading: Language) -> tuple[str, ...]:
    """Return the nouns for people that the pile counts, most counted first; parts of the people are left out."""
    heads: Counter[str] = Counter()
    for each in readings:
        for mention in each.mentions:
            unit = mention.figure.unit if mention.figure.measure is Measure.COUNT else None
            if unit:
                head = unit.split()[-1].lower()
                bases = reading.matching.inflection.bases(head)
                if bases & language.people and not bases & language.apart:
                    heads[singular(head, bases, language)] += 1
    return tuple(head for head, _ in heads.most_common())


def singular(word: str, bases: frozenset[str], language: DraftingLanguage) -> str:
    """Return a noun as word lists have it, else without its plural ending."""
    known = sorted(bases & (language.people | language.apart), key=lambda base: (-len(base), base))
    if known:
        return known[0]
    for ending, base in language.plurals:
        if word.endswith(ending) and len(word) > len(ending) + 1:
            return word.removesuffix(ending) + base
    return word


def counted(readings: Sequence[Reading], topic: Topic, language: DraftingLanguage, reading: Language) -> list[Counted]:
    """Return the figures of the pile that may answer a claim, in order of print."""
    watched = watch(topic, reading)
    families = frozenset(family.id for family in language.families)
    return settled([figure for each in readings for figure in _of_article(each, watched, families, language)])


def _of_article(
    each: Reading, watched: Watch, families: frozenset[str], language: DraftingLanguage
) -> Iterator[Counted]:
    scenes = [sentence_scene(sentence, watched.compiled, watched.language.matching) for sentence in each.sentences]
    for found in find(each, watched, Known()):
        mention = found.mention
        if not is_evidence(mention):
            continue
        at = place_in_article(mention, each, scenes, watched.compiled, watched.language.matching)
        matched = found.result.claim if isinstance(found.result, Statement) else None
        yield Counted(
            article=each.article.id,
            outlet=each.article.outlet,
            mention=mention,
            source=found.source,
            head=head_of(at, language, watched.language.matching),
            places=places_of(at, watched.language.matching),
            family=matched if matched in families else None,
            near=nearest_families(at, watched),
        )


def is_evidence(mention: Mention) -> bool:
    """Whether a figure may answer a claim: a number, not a vague word, in the text or title proper."""
    figure = mention.figure
    told = mention.sentence.context in (Context.BODY, Context.TITLE)
    return told and figure.measure in ANSWERING and figure.hedge is not Hedge.VAGUE


def nearest_families(at: FigureScene, watched: Watch) -> tuple[str, ...]:
    """Return the claims whose event stands in the figure's own domain, nearest first."""
    order = {name: rank for rank, (name, _) in enumerate(zones(at))}
    measure = at.mention.figure.measure
    found = [
        (order.get(zone, len(order)), number, claim.claim.id)
        for number, claim in enumerate(watched.compiled.claims)
        if claim.claim.measure is measure and (zone := zone_of(at, claim.event)) and is_near(zone)
    ]
    return tuple(claim for _, _, claim in sorted(found))


def settled(figures: Sequence[Counted]) -> list[Counted]:
    """Give each figure that was not matched the near kind of claim that has its number already, else the nearest."""
    values: defaultdict[str, set[float]] = defaultdict(set)
    for figure in figures:
        if figure.family is not None:
            values[figure.family].add(figure.size)
    return [
        figure
        if figure.family is not None or not figure.near
        else replace(figure, family=next((near for near in figure.near if figure.size in values[near]), figure.near[0]))
        for figure in figures
    ]


def head_of(at: FigureScene, language: DraftingLanguage, matching: MatchingLanguage) -> str | None:
    """Return the last word of the counted phrase in the singular, a name as printed; None where it is no noun."""
    first, end = at.phrase.noun
    if first == end or end > len(at.scene.words):
        return None
    word: Word = at.scene.words[end - 1]
    if word.capital and at.mention.sentence.field is Field.TEXT:
        return word.text if word.text.endswith(language.demonyms) and not word.text.isupper() else None
    lower = word.text.lower()
    if lower in matching.phrase_ends or lower in language.possessives:
        return None
    head = singular(lower, word.bases, language)
    return head if head != lower or not word.bases.isdisjoint(language.people | language.apart) else None


def places_of(at: FigureScene, matching: MatchingLanguage) -> frozenset[str]:
    """Return the places named nearest, in the clause or the sentence; `the camp` is the place named last."""
    named = at.scene.places(at.own) or at.scene.places(at.clause) or at.scene.places()
    if named or not points_back(at, matching):
        return named
    return next((places for scene in at.before if (places := scene.places())), frozenset())


def points_back(at: FigureScene, matching: MatchingLanguage) -> bool:
    """Whether the figure's sentence speaks of a place by its kind: `the camp`."""
    words = [word.text.lower() for word in at.scene.words]
    return any(article in matching.determiners and noun in matching.place_nouns for article, noun in pairwise(words))
