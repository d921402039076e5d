"""A topic from an editor's answers: what happened, where, who gives figures, which questions."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.drafting.family import Family
from bot.drafting.language import DraftingLanguage
from bot.drafting.places import place_id
from bot.drafting.question import Inferred, infer
from bot.matching.words import Inflection
from bot.model import Claim, Measure, Series, Source, Topic

HEADLINES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """One question, by its own words or by a built-in kind."""

    question: str
    family: Family | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What an editor said; a place or source is the list of its names."""

    topic: str
    title: str
    what: tuple[str, ...]
    where: tuple[tuple[str, ...], ...]
    who: tuple[tuple[str, ...], ...]
    questions: tuple[Wanted, ...]


def named_families(asked: Sequence[str], language: DraftingLanguage) -> tuple[Wanted, ...]:
    """Tell the built-in kinds (`killed`, `on strike`) from questions."""
    kinds = {family.id: family for family in language.families}
    wanted = []
    for words in asked:
        family = kinds.get(words.strip().lower().replace(" ", "-"))
        wanted.append(Wanted(question=family.ask() if family else words.strip(), family=family))
    return tuple(wanted)


def make_topic(answers: Answers, language: DraftingLanguage, inflection: Inflection) -> tuple[Topic, tuple[str, ...]]:
    """Return the topic, and the questions whose words do not say what is counted."""
    places = {place_id(names[0]): names for names in answers.where if names}
    said = [(wanted, _meaning(wanted, places, language, inflection)) for wanted in answers.questions]
    unclear = tuple(wanted.question for wanted, meaning in said if meaning is None)
    claims: dict[str, Claim] = {}
    for wanted, meaning in said:
        if meaning is not None:
            name = _free(claim_name(wanted, meaning), claims)
            claims[name] = _claim(name, wanted, meaning, key=len(claims) < HEADLINES)
    about = (answers.what, tuple(name for names in answers.where for name in names))
    topic = Topic(
        id=answers.topic,
        title=answers.title,
        language="en",
        about=tuple(group for group in about if group),
        places=places,
        sources=tuple(Source(id=place_id(names[0]), name=names[0], aliases=names) for names in answers.who if names),
        claims=tuple(claims.values()),
    )
    return topic, unclear


def _meaning(
    wanted: Wanted, places: dict[str, tuple[str, ...]], language: DraftingLanguage, inflection: Inflection
) -> Inferred | None:
    family = wanted.family
    if family is None:
        return infer(wanted.question, places, language, inflection)
    return Inferred(
        family=family.id,
        counts=family.counts,
        event=family.event,
        place=(),
        series=family.series,
        measure=family.measure,
        unit=family.unit,
    )


def claim_name(wanted: Wanted, meaning: Inferred) -> str:
    """Return an id: the built-in kind's with the place, else the counted noun."""
    first = meaning.family or (meaning.counts[0] if meaning.counts else wanted.question[:40])
    return "-".join([place_id(first), *meaning.place[:1]])


def _free(name: str, taken: dict[str, Claim]) -> str:
    number = 2
    free = name
    while free in taken:
        free, number = f"{name}-{number}", number + 1
    return free


def _claim(name: str, wanted: Wanted, meaning: Inferred, *, key: bool) -> Claim:
    measure = meaning.measure or Measure.COUNT
    people = "people" if measure is Measure.COUNT else str(measure)
    return Claim(
        id=name,
        title=wanted.family.title if wanted.family else wanted.question,
        question=wanted.question,
        counts=meaning.counts,
        event=meaning.event,
        place=meaning.place,
        series=meaning.series or (Series.ONE_OFF if meaning.event else Series.STOCK),
        modality=meaning.modality,
        measure=measure,
        unit=meaning.unit or (meaning.counts[0] if measure is Measure.AREA else people),
        key=key,
    )
