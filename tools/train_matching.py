"""Train the weights of the matching cues on labelled articles, and judge them on events left out.

Usage: python -m tools.train_matching [--write] [--tuned] [--folds N] SHARED_FOLDER

The events of SHARED_FOLDER and our own of seeds/events are dealt out to folds. Each fold is scored with weights that
were trained on the others, as `tallywire evaluate` scores: articles in order of arrival, each matched in the light of
what the program itself (not the label) made of those before it. `--folds 0` leaves out one event at a time.
`--write` trains on all and writes bot/matching/weights.py.
"""

import argparse
import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from adapters.files.articles import load_articles, order
from adapters.files.topics import load_topic
from bot.analysis import Watch, analyse, sources_of, watch
from bot.evaluation import Label, Said, Scores, align, same_number, score
from bot.matching.candidates import candidates
from bot.matching.choose import CONFIDENT, choose, weigh
from bot.matching.compiled import CompiledClaim
from bot.matching.looks import look, look_again
from bot.matching.placing import numbers_of, place_in_article, reading_order
from bot.matching.record import Known
from bot.matching.scene import sentence_scene
from bot.model import ANSWERING, Alert, Entry, Reading, Unmatched
from bot.reading.languages import find_language
from bot.reading.read import read
from tools.score_alerts import score as score_alerts

ROOT = Path(__file__).resolve().parents[1]
WEIGHTS_FILE = ROOT / "bot" / "matching" / "weights.py"
STRENGTH = 1.0
"""L2 penalty: cues seen a few times only stay near zero."""
STEPS, RATE = 500, 0.05
FOLDS = 5
ONE_EVENT = frozenset({"desk", "seeds"})
"""Sets that tell of one event, that of the topic which ships with the program."""
SHIPPED = 3
"""How often its figures count: it has nine times as many claims as the other topics, and no more figures."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DataSet:
    """Labelled articles of one event, read once."""

    name: str
    watch: Watch
    readings: tuple[Reading, ...]
    labels: tuple[Label, ...]
    wanted: tuple[dict[str, Any], ...]
    """Lines of the wanted alerts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One figure: its candidates' cues, and which of them is right (-1: none)."""

    candidates: tuple[tuple[str, ...], ...]
    right: int


def load(name: str, articles: Sequence[Path], topic: Path, labels: Path) -> DataSet:
    """Read the articles of one event."""
    language = find_language("en")
    if language is None:
        raise SystemExit("no English")
    watching = watch(load_topic(topic), language)
    arriving = order(load_articles(*articles))
    return DataSet(
        name=name,
        watch=watching,
        readings=tuple(read(article, language) for article in arriving),
        labels=tuple(Label.of(line) for line in json_lines(labels)),
        wanted=tuple(json_lines(labels.with_name("alerts.jsonl"))),
    )


