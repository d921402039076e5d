"""Figures that seem to answer one question: the same kind of claim, noun, place, and plan or fact."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median

from bot.drafting.counted import Counted
from bot.drafting.family import Family
from bot.drafting.language import DraftingLanguage
from bot.model import Measure

_APART = 2.0
"""Figures of one place are of another question when their median is so many times that of the others, or less."""
_LEAST_PLACED = _LEAST_PLANNED = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Figures for one claim."""

    family: str | None
    noun: str | None
    """What is counted, where that sets the group apart; None for people of any kind."""
    measure: Measure
    planned: bool
    place: str | None
    figures: tuple[Counted, ...]

    @property
    def articles(self) -> int:
        """How many articles tell it."""
        return len({figure.article for figure in self.figures})

    @property
    def values(self) -> int:
        """How many different numbers are told."""
        return len({figure.size for figure in self.figures})


def grouped(figures: Sequence[Counted], language: DraftingLanguage) -> list[Group]:
    """Return the groups, those told in most articles and by most numbers first."""
    rough: defaultdict[Key, list[Counted]] = defaultdict(list)
    kinds = {family.id: family for family in language.families}
    for figure in yielded(figures, kinds):
        family = family_of(figure, kinds, language)
        noun = own_noun(figure, family, language)
        rough[family.id if family else None, noun, figure.mention.figure.measure, figure.planned].append(figure)
    groups = [
        Group(family=family, noun=noun, measure=measure, planned=planned, place=place, figures=tuple(some))
        for (family, noun, measure, planned), same in _one_noun(_few_plans(rough)).items()
        if family is not None or noun is not None
        for place, some in by_place(same)
    ]
    return sorted(groups, key=lambda group: (-group.articles, -group.values, -len(group.figures)))


Key = tuple[str | None, str | None, Measure, bool]
"""Kind of claim, noun, measure, and whether it is a plan."""


def _few_plans(rough: Mapping[Key, list[Counted]]) -> dict[Key, list[Counted]]:
    """Let a lone planned figure, plans for things, and plans told with the numbers of the facts go with the facts."""
    kept: defaultdict[Key, list[Counted]] = defaultdict(list)
    for (family, noun, measure, planned), same in rough.items():
        facts = {figure.size for figure in rough.get((family, noun, measure, False), ())}
        apart = planned and noun is None and len(same) >= _LEAST_PLANNED and measure is Measure.COUNT
        shared = {figure.size for figure in same} & facts
        kept[family, noun, measure, apart and not shared].extend(same)
    return dict(kept)


def _one_noun(rough: Mapping[Key, list[Counted]]) -> dict[Key, list[Counted]]:
    """Let all figures of a thing be one group, with the kind of claim that most of them have."""
    kept: dict[Key, list[Counted]] = {key: same for key, same in rough.items() if key[1] is None}
    things: defaultdict[tuple[str, Measure, bool], list[tuple[str | None, list[Counted]]]] = defaultdict(list)
    for (family, noun, measure, planned), same in rough.items():
        if noun is not None:
            things[noun, measure, planned].append((family, same))
    for (noun, measure, planned), parts in things.items():
        together = [figure for _, same in parts for figure in same]
        family, most = max(parts, key=lambda part: (len(part[1]), part[0] is None))
        kept[family if 2 * len(most) > len(together) else None, noun, measure, planned] = together
    return kept


def yielded(figures: Sequence[Counted], kinds: Mapping[str, Family]) -> list[Counted]:
    """Let a kind of claim give way to another where the same nouns are counted (see `Family.yields`)."""
    heads: defaultdict[str | None, set[str | None]] = defaultdict(set)
    for figure in figures:
        heads[figure.family].add(figure.head)
    given = []
    for figure in figures:
        gives = kinds[figure.family].yields if figure.family else None
        same = gives is not None and heads[gives[1]] and figure.head in {*heads[gives[1]], *kinds[gives[1]].counts}
        given.append(replace(figure, family=gives[0]) if gives and same else figure)
    return given


def family_of(figure: Counted, kinds: Mapping[str, Family], language: DraftingLanguage) -> Family | None:
    """Return a figure's kind of claim: none for a part of the people, else by its noun where that names just one."""
    if is_part(figure, language):
        return None
    known = kinds[figure.family] if figure.family else None
    counting = [family for family in kinds.values() if figure.head in family.counts]
    if known is None:
        return counting[0] if len(counting) == 1 and figure.head not in language.people else None
    thing = known.measure is Measure.COUNT and not known.people
    return None if thing and known not in counting else known


def own_noun(figure: Counted, family: Family | None, language: DraftingLanguage) -> str | None:
    """Return the noun that sets a figure apart from others of its kind: a thing, a part of the people, a nation."""
    head = figure.head
    if head is None or figure.mention.figure.measure is not Measure.COUNT:
        return None
    if is_part(figure, language):
        return head
    usual = family is not None and head in (*family.counts, *family.event)
    return None if usual or head in language.people or not head.isalpha() else head


def is_part(figure: Counted, language: DraftingLanguage) -> bool:
    """Whether what is counted is some of the people: children, a nation's citizens."""
    head = figure.head or ""
    return head in language.apart or head[:1].isupper()


def by_place(figures: Sequence[Counted]) -> Iterator[tuple[str | None, list[Counted]]]:
    """Divide figures of one place from those of the whole, where their numbers have little in common."""
    left = list(figures)
    places = {place for figure in figures for place in figure.places}
    for place in sorted(places, key=lambda place: -sum(place in figure.places for figure in left)):
        here = [figure for figure in left if place in figure.places]
        others = [figure for figure in left if place not in figure.places]
        if len(here) >= _LEAST_PLACED and len(others) >= _LEAST_PLACED and _differ(here, others):
            yield place, here
            left = others
    yield None, left


def _differ(here: Iterable[Counted], others: Iterable[Counted]) -> bool:
    mine, theirs = {figure.size for figure in here}, {figure.size for figure in others}
    if mine & theirs:
        return False
    low, high = sorted((median(mine), median(theirs)))
    return high >= _APART * max(low, 1.0)
