"""The figure pass beside quantulum3, recognizers-text and text2num: the same sentences, the same run, one core."""

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from random import Random

from bot.evaluation import Tally
from bot.reading.languages import find_language
from tests.benchmarks.labelled import Text, labelled_texts, score
from tests.benchmarks.measure import Row, in_turns
from tests.benchmarks.rivals import Extractor, ours, quantulum3, recognizers, text2num

SENTENCES, ALL = 400, 10_000
ROUNDS = 3
TARGET = 10.0
"""Times as fast as quantulum3."""
LEAD = 0.2
"""So much better than the best of the others with hedges."""


def measure(full: bool) -> Iterator[Row]:
    """Measure sentences a second, and F1 of values alone and with their hedges."""
    language = find_language("en")
    if language is None:
        raise LookupError("English cannot be read")
    where, texts = labelled_texts(language)
    extractors = [ours(language), quantulum3(), recognizers(), text2num()]
    yield from _speeds(extractors, _sample(texts, ALL if full else SENTENCES), where)
    yield from _scores(extractors, texts)


def _sample(texts: Sequence[Text], count: int) -> list[str]:
    sentences = [sentence.text for text in texts for sentence in text.sentences]
    chance = Random(3)  # noqa: S311 - the same sentences each time, no secret
    return chance.sample(sentences, min(count, len(sentences)))


def _speeds(extractors: Sequence[Extractor], sentences: Sequence[str], where: str) -> Iterator[Row]:
    for each in extractors:
        each.extract(sentences[0])
    speeds = in_turns([_extracting(each, sentences) for each in extractors], ROUNDS)
    for each, speed in zip(extractors, speeds, strict=True):
        yield Row(what=f"{each.name}: sentences of {where}", figure=speed, unit="a second")
    for other, speed in list(zip(extractors, speeds, strict=True))[1:]:
        target = TARGET if other.name == "quantulum3" else None
        yield Row(what=f"figure pass against {other.name}", figure=speeds[0] / speed, unit="times", target=target)


def _extracting(extractor: Extractor, sentences: Sequence[str]) -> Callable[[], int]:
    def work() -> int:
        for sentence in sentences:
            extractor.extract(sentence)
        return len(sentences)

    return work


def _scores(extractors: Sequence[Extractor], texts: Sequence[Text]) -> Iterator[Row]:
    scores = [score(extractor, texts) for extractor in extractors]
    wanted = scores[0].values.right + scores[0].values.missed
    best = max(_f1(each.values) for each in scores[1:])
    best_hedged = max(_f1(each.hedged) for each in scores[1:])
    for extractor, each in zip(extractors, scores, strict=True):
        what = f"{extractor.name}: F1 of {wanted:,} labelled figures,"
        is_ours = extractor is extractors[0]
        yield Row(what=f"{what} value", figure=_f1(each.values), unit="", target=best if is_ours else None)
        target = best_hedged + LEAD if is_ours else None
        yield Row(what=f"{what} value and hedge", figure=_f1(each.hedged), unit="", target=target)


def _f1(tally: Tally) -> float:
    return tally.f1 or 0.0


if __name__ == "__main__":
    sys.stdout.write(json.dumps([row.as_json() for row in measure(full=False)]) + "\n")
