"""Every figure is looked at twice: by itself, then beside what the other figures of its article seem to answer."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from bot.matching.candidates import candidates
from bot.matching.choose import CONFIDENT, choose, likelihoods, weigh
from bot.matching.compiled import CompiledClaim, CompiledTopic
from bot.matching.cues.among import Seen, among
from bot.matching.language import MatchingLanguage
from bot.matching.placing import numbers_of, place_in_article, reading_order
from bot.matching.record import Known
from bot.matching.scene import FigureScene, sentence_scene
from bot.model import ANSWERING, Reading

Found = tuple[tuple[CompiledClaim, tuple[str, ...]], ...]
"""The claims that a figure may answer, each with its cues."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A figure with the claims that it may answer."""

    at: FigureScene
    source: str | None
    found: Found
    likely: Mapping[str, float]
    """How likely each claim is by these cues alone."""


def look(
    reading: Reading,
    topic: CompiledTopic,
    sources: Sequence[str | None],
    known: Known,
    language: MatchingLanguage,
    weights: Mapping[str, float],
) -> dict[int, Look]:
    """Look at every figure that can answer a claim, by the mention's number, the text's before the title's.

    Each is looked at in the light of what those before it seem to answer; what is known stays as it is.
    """
    scenes = [sentence_scene(sentence, topic, language) for sentence in reading.sentences]
    known = known.copy()
    known.open_article(numbers_of(reading.mentions))
    looks: dict[int, Look] = {}
    for number in reading_order(reading.mentions):
        mention, source = reading.mentions[number], sources[number]
        if mention.figure.measure not in ANSWERING:
            continue
        at = place_in_article(mention, reading, scenes, topic, language)
        found = tuple(candidates(at, topic, source, known, language))
        weighed = [weigh(claim.claim.id, cues, weights) for claim, cues in found]
        choice = choose(weighed)
        sure = choice is not None and choice.probability >= CONFIDENT
        known.add(choice.candidate.claim if choice and sure else None, mention.figure, source)
        looks[number] = Look(at=at, source=source, found=found, likely=likelihoods(weighed))
    return looks


def look_again(looks: Mapping[int, Look]) -> dict[int, Found]:
    """Return the claims of every figure with the cues of both looks."""
    seen = {number: Seen(figure=each.at.mention.figure, likely=each.likely) for number, each in looks.items()}
    return {number: second(each, seen[number], seen.values()) for number, each in looks.items()}


def second(first: Look, own: Seen, everything: Collection[Seen]) -> Found:
    """Return a figure's claims with the cues of both looks."""
    return tuple((claim, (*cues, *among(claim.claim.id, own, everything))) for claim, cues in first.found)
