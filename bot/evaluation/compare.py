"""Holds what was said of figures against their labels."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from bot.evaluation.faults import Confusion, Fault
from bot.evaluation.labels import DISTRACTOR, IGNORED, SCORED, Label
from bot.evaluation.said import Said
from bot.evaluation.tallies import Scores, Tally
from bot.model import Figure, Measure

_DAY = re.compile(r"\d{4}(-\d\d){0,2}")


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
            confusions.extend(_score_other(scores, label, each, misread=misread))
    for each in loose:
        confusions.extend(_score_other(scores, None, each, misread=True))
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


def _score_pair(scores: Scores, label: Label, said: Said | None) -> Iterator[Confusion]:
    """Score a figure that a label asks for."""
    if said is None or not same_number(label, said):
        yield from _score_misread(scores, label, said)
        return
    scores.figures.right += 1
    yield from _score_hedge(scores, label, said)
    if label.claim is None:
        yield from _score_unwanted(scores, label, said)
        return
    yield from _score_claim(scores, label, said)
    yield from _score_manner(scores, label, said)


def _score_misread(scores: Scores, label: Label, said: Said | None) -> Iterator[Confusion]:
    """Count a figure as missed, and as false too when another number was read in its place."""
    scores.figures.missed += 1
    scores.figures.false += said is not None
    if label.claim is not None:
        _count_missed(scores, label.claim)
    wanted = number(label)
    if said is None:
        yield Confusion(fault=Fault.FIGURE_MISSED, label=label, said=None, wanted=wanted, got=None)
    else:
        got = number(said.mention.figure)
        yield Confusion(fault=Fault.WRONG_VALUE, label=label, said=said, wanted=wanted, got=got)
        yield from _score_unwanted(scores, label, said)


def _score_other(scores: Scores, label: Label | None, said: Said, *, misread: bool) -> Iterator[Confusion]:
    """Score a figure where no label asks for one."""
    if misread and is_count(said):
        scores.figures.false += 1
        yield Confusion(fault=Fault.FALSE_FIGURE, label=label, said=said, wanted=None, got=said.claim)
    if label is None or said.claim != label.claim:
        yield from _score_unwanted(scores, label, said)


def _score_hedge(scores: Scores, label: Label, said: Said) -> Iterable[Confusion]:
    got = said.mention.figure.hedge.value
    return _score_answer(scores.hedges, Fault.WRONG_HEDGE, label, said, (label.hedge, got), same=label.hedge == got)


def _score_unwanted(scores: Scores, label: Label | None, said: Said) -> Iterator[Confusion]:
    """Count the claim of a figure that answers none."""
    if said.claim is not None:
        _count_false(scores, said.claim)
        wanted = label.claim if label else None
        yield Confusion(fault=Fault.FALSE_STATEMENT, label=label, said=said, wanted=wanted, got=said.claim)


def _score_claim(scores: Scores, label: Label, said: Said) -> Iterator[Confusion]:
    wanted, got = label.claim or "", said.claim
    if got == wanted:
        scores.statements.right += 1
        scores.by_claim[wanted].right += 1
        same = same_source(label.source, said.source)
        told = (label.source, said.source)
        yield from _score_answer(scores.sources, Fault.WRONG_SOURCE, label, said, told, same=same)
        return
    _count_missed(scores, wanted)
    if got is not None:
        _count_false(scores, got)
    fault = Fault.CLAIM_MISSED if got is None else Fault.WRONG_CLAIM
    yield Confusion(fault=fault, label=label, said=said, wanted=wanted, got=got)


def _score_manner(scores: Scores, label: Label, said: Said) -> Iterator[Confusion]:
    """Score day, modality and background, each where the label tells it."""
    mention = said.mention
    if label.as_of and _DAY.fullmatch(label.as_of):
        days = (label.as_of, mention.as_of.isoformat())
        same = days[1].startswith(days[0])
        yield from _score_answer(scores.days, Fault.WRONG_DAY, label, said, days, same=same)
    if label.modality:
        told = (label.modality, mention.modality.value)
        same = told[0] == told[1]
        yield from _score_answer(scores.modalities, Fault.WRONG_MODALITY, label, said, told, same=same)
    if label.is_past is not None:
        yield from _score_background(scores.background, label, said, past=label.is_past)


def _score_background(tally: Tally, label: Label, said: Said, *, past: bool) -> Iterator[Confusion]:
    told = said.mention.background
    tally.right += told and past
    tally.false += told and not past
    tally.missed += past and not told
    if told != past:
        wanted, got = (("background", "news"), ("news", "background"))[told]
        yield Confusion(fault=Fault.WRONG_BACKGROUND, label=label, said=said, wanted=wanted, got=got)


def _score_answer(
    tally: Tally, fault: Fault, label: Label, said: Said, told: tuple[str | None, str | None], *, same: bool
) -> Iterator[Confusion]:
    """Count a wanted and a given answer as right or false."""
    tally.right += same
    tally.false += not same
    if not same:
        yield Confusion(fault=fault, label=label, said=said, wanted=told[0], got=told[1])


def _count_missed(scores: Scores, claim: str) -> None:
    scores.statements.missed += 1
    scores.by_claim[claim].missed += 1


def _count_false(scores: Scores, claim: str) -> None:
    scores.statements.false += 1
    scores.by_claim[claim].false += 1


def same_number(label: Label, said: Said) -> bool:
    """Whether value and bounds agree; a label without a value is compared by its bounds."""
    figure = said.mention.figure
    if label.value is not None or figure.value is not None:
        return label.value == figure.value
    return (label.low, label.high) == (figure.low, figure.high)


def number(figure: Label | Figure) -> str:
    """Return the number, or the bounds of one that has no value, as people compare them."""
    if figure.value is not None:
        return str(figure.value)
    return f"{'' if figure.low is None else figure.low}..{'' if figure.high is None else figure.high}"


def same_source(wanted: str | None, got: str | None) -> bool:
    """Whether two sources are one; speakers outside the topic's list are compared as that only."""
    outside = "other:"
    if wanted and got and wanted.startswith(outside) and got.startswith(outside):
        return True
    return wanted == got
