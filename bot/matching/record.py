"""What is known before a figure is matched: values on record, and what the figures before it answered."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bot.model import Figure, Number


@dataclass(slots=True)
class Known:
    """Values by claim, newest last, and the claims of the figures just read. Grows as an article is matched."""

    values: dict[str, list[Number]] = field(default_factory=dict)
    last: tuple[str | None, ...] = ()
    """Claims of the figures before, nearest first; None for a figure that answered none."""
    told: dict[tuple[str, str | None], list[Number]] = field(default_factory=dict)
    """Values by claim and source in the article at hand."""

    @classmethod
    def of(cls, values: Mapping[str, Iterable[Number]]) -> "Known":
        """Start from what the ledger holds."""
        return cls({claim: list(numbers) for claim, numbers in values.items()})

    def add(self, claim: str | None, figure: Figure, source: str | None) -> None:
        """Remember how one figure ended."""
        self.last = (claim, *self.last[:3])
        if claim is not None and figure.value is not None:
            self.values.setdefault(claim, []).append(figure.value)
            self.told.setdefault((claim, source), []).append(figure.value)

    def open_article(self) -> None:
        """Forget what belongs to the article before."""
        self.last = ()
        self.told = {}
