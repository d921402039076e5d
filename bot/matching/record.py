"""What is known before a figure is matched: values on record, and what the figures before it answered."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bot.model import Figure, Number

TELLING = 13
"""From here on the same number again is seldom chance."""
ENOUGH = 3
"""Telling numbers on record before an article without any of them is strange."""


@dataclass(slots=True)
class Known:
    """Values by claim, each once, newest last, and the claims of the figures just read; grows by matching."""

    values: dict[str, list[Number]] = field(default_factory=dict)
    last: tuple[str | None, ...] = ()
    """Claims of the figures before, nearest first; None for a figure that answered none."""
    told: dict[tuple[str, str | None], list[Number]] = field(default_factory=dict)
    """Values by claim and source in the article at hand."""
    echoes: bool | None = None
    """Whether the article at hand prints any telling number that is on record; None while nothing telling is."""

    @classmethod
    def of(cls, values: Mapping[str, Iterable[Number]]) -> "Known":
        """Start from what the ledger holds."""
        return cls({claim: list(numbers) for claim, numbers in values.items()})

    def copy(self) -> "Known":
        """Return what grows by itself from here on."""
        return Known.of(self.values)

    def add(self, claim: str | None, figure: Figure, source: str | None) -> None:
        """Remember how one figure ended."""
        self.last = (claim, *self.last[:3])
        if claim is not None and figure.value is not None:
            values = self.values.setdefault(claim, [])
            if figure.value not in values:
                values.append(figure.value)
            self.told.setdefault((claim, source), []).append(figure.value)

    def open_article(self, numbers: Iterable[Number]) -> None:
        """Forget what belongs to the article before, and compare the numbers of this one with the record."""
        self.last = ()
        self.told = {}
        recorded = {value for values in self.values.values() for value in values if value >= TELLING}
        self.echoes = not recorded.isdisjoint(numbers) if len(recorded) >= ENOUGH else None
