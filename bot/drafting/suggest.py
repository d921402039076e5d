"""A topic drafted from a pile of articles: claims from the figures that recur or disagree, tried on the pile itself."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.analysis import find, watch
from bot.drafting.about import find_about
from bot.drafting.claims import claim_id, make_claims
from bot.drafting.counted import catalogue, counted, is_evidence
from bot.drafting.groups import Group, grouped
from bot.drafting.language import DraftingLanguage
from bot.drafting.places import find_places
from bot.drafting.speakers import find_sources
from bot.matching.record import Known
from bot.model import Claim, Mention, Number, Reading, Statement, Topic
from bot.reading.language import Language

MOST = 20
"""Claims of a draft."""
FEW = 8
"""In a pile of so few articles a figure told once is proposed too."""
_KEYS = 3
_LEAST_DISPUTED = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One figure of the pile that a drafted claim catches."""

    article: str
    outlet: str
    source: str | None
    mention: Mention

    @property
    def number(self) -> Number | None:
        """The number, or the bound that is printed."""
        figure = self.mention.figure
        return next((each for each in (figure.value, figure.low, figure.high) if each is not None), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A topic and, by claim, the figures it was drafted from."""

    topic: Topic
    seen: Mapping[str, tuple[Seen, ...]]


def suggest(
    readings: Sequence[Reading], name: str, title: str, language: DraftingLanguage, reading: Language, most: int = MOST
) -> Draft:
    """Return a draft; claims are in order of how many articles tell them and how many numbers they tell."""
    frame = Topic(
        id=name,
        title=title,
        language=reading.code,
        about=find_about(readings, language, reading),
        places=find_places(readings, language, reading),
        sources=find_sources(readings, title, language, reading.sources),
        claims=(),
    )
    figures = counted(readings, catalogue(frame, readings, language, reading), language, reading)
    least = 1 if len(readings) <= FEW else 2
    groups = [group for group in grouped(figures, language) if is_telling(group, least)][: 2 * most]
    claims = _with_keys(make_claims(groups, frame.places, language), groups)
    seen = caught(readings, replace(frame, claims=claims), reading)
    kept = _kept(claims, seen, least)[:most]
    seen = caught(readings, replace(frame, claims=kept), reading)
    final = _kept(kept, seen, least)
    topic = replace(frame, claims=final, places=_used(frame.places, final))
    return Draft(topic=topic, seen={claim.id: tuple(seen[claim.id]) for claim in final})


def is_telling(group: Group, least: int) -> bool:
    """Whether figures recur over articles, or disagree.

    A thing of no built-in kind must do both in a large pile; in a small one, a lone figure needs a noun of its own.
    """
    if group.articles < least:
        return False
    if least == 1:
        return group.noun is not None or len(group.figures) > 1
    return group.family is not None or group.values > 1 or group.articles > least


def caught(readings: Sequence[Reading], topic: Topic, reading: Language) -> Mapping[str, list[Seen]]:
    """Return what each claim catches in the pile, in order of print, by the matching that will watch the event."""
    watched = watch(topic, reading)
    seen: defaultdict[str, list[Seen]] = defaultdict(list)
    for each in readings:
        for found in find(each, watched, Known()):
            if isinstance(found.result, Statement) and is_evidence(found.mention):
                seen[found.result.claim].append(
                    Seen(
                        article=each.article.id, outlet=each.article.outlet, source=found.source, mention=found.mention
                    )
                )
    return seen


def disputed(seen: Sequence[Seen]) -> int:
    """Return how many different numbers are told."""
    return len({each.number for each in seen})


def _kept(claims: Sequence[Claim], seen: Mapping[str, list[Seen]], least: int) -> tuple[Claim, ...]:
    """Return the claims told in enough articles, the most told and disputed first; a part never without its whole."""

    def articles(claim: Claim) -> int:
        return len({each.article for each in seen.get(claim.id, ())})

    kept = [claim for claim in claims if articles(claim) >= least]
    ids = {claim.id for claim in kept}
    kept.sort(key=lambda claim: (-articles(claim), -disputed(seen[claim.id])))
    return tuple(claim if claim.part_of in ids else replace(claim, part_of=None) for claim in kept)


def _with_keys(claims: Sequence[Claim], groups: Sequence[Group]) -> tuple[Claim, ...]:
    """Mark the most disputed claims as headline claims."""
    values = {claim_id(group): group.values for group in reversed(groups)}
    ranked = sorted(claims, key=lambda claim: -values[claim.id])
    keys = {claim.id for claim in ranked[:_KEYS] if values[claim.id] >= _LEAST_DISPUTED}
    return tuple(replace(claim, key=claim.id in keys) for claim in claims)


def _used(places: Mapping[str, tuple[str, ...]], claims: Sequence[Claim]) -> Mapping[str, tuple[str, ...]]:
    """Return the places, those of claims first."""
    used = {place for claim in claims for place in claim.place}
    return dict(sorted(places.items(), key=lambda item: item[0] not in used))
