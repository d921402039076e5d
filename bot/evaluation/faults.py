"""What can go wrong with a labelled figure, and which step decided it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from bot.evaluation.labels import Label
from bot.evaluation.said import Said


class Fault(StrEnum):
    """What went wrong."""

    FIGURE_MISSED = "figure-missed"
    WRONG_VALUE = "wrong-value"
    FALSE_FIGURE = "false-figure"
    """A number taken for a count that is nobody's."""
    WRONG_HEDGE = "wrong-hedge"
    CLAIM_MISSED = "claim-missed"
    WRONG_CLAIM = "wrong-claim"
    FALSE_STATEMENT = "false-statement"
    """A claim answered by a figure that answers none."""
    WRONG_SOURCE = "wrong-source"
    WRONG_DAY = "wrong-as-of"
    WRONG_MODALITY = "wrong-modality"
    WRONG_BACKGROUND = "wrong-background"

    @property
    def words(self) -> str:
        """The fault as people read it."""
        return self.value.replace("-", " ").replace("as of", "as-of")


class Step(StrEnum):
    """The step that decided."""

    READING = "reading"
    MATCHING = "matching"
    ATTRIBUTION = "attribution"
    MANNER = "manner"


STEP_OF: Mapping[Fault, Step] = MappingProxyType(
    {
        Fault.FIGURE_MISSED: Step.READING,
        Fault.WRONG_VALUE: Step.READING,
        Fault.FALSE_FIGURE: Step.READING,
        Fault.WRONG_HEDGE: Step.READING,
        Fault.CLAIM_MISSED: Step.MATCHING,
        Fault.WRONG_CLAIM: Step.MATCHING,
        Fault.FALSE_STATEMENT: Step.MATCHING,
        Fault.WRONG_SOURCE: Step.ATTRIBUTION,
        Fault.WRONG_DAY: Step.MANNER,
        Fault.WRONG_MODALITY: Step.MANNER,
        Fault.WRONG_BACKGROUND: Step.MANNER,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Confusion:
    """One thing that went wrong."""

    fault: Fault
    label: Label | None
    """None where nobody labelled what was said."""
    said: Said | None
    """None where nothing was said."""
    wanted: str | None
    got: str | None

    @property
    def article(self) -> str:
        """Where it stands."""
        return self.label.article if self.label else self.said.article if self.said else ""

    @property
    def surface(self) -> str:
        """The figure as printed: as the label has it, else as it was read."""
        return self.label.surface if self.label else self.said.mention.figure.surface if self.said else ""

    @property
    def quote(self) -> str:
        """The sentence, empty where no figure was read."""
        return self.said.mention.sentence.text if self.said else ""

    @property
    def step(self) -> Step:
        """Which step decided."""
        return STEP_OF[self.fault]

    @property
    def why(self) -> str:
        """The cues or the reason that the step decided by."""
        if self.said is None:
            return "no figure was read here"
        mention = self.said.mention
        match self.step:
            case Step.READING:
                return (
                    f"read as {mention.figure.surface!r}: {mention.figure.hedge.value} {mention.figure.measure.value}"
                )
            case Step.ATTRIBUTION:
                return mention.speaker.cue or "nobody is named"
            case Step.MANNER:
                return "dated by the text" if mention.dated else "dated by its printing"
            case Step.MATCHING:
                return self.said.decided_by
