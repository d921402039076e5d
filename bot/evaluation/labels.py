"""Labels: figures, and alerts, as a person wants them."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import UnionType
from typing import Any

from bot.model import Context, Kind, Number

SCORED = "figure"
"""The label kind that is scored."""
IGNORED = frozenset({"vague_figure", "share", "quantifier", "no_figure"})
"""Label kinds of a claim's looser mentions: neither right nor wrong, whatever is made of them."""
UNTRACKED = "untracked"
"""A count that no claim asks for."""
DISTRACTOR = "distractor"
"""A number that is no count of anybody's."""
IN_THE_TEXT = frozenset({None, Context.BODY.value, Context.TITLE.value})
ALERTED = tuple(kind.value for kind in Kind)
_NUMBERS = ("start", "end", "value", "low", "high")
_KINDS: Mapping[str, type | UnionType] = {
    **dict.fromkeys(("article", "field", "surface", "kind"), str),
    **dict.fromkeys(("hedge", "claim", "source", "as_of", "modality", "context"), str | None),
    **dict.fromkeys(_NUMBERS[:2], int),
    **dict.fromkeys(_NUMBERS[2:], int | float | None),
    "background": bool | None,
}
"""What a label's keys hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """One labelled figure."""

    article: str
    field: str
    start: int
    end: int
    surface: str
    value: Number | None
    low: Number | None
    high: Number | None
    hedge: str | None
    claim: str | None
    source: str | None
    kind: str
    as_of: str | None = None
    """A day, or a month or year that it lies in; other words and None ask for nothing."""
    modality: str | None = None
    background: bool | None = None
    context: str | None = None

    @classmethod
    def of(cls, line: Mapping[str, Any]) -> "Label":
        """Read a line of a label file; keys that are not scored are left out. Raise ValueError when it is no label."""
        values: dict[str, Any] = {name: line.get(name) for name in cls.__slots__}
        wrong = [name for name, kinds in _KINDS.items() if not isinstance(values[name], kinds)]
        if wrong:
            raise ValueError("; ".join(f"{name} is {_missing(name)}" for name in wrong))
        return cls(**values)

    @property
    def is_past(self) -> bool | None:
        """Whether it is background, by what it tells or by where it stands; None where nobody labelled that."""
        if self.background is None and self.context is None:
            return None
        return bool(self.background) or self.context not in IN_THE_TEXT


def _missing(name: str) -> str:
    if name == "background":
        return "neither true nor false"
    return "no number" if name in _NUMBERS else "no text"


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedAlert:
    """One line of the alerts that an editor wants."""

    article: str
    claim: str
    kinds: frozenset[str]
    """The kinds that are right."""
    required: bool
    """False for a note: it may be told, and need not be."""
    surface: str = ""

    @classmethod
    def of(cls, line: Mapping[str, Any]) -> "WantedAlert":
        """Read a line of a file of wanted alerts; raise ValueError when it is none."""
        wrong = [name for name in ("article", "claim", "kind") if not isinstance(line.get(name), str)]
        if wrong:
            raise ValueError("; ".join(f"{name} is no text" for name in wrong))
        also = line.get("also_right") or []
        if not isinstance(also, list):
            raise ValueError("also_right is no list")  # noqa: TRY004 - a faulty line, not a faulty call
        kinds = [line["kind"], *also]
        if unknown := [str(kind) for kind in kinds if kind not in ALERTED]:
            raise ValueError(f"{', '.join(unknown)} is no kind of alert")
        return cls(
            article=line["article"],
            claim=line["claim"],
            kinds=frozenset(kinds),
            required=line["kind"] != Kind.NOTE.value,
            surface=str(line.get("surface") or ""),
        )
