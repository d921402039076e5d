"""What the product said of each figure, in order of arrival."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.analysis import Found, Watch, analyse
from bot.matching.weights import WEIGHTS
from bot.model import Alert, Entry, Mention, Reading, Statement, Unmatched


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What the product said of one figure."""

    article: str
    field: str
    mention: Mention
    source: str | None
    result: Statement | Unmatched

    @classmethod
    def of(cls, article: str, found: Found) -> "Said":
        """Return what became of a figure of an article."""
        return cls(
            article=article,
            field=found.mention.sentence.field.value,
            mention=found.mention,
            source=found.source,
            result=found.result,
        )

    @property
    def claim(self) -> str | None:
        """The claim it answers, None for none."""
        return self.result.claim if isinstance(self.result, Statement) else None

    @property
    def decided_by(self) -> str:
        """The cues that matched it with its claim, or the reason why not and the claim that came closest."""
        if isinstance(self.result, Statement):
            return self.result.cue
        nearest = self.result.nearest
        told = nearest is None or nearest in self.result.reason
        return self.result.reason if told else f"{self.result.reason} (nearest: {nearest})"


@dataclass(frozen=True, slots=True)
class Replayed:
    """What a replay said and alerted."""

    said: tuple[Said, ...]
    alerts: tuple[Alert, ...]


def replay(readings: Iterable[Reading], watched: Watch, weights: Mapping[str, float] = WEIGHTS) -> Replayed:
    """Let the articles arrive one after the other into an empty ledger.

    Each is matched in the light of what the program itself, mistakes included, made of those before it.
    """
    history: list[Entry] = []
    said: list[Said] = []
    alerts: list[Alert] = []
    for reading in readings:
        news = analyse(reading, watched, history, reading.article.published, weights)
        history.extend(news.entries)
        alerts.extend(news.alerts)
        said += [Said.of(reading.article.id, found) for found in news.found]
    return Replayed(tuple(said), tuple(alerts))
