"""A built-in kind of claim: what is usually counted, what is done to it, and how its number moves with time."""

from dataclasses import dataclass

from bot.model import Measure, Modality, Series


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """The vocabulary of one kind of claim. `question` has `{where}` where a place may stand."""

    id: str
    title: str
    question: str
    counts: tuple[str, ...]
    event: tuple[str, ...]
    series: Series
    measure: Measure = Measure.COUNT
    unit: str = "people"
    modality: tuple[Modality, ...] = ()
    people: bool = True
    """Whether any noun for people may be counted."""

    yields: tuple[str, str] | None = None
    """Where figures of the second kind count the same nouns, figures of this kind answer the first instead: those
    arrested after an escape are the recaptured."""

    def ask(self, place: str = "") -> str:
        """Return the question, of one place or of the whole event."""
        return self.question.format(where=f" in {place}" if place else "")
