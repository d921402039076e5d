"""Builds figures on record: bounds and a printed form from a value and its hedge."""

from adapters.files.topic_schema import FigureDraft
from bot.model import Figure, Hedge, Measure

_WORDING = {
    Hedge.EXACT: "{}",
    Hedge.ABOUT: "around {}",
    Hedge.OVER: "more than {}",
    Hedge.AT_LEAST: "at least {}",
    Hedge.UNDER: "fewer than {}",
    Hedge.UP_TO: "up to {}",
    Hedge.NEARLY: "nearly {}",
}
_VAGUE_WORDS = ((20_000, "tens of thousands"), (2_000, "thousands"), (200, "hundreds"), (40, "scores"), (0, "dozens"))
_LOW = frozenset({Hedge.EXACT, Hedge.ABOUT, Hedge.OVER, Hedge.AT_LEAST})
_HIGH = frozenset({Hedge.EXACT, Hedge.ABOUT, Hedge.UNDER, Hedge.UP_TO, Hedge.NEARLY})


def build_figure(draft: FigureDraft, measure: Measure, unit: str) -> Figure:
    """Give a figure the bounds of its hedge; `low` and `high` without a value make a range."""
    surface = draft.surface or _surface(draft, measure)
    ranged = draft.value is None
    return Figure(
        start=0,
        end=len(surface),
        surface=surface,
        value=draft.value,
        low=draft.low if ranged else draft.value if draft.hedge in _LOW else None,
        high=draft.high if ranged else draft.value if draft.hedge in _HIGH else None,
        hedge=Hedge.RANGE if ranged and draft.hedge is not Hedge.VAGUE else draft.hedge,
        measure=measure,
        unit=unit,
    )


def _surface(draft: FigureDraft, measure: Measure) -> str:
    sign = "%" if measure is Measure.PERCENT else ""
    if draft.value is not None:
        return _WORDING[draft.hedge].format(f"{draft.value:,}{sign}")
    if draft.hedge is Hedge.VAGUE:
        return next(word for least, word in _VAGUE_WORDS if (draft.low or 0) >= least)
    return f"{draft.low:,} to {draft.high:,}{sign}"
