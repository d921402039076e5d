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


def of_people(
    id_: str, title: str, question: str, series: Series, event: str, counts: str = "people, person"
) -> Family:
    """Return a kind that counts people; terms are divided by commas."""
    return Family(
        id=id_, title=title, question=question, counts=_terms(counts), event=_terms(event), series=series, unit="people"
    )


def of_things(
    id_: str,
    title: str,
    question: str,
    series: Series,
    event: str,
    counts: str,
    measure: Measure = Measure.COUNT,
) -> Family:
    """Return a kind that counts things or measures; terms are divided by commas."""
    nouns = _terms(counts)
    return Family(
        id=id_,
        title=title,
        question=question,
        counts=nouns,
        event=_terms(event),
        series=series,
        measure=measure,
        unit=f"{nouns[0]}s" if measure is Measure.COUNT else nouns[0] if nouns else str(measure),
        people=False,
    )


def _terms(listed: str) -> tuple[str, ...]:
    return tuple(term.strip() for term in listed.split(",") if term.strip())