def json_lines(path: Path) -> list[dict[str, Any]]:
    """Read a file of one object a line."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def load_own() -> tuple[DataSet, ...]:
    """Load the events that belong to the project."""
    return load_events(ROOT / "seeds" / "events")


def load_events(folder: Path) -> tuple[DataSet, ...]:
    """Load a folder of events, each a folder with its topic, reports, labels and wanted alerts."""
    return tuple(
        load(event.name, [event / "reports.jsonl"], event / "topic.yaml", event / "labels.jsonl")
        for event in sorted(folder.iterdir())
        if event.is_dir()
    )


def load_all(shared: Path) -> tuple[DataSet, ...]:
    """Load the shared events, the desk and the seeds."""
    events = load_events(shared / "events")
    topic = ROOT / "seeds" / "topics" / "isis-detainees-syria-iraq.yaml"
    desk = load("desk", [shared / "desk" / "reports.jsonl"], topic, shared / "desk" / "labels.jsonl")
    seeds = load("seeds", [shared / "seeds"], topic, shared / "seeds" / "labels.jsonl")
    return (*events, desk, seeds)


def rows(data: DataSet, weights: Mapping[str, float] | None) -> Iterator[Row]:
    """Yield the figures of an event with the right claims.

    With weights, each comes twice, as it is looked at twice; what is known before each, and what the others of its
    article seem to answer, is what these weights made of them, mistakes included, so that neither is trusted more than
    it deserves. Without, nothing is known.
    """
    known = Known()
    for reading in data.readings:
        if weights is None:
            yield from _lone_rows(data, reading, known)
        else:
            yield from _article_rows(data, reading, known, weights)


def _lone_rows(data: DataSet, reading: Reading, known: Known) -> Iterator[Row]:
    """Yield figures with nothing known but what the figures before them in the article answer."""
    topic, language = data.watch.compiled, data.watch.language.matching
    sources, gold = sources_of(reading, data.watch), gold_claims(data, reading)
    scenes = [sentence_scene(sentence, topic, language) for sentence in reading.sentences]
    known.open_article(numbers_of(reading.mentions))
    for number in reading_order(reading.mentions):
        mention = reading.mentions[number]
        if mention.figure.measure not in ANSWERING:
            continue
        at = place_in_article(mention, reading, scenes, topic, language)
        found = tuple(candidates(at, topic, sources[number], known, language))
        if found and number in gold:
            yield example(found, gold[number])
        known.last = (gold.get(number), *known.last[:3])


def _article_rows(data: DataSet, reading: Reading, known: Known, weights: Mapping[str, float]) -> Iterator[Row]:
    sources, gold = sources_of(reading, data.watch), gold_claims(data, reading)
    looks = look(reading, data.watch.compiled, sources, known, data.watch.language.matching, weights)
    for number, found in look_again(looks).items():
        if found and number in gold:
            yield example(looks[number].found, gold[number])
            yield example(found, gold[number])
        choice = choose([weigh(claim.claim.id, cues, weights) for claim, cues in looks[number].found])
        sure = choice is not None and choice.probability >= CONFIDENT
        known.add(choice.candidate.claim if choice and sure else None, reading.mentions[number].figure, sources[number])


def example(found: Sequence[tuple[CompiledClaim, tuple[str, ...]]], right: str | None) -> Row:
    """Put a figure's candidates and the right one together; a sink may absorb what no label names."""
    kept = [(claim.claim.id, cues) for claim, cues in found if right is not None or not claim.claim.sink]
    claims = [claim for claim, _ in kept]
    return Row(candidates=tuple(cues for _, cues in kept), right=claims.index(right) if right in claims else -1)


def gold_claims(data: DataSet, reading: Reading) -> dict[int, str | None]:
    """Return the right claim of each figure that is to be learned from; vague words and shares are left out."""
    article = reading.article.id
    said = [
        Said(
            article=article,
            field=mention.sentence.field.value,
            mention=mention,
            source=None,
            result=Unmatched(mention=mention, reason=""),
        )
        for mention in reading.mentions
    ]
    pairs, loose = align([label for label in data.labels if label.article == article], said)
    number = {id(each): at for at, each in enumerate(said)}
    gold: dict[int, str | None] = {number[id(each)]: None for each in loose}
    for label, each in pairs:
        if each is None or (label.kind == "figure" and not same_number(label, each)):
            continue
        if label.kind in ("figure", "vague_figure"):
            gold[number[id(each)]] = label.claim
        elif label.kind in ("untracked", "distractor"):
            gold[number[id(each)]] = None
    return gold


def without(examples: Mapping[str, Sequence[Row]], left_out: Collection[str]) -> dict[str, float]:
    """Fit on all events but these."""
    kept = [found for name, found in examples.items() if name not in left_out for _ in range(times(name))]
    return fit([row for found in kept for row in found])


def times(name: str) -> int:
    """Return how often an event's figures count."""
    return SHIPPED if name in ONE_EVENT else 1


def deal(names: Sequence[str], folds: int) -> tuple[frozenset[str], ...]:
    """Deal events out to so many folds, or one each for 0; the desk and the seeds are one event, in one fold."""
    events = [name for name in names if name not in ONE_EVENT]
    dealt = [set(events[number :: folds or len(events)]) for number in range(folds or len(events))]
    together = set(names) & ONE_EVENT
    if folds and together:
        dealt[-1] |= together
    elif together:
        dealt.append(together)
    return tuple(frozenset(fold) for fold in dealt if fold)


def examples_of(sets: Sequence[DataSet], dealt: Sequence[frozenset[str]]) -> dict[str, tuple[Row, ...]]:
    """Return every event's figures twice: with nothing known, and with what weights of the other folds make known."""
    cold = {data.name: tuple(rows(data, None)) for data in sets}
    known = {name: weights for fold in dealt for weights in [without(cold, fold)] for name in fold}
    return {data.name: cold[data.name] + tuple(rows(data, known[data.name])) for data in sets}


