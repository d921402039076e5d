"""Labelled sentences, and how well an extractor finds the figures in them."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from adapters.files.articles import load_articles
from bot.cli.labelled import load_labels
from bot.evaluation import DISTRACTOR, Label, Tally
from bot.model import Field, Hedge, Sentence
from bot.reading.language import Language
from bot.reading.sentences import split
from tests.benchmarks.made import SEEDS
from tests.benchmarks.rivals import Extractor, Found

SHARED = Path(__file__).parents[3] / "shared"
"""Labelled reports beside the checkout, where there are some."""
WANTED = ("figure", "vague_figure")
"""Kinds of labels that an extractor has to find; finding the others, but distractors, is no fault."""


@dataclass(frozen=True, slots=True)
class Text:
    """A field of an article: its sentences, and the labels that stand in it."""

    sentences: tuple[Sentence, ...]
    labels: tuple[Label, ...]


@dataclass(slots=True)
class Score:
    """Figures with the right value, and those whose hedge is right too."""

    values: Tally = field(default_factory=Tally)
    hedged: Tally = field(default_factory=Tally)


def labelled_texts(language: Language) -> tuple[str, list[Text]]:
    """Return labelled texts and where they are from: the reports beside the checkout, else the sample articles."""
    reports = [SHARED / "desk", *sorted(path.parent for path in SHARED.glob("events/*/reports.jsonl"))]
    if (SHARED / "desk").is_dir():
        pairs = [(folder / "reports.jsonl", folder / "labels.jsonl") for folder in reports]
        return "labelled reports", [text for pair in pairs for text in _texts(*pair, language)]
    folder = SEEDS / "articles"
    pairs = [(folder / f"{name}.jsonl", folder / f"{name}.labels.jsonl") for name in ("isis", "earthquake")]
    return "sample articles", [text for pair in pairs for text in _texts(*pair, language)]


def _texts(articles: Path, labels: Path, language: Language) -> Iterator[Text]:
    by_place: defaultdict[tuple[str, str], list[Label]] = defaultdict(list)
    for label in load_labels(labels):
        by_place[label.article, label.field].append(label)
    for article in load_articles(articles):
        for part, text in ((Field.TITLE, article.title), (Field.TEXT, article.text)):
            yield Text(split(text, part, language), tuple(by_place[article.id, part.value]))


def score(extractor: Extractor, texts: Sequence[Text]) -> Score:
    """Compare what an extractor finds with the labels.

    A label is paired with the figure that overlaps it most; none is paired twice, and wanted labels choose first. It
    is right when value, low and high are: a range has two bounds and no value, a vague word a least one. A library
    without hedges has its number compared as it stands ("up to 7,000" is found when 7,000 is), and is asked no more
    than that; with the hedge, a number without one is taken as exact. A figure that is paired with nothing, or with a
    distractor, is false when it is taken for a plain count; a wanted one with a wrong number is false and missed.
    """
    total = Score()
    for text in texts:
        _score_text(total, _found(extractor, text), text.labels)
    return total


def _found(extractor: Extractor, text: Text) -> list[Found]:
    return [
        Found(
            (found.span[0] + sentence.start, found.span[1] + sentence.start), found.bounds, found.hedge, found.is_count
        )
        for sentence in text.sentences
        for found in extractor.understand(extractor.extract(sentence.text))
    ]


def _score_text(total: Score, found: list[Found], labels: Sequence[Label]) -> None:
    for label in sorted(labels, key=lambda label: label.kind not in WANTED):
        best = max(found, key=lambda each: _overlap(label, each), default=None)
        if best is not None and _overlap(label, best) > 0:
            found.remove(best)
        else:
            best = None
        if label.kind in WANTED:
            value = best is not None and _same_value(label, best)
            hedge = best is not None and (best.hedge or Hedge.EXACT.value) == label.hedge
            _count(total.values, is_found=best is not None, is_right=value)
            _count(total.hedged, is_found=best is not None, is_right=value and hedge)
        elif best is not None and label.kind == DISTRACTOR and best.is_count:
            _count_false(total)
    for each in found:
        if each.is_count:
            _count_false(total)


def _count(tally: Tally, *, is_found: bool, is_right: bool) -> None:
    tally.right += is_right
    tally.missed += not is_right
    tally.false += is_found and not is_right


def _count_false(total: Score) -> None:
    total.values.false += 1
    total.hedged.false += 1


def _overlap(label: Label, found: Found) -> int:
    return min(label.end, found.span[1]) - max(label.start, found.span[0])


def _same_value(label: Label, found: Found) -> bool:
    value, low, high = found.bounds
    if label.value is not None:
        return value == label.value
    return value is None and (low, high) == (label.low, label.high)
