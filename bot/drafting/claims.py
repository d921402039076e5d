"""Claims from groups of figures: their keys by the built-in kind of claim and by what the articles print."""

from collections import Counter
from collections.abc import Mapping, Sequence

from bot.drafting.family import Family
from bot.drafting.groups import Group
from bot.drafting.language import DraftingLanguage
from bot.drafting.places import place_id
from bot.model import Claim, Measure, Modality, Series

_NOUNS_TOLD = 12
PLANNED = (Modality.PLANNED_CEILING, Modality.ESTIMATE)


def make_claims(
    groups: Sequence[Group], places: Mapping[str, Sequence[str]], language: DraftingLanguage
) -> tuple[Claim, ...]:
    """Return a claim a group, with ids of their own; a place's claim is a part of the whole's."""
    kinds = {family.id: family for family in language.families}
    claims: dict[str, Claim] = {}
    whole = {group.family: claim_id(group) for group in groups if group.family and is_whole(group)}
    for group in groups:
        part_of = whole.get(group.family) if group.family and group.place and not group.planned else None
        family = kinds[group.family] if group.family else None
        claim = _claim(group, family, places, language, part_of)
        claims.setdefault(claim.id, claim)
    return tuple(claims.values())


def is_whole(group: Group) -> bool:
    """Whether a group is of the event as a whole."""
    return group.place is None and group.noun is None and not group.planned


def claim_id(group: Group) -> str:
    """Return a word for chat: `killed-tarsin`, `moved-planned`."""
    thing = place_id(group.noun) if group.noun else None
    parts = [thing or group.family or str(group.measure)]
    if thing and group.family:
        parts = [group.family, thing]
    return "-".join([*parts, *([group.place] if group.place else []), *(["planned"] if group.planned else [])])


def _claim(
    group: Group,
    family: Family | None,
    places: Mapping[str, Sequence[str]],
    language: DraftingLanguage,
    part_of: str | None,
) -> Claim:
    where = places[group.place][0] if group.place else ""
    title, question = _wording(group, family, where, language)
    return Claim(
        id=claim_id(group),
        title=title,
        question=question,
        counts=nouns(group, family),
        event=family.event if family else (),
        place=(group.place,) if group.place else (),
        place_required=bool(group.place),
        series=_series(group, family),
        modality=PLANNED if group.planned else (),
        part_of=part_of,
        measure=group.measure,
        unit=_unit(group, family),
    )


def _wording(group: Group, family: Family | None, where: str, language: DraftingLanguage) -> tuple[str, str]:
    place = f" in {where}" if where else ""
    if family is None or group.noun:
        noun = printed(group)
        title = f"{noun[:1].upper()}{noun[1:]}" if family is None else f"{family.title}: {noun}"
        question = language.plain_question.format(noun=noun, where=place)
        question = (
            question if family is None else language.thing_question.format(noun=noun, event=family.title, where=place)
        )
    else:
        title, question = family.title, family.ask(where)
    title = language.headline.format(title=title, place=where) if where else title
    if not group.planned:
        return title, question
    return language.planned_title.format(title=title), language.planned_question.format(title=title.lower(), where="")


def printed(group: Group) -> str:
    """Return the counted noun as it is printed most."""
    units = Counter(figure.mention.figure.unit.split()[-1] for figure in group.figures if figure.mention.figure.unit)
    return units.most_common(1)[0][0] if units else group.noun or str(group.measure)


def nouns(group: Group, family: Family | None) -> tuple[str, ...]:
    """Return what a claim may count: the nouns of its figures, most printed first, then those of its kind."""
    if group.measure is Measure.MONEY:
        return ()
    if group.noun is not None:
        return (group.noun,)
    heads = Counter(figure.head for figure in group.figures if figure.head and group.measure is Measure.COUNT)
    seen = [head for head, _ in heads.most_common(_NOUNS_TOLD)]
    return tuple(dict.fromkeys((*seen, *(family.counts if family else ()))))


def _series(group: Group, family: Family | None) -> Series:
    if group.planned:
        return Series.CEILING
    return family.series if family else Series.STOCK


def _unit(group: Group, family: Family | None) -> str:
    if family is not None and group.noun is None:
        return family.unit
    return printed(group).lower()