def fit(examples: Sequence[Row]) -> dict[str, float]:
    """Fit the conditional logit that `bot.matching.choose` decides by (Adam, full batch, deterministic)."""
    names = sorted({cue for row in examples for cues in row.candidates for cue in cues})
    column = {name: at for at, name in enumerate(names)}
    sizes = [len(row.candidates) for row in examples]
    matrix = np.zeros((sum(sizes), len(names)))
    target = np.zeros(sum(sizes))
    at = 0
    for row in examples:
        for number, cues in enumerate(row.candidates):
            for cue in cues:
                matrix[at, column[cue]] += 1.0
            target[at] = float(number == row.right)
            at += 1
    owner = np.repeat(np.arange(len(examples)), sizes)
    weights = descend(matrix, target, owner, len(examples))
    return dict(zip(names, (float(round(weight, 3)) for weight in weights), strict=True))


def descend(matrix: "np.ndarray", target: "np.ndarray", owner: "np.ndarray", count: int) -> "np.ndarray":
    """Return the weights of least penalised loss."""
    weights = np.zeros(matrix.shape[1])
    mean, square = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, STEPS + 1):
        odds = np.exp(np.clip(matrix @ weights, -30, 30))
        share = odds / (1 + np.bincount(owner, odds, count))[owner]
        slope = matrix.T @ (share - target) + STRENGTH * weights
        mean = 0.9 * mean + 0.1 * slope
        square = 0.999 * square + 0.001 * slope * slope
        weights -= RATE * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return weights


def judged(data: DataSet, weights: Mapping[str, float]) -> tuple[Scores, tuple[int, int, int]]:
    """Score one event as `tallywire evaluate` does, and count its wanted alerts found, missed, and the false ones."""
    history: list[Entry] = []
    said: list[Said] = []
    alerts: list[Alert] = []
    for reading in data.readings:
        news = analyse(reading, data.watch, history, reading.article.published, weights)
        history.extend(news.entries)
        alerts.extend(news.alerts)
        said += [
            Said(
                article=reading.article.id,
                field=each.mention.sentence.field.value,
                mention=each.mention,
                source=each.source,
                result=each.result,
            )
            for each in news.found
        ]
    found, missed, false = score_alerts(data.wanted, alerts)
    return score(data.labels, said)[0], (len(found), len(missed), len(false))


def report(name: str, scores: Scores, alerts: tuple[int, int, int]) -> tuple[float, ...]:
    """Print a line of scores; return statements' and alerts' precision and recall, and the sources' accuracy."""
    found, missed, false = alerts
    rates = (
        scores.statements.precision or 0.0,
        scores.statements.recall or 0.0,
        scores.sources.precision or 0.0,
        found / max(1, found + false),
        found / max(1, found + missed),
    )
    print(f"{name:28}" + "".join(f"{rate:8.3f}" for rate in rates))
    return rates


def write(weights: Mapping[str, float]) -> None:
    """Write the weights as reviewed data."""
    lines = [f'        "{name}": {weight:+.2f},' for name, weight in sorted(weights.items())]
    WEIGHTS_FILE.write_text(
        '"""What each matching cue is worth, in log odds; written by tools/train_matching.py, never by hand."""\n\n'
        "from collections.abc import Mapping\nfrom types import MappingProxyType\n\n"
        "WEIGHTS: Mapping[str, float] = MappingProxyType(\n    {\n" + "\n".join(lines) + "\n    }\n)\n",
        encoding="utf-8",
    )


def main() -> None:
    """Run the recipe."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--tuned", action="store_true", help="also score with weights trained on everything")
    parser.add_argument("--folds", type=int, default=FOLDS, help="0 leaves out one event at a time")
    options = parser.parse_args()
    own = load_own()
    sets = (*load_all(options.shared), *own)
    dealt = deal([data.name for data in sets], options.folds)
    examples = examples_of(sets, dealt)
    everything = without(examples, ())
    if options.write:
        write(everything)
    left_out = {name: weights for fold in dealt for weights in [without(examples, fold)] for name in fold}
    rates = {}
    print(f"{'':28}" + "".join(f"{head:>8}" for head in ("P", "R", "sources", "alert P", "alert R")))
    for data in sets:
        rates[data.name] = report(data.name, *judged(data, left_out[data.name]))
        if options.tuned:
            report("    trained on it too", *judged(data, everything))
    ours = {data.name for data in own}
    print_macro("events, macro", [rate for name, rate in rates.items() if name not in ours | ONE_EVENT])
    print_macro("own events, macro", [rate for name, rate in rates.items() if name in ours])


def print_macro(title: str, rates: Sequence[tuple[float, ...]]) -> None:
    """Print the mean of some events."""
    if rates:
        print(f"{title:28}" + "".join(f"{rate:8.3f}" for rate in np.mean(np.array(rates), axis=0)))


if __name__ == "__main__":
    main()
