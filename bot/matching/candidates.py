"""The claims that a figure may answer: those that nothing in the topic file rules out, each with its cues."""

from collections.abc import Iterator

from bot.matching.compiled import CompiledClaim, CompiledTopic
from bot.matching.cues import Question, cues
from bot.matching.language import MatchingLanguage
from bot.matching.record import Known
from bot.matching.scene import FigureScene
from bot.model import Claim, Mention


def candidates(
    at: FigureScene, topic: CompiledTopic, source: str | None, known: Known, language: MatchingLanguage
) -> Iterator[tuple[CompiledClaim, tuple[str, ...]]]:
    """Yield the claims that nothing in the topic file rules out, each with its cues."""
    left = tuple(claim for claim in topic.claims if ruled_out(at, claim, source) is None)
    for claim in left:
        question = Question(at=at, claim=claim, topic=topic, open=left, source=source, known=known, language=language)
        yield claim, tuple(cues(question))


def ruled_out(at: FigureScene, claim: CompiledClaim, source: str | None) -> str | None:
    """Return why the topic file itself says that this figure is no answer, or None."""
    figure, wanted = at.mention.figure, claim.claim
    rules = (
        (figure.measure is not wanted.measure, f"a {figure.measure.value} is no {wanted.measure.value}"),
        (not within_sizes(at.mention, wanted), "outside the sizes of the claim"),
        (wanted.since is not None and at.mention.as_of < wanted.since, f"dated before {wanted.since}"),
        (bool(wanted.said_by) and not is_said_by(at, claim, source), "said by another source"),
        (wanted.place_required and not named_places(at) & set(wanted.place), "its place is not named"),
        (bool(claim.require) and not at.scene.terms & claim.require, "a required word is missing"),
        (bool(at.scene.between(at.own) & claim.exclude), "a word of its clause is excluded"),
    )
    return next((reason for holds, reason in rules if holds), None)


def is_said_by(at: FigureScene, claim: CompiledClaim, source: str | None) -> bool:
    """Whether one of the claim's own sources says it, or is named in the clause: `the union asks for 36%`."""
    return source in claim.claim.said_by or bool(at.scene.between(at.clause) & claim.speakers)


def named_places(at: FigureScene) -> frozenset[str]:
    """Return the places of the sentence, else those named last before it."""
    return next((places for scene in (at.scene, *at.before) if (places := scene.places())), frozenset())


def within_sizes(mention: Mention, claim: Claim) -> bool:
    """Whether the figure's bounds lie within the sizes that can answer the claim."""
    figure = mention.figure
    least = figure.low if figure.low is not None else figure.value if figure.value is not None else figure.high
    most = figure.high if figure.high is not None else figure.value if figure.value is not None else figure.low
    too_small = claim.smallest is not None and most is not None and most < claim.smallest
    too_large = claim.largest is not None and least is not None and least > claim.largest
    return not (too_small or too_large)
