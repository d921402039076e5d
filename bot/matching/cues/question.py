"""The question that cues help to answer, whether a figure answers a claim."""

from dataclasses import dataclass

from bot.matching.compiled import CompiledClaim, CompiledTopic
from bot.matching.language import MatchingLanguage
from bot.matching.record import Known
from bot.matching.scene import FigureScene


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Question:
    """A figure and a claim, and all that may help to tell whether they belong together."""

    at: FigureScene
    claim: CompiledClaim
    topic: CompiledTopic
    open: tuple[CompiledClaim, ...]
    """The claims that the topic file does not rule out for this figure, this one among them."""
    source: str | None
    """Who says the figure."""
    known: Known
    language: MatchingLanguage
