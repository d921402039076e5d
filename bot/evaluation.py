"""What reading and matching got right, against labels: figures, hedges, claims and sources."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import UnionType
from typing import Any

from bot.model import Measure, Mention, Number, Statement, Unmatched

SCORED = "figure"
"""The label kind that is scored."""
IGNORED = frozenset({"vague_figure", "share", "quantifier", "no_figure"})
"""Label kinds of a claim's looser mentions: neither right nor wrong, whatever is made of them."""
DISTRACTOR = "distractor"
_NUMBERS = ("start", "end", "value", "low", "high")
_KINDS: Mapping[str, type | UnionType] = {
    **dict.fromkeys(("article", "field", "surface", "kind"), str),
    **dict.fromkeys(("hedge", "claim", "source"), str | None),
    **dict.fromkeys(_NUMBERS[:2], int),
    **dict.fromkeys(_NUMBERS[2:], int | float | None),
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

    @classmethod
    def of(cls, line: Mapping[str, Any]) -> "Label":
        """Read a line of a label file; keys that are not scored are left out. Raise ValueError when it is no label."""
        values: dict[str, Any] = {name: line.get(name) for name in cls.__slots__}
        wrong = [name for name, kinds in _KINDS.items() if not isinstance(values[name], kinds)]
        if wrong:
            told = [f"{name} is {'no number' if name in _NUMBERS else 'no text'}" for name in wrong]
            raise ValueError("; ".join(told))
        return cls(**values)


@dataclass(slots=True)
class Tally:
    """Right, wrong and missed."""

    right: int = 0
    false: int = 0
    missed: int = 0

    @property
    def precision(self) -> float | None:
        """Share of what was said that is right; None when nothing was said."""
        said = self.right + self.false
        return self.right / said if said else None

    @property
    def recall(self) -> float | None:
        """Share of what was there that was said; None when nothing was there."""
        there = self.right + self.missed
        return self.right / there if there else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall."""
        total = 2 * self.right + self.false + self.missed
        return 2 * self.right / total if total else None


@dataclass(slots=True)
class Scores:
    """The scores of one set of articles."""

    figures: Tally = field(default_factory=Tally)
    statements: Tally = field(default_factory=Tally)
    by_claim: defaultdict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    hedges: Tally = field(default_factory=Tally)
    """Right and false hedges of the figures that were found."""
    sources: Tally = field(default_factory=Tally)
    """Right and false sources of the statements that are right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What the product said of one figure."""

    article: str
    field: str
    mention: Mention
    source: str | None
    result: Statement | Unmatched

    @property
    def claim(self) -> str | None:
        """The claim it answers, None for none."""
        return self.result.claim if isinstance(self.result, Statement) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Confusion:
    """One thing that went wrong, for the list that `--show` prints."""

    what: str
    article: str
    surface: str
    wanted: str | None
    got: str | None
    quote: str
    why: str


def score(labels: Sequence[Label], said: Sequence[Said]) -> tuple[Scores, tuple[Confusion, ...]]:
    """Compare what was said with the labels of the same articles."""
    scores = Scores()
    confusions: list[Confusion] = []
    pairs, loose = align(labels, said)
    for label, each in pairs:
        if label.kind == SCORED:
            confusions.extend(_score_pair(scores, label, each))
        elif each is not None and label.kind not in IGNORED:
            misread = label.kind == DISTRACTOR and not same_number(label, each)
            confusions.extend(_score_other(scores, each, label.claim, misread=misread))
    for each in loose:
        confusions.extend(_score_other(scores, each, None, misread=True))
    return scores, tuple(confusions)


def is_count(said: Said) -> bool:
    """Whether a figure was taken for a plain count: one that is no label's, or a distractor's, is false."""
    return said.mention.figure.measure is Measure.COUNT


def align(labels: Sequence[Label], said: Sequence[Said]) -> tuple[list[tuple[Label, Said | None]], list[Said]]:
    """Pair each label with the figure that overlaps it most; return the figures that no label has, too."""
    by_place: defaultdict[tuple[str, str], list[Said]] = defaultdict(list)
    for each in said:
        by_place[each.article, each.field].append(each)
    taken: set[int] = set()
    pairs: list[tuple[Label, Said | None]] = []
    for label in sorted(labels, key=lambda label: label.kind != SCORED):
        free = [each for each in by_place[label.article, label.field] if id(each) not in taken]
        best = max(free, key=lambda each: overlap(label, each), default=None)
        if best is None or overlap(label, best) <= 0:
            pairs.append((label, None))
            continue
        taken.add(id(best))
        pairs.append((label, best))
    return pairs, [each for each in said if id(each) not in taken]


def overlap(label: Label, said: Said) -> int:
    """Return how many characters a label and a figure share; not positive when none."""
    figure = said.mention.figure
    return min(label.end, figure.end) - max(label.start, figure.start)


def _score_pair(scores: Scores, label: Label, said: Said | None) -> Iterable[Confusion]:
    found = said is not None and same_number(label, said)
    scores.figures.right += found
    scores.figures.missed += not found
    if said is None or not found:
        scores.figures.false += said is not None
        yield from _missed(scores, label, said, "value" if said else "figure")
        if said is not None and said.claim is not None:
            yield _false(scores, said, label.claim)
        return
    hedged = label.hedge == said.mention.figure.hedge.value
    scores.hedges.right += hedged
    scores.hedges.false += not hedged
    if not hedged:
        yield _confusion("hedge", label, said, label.hedge, said.mention.figure.hedge.value)
    if label.claim is None:
        if said.claim is not None:
            yield _false(scores, said, None)
        return
    yield from _score_claim(scores, label, said)


def _score_other(scores: Scores, said: Said, wanted: str | None, *, misread: bool) -> Iterable[Confusion]:
    """Score a figure where no label asks for one."""
    if misread and is_count(said):
        scores.figures.false += 1
        yield _told("false figure", said, None)
    if said.claim not in (None, wanted):
        yield _false(scores, said, wanted)


def _score_claim(scores: Scores, label: Label, said: Said) -> Iterable[Confusion]:
    if said.claim != label.claim:
        yield from _missed(scores, label, said, "claim")
        if said.claim is not None:
            yield _false(scores, said, label.claim)
        return
    for tally in (scores.statements, scores.by_claim[label.claim or ""]):
        tally.right += 1
    same = same_source(label.source, said.source)
    scores.sources.right += same
    scores.sources.false += not same
    if not same:
        yield _confusion("source", label, said, label.source, said.source)


def _missed(scores: Scores, label: Label, said: Said | None, what: str) -> Iterable[Confusion]:
    if label.claim is not None:
        scores.statements.missed += 1
        scores.by_claim[label.claim].missed += 1
    yield _confusion(what, label, said, label.claim, said.claim if said else None)


def _false(scores: Scores, said: Said, wanted: str | None) -> Confusion:
    claim = said.claim or ""
    scores.statements.false += 1
    scores.by_claim[claim].false += 1
    return _told("false statement", said, wanted)


def _told(what: str, said: Said, wanted: str | None) -> Confusion:
    return Confusion(
        what=what,
        article=said.article,
        surface=said.mention.figure.surface,
        wanted=wanted,
        got=said.claim,
        quote=said.mention.sentence.text,
        why=why(said),
    )


def _confusion(what: str, label: Label, said: Said | None, wanted: str | None, got: str | None) -> Confusion:
    return Confusion(
        what=what,
        article=label.article,
        surface=label.surface,
        wanted=wanted,
        got=got,
        quote=said.mention.sentence.text if said else "",
        why=why(said) if said else "no figure was read here",
    )


def why(said: Said) -> str:
    """Return the cues or the reason that decided."""
    result = said.result
    return result.cue if isinstance(result, Statement) else result.reason


def same_number(label: Label, said: Said) -> bool:
    """Whether value and bounds agree; a label without a value is compared by its bounds."""
    figure = said.mention.figure
    if label.value is not None or figure.value is not None:
        return label.value == figure.value
    return (label.low, label.high) == (figure.low, figure.high)


def same_source(wanted: str | None, got: str | None) -> bool:
    """Whether two sources are one; speakers outside the topic's list are compared as that only."""
    outside = "other:"
    if wanted and got and wanted.startswith(outside) and got.startswith(outside):
        return True
    return wanted == got
