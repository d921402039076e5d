"""Score the figures that are found against labels: `python tools/score_figures.py [--show] FOLDER...`.

A folder holds `labels.jsonl` beside `reports.jsonl` or beside `index.json` and its texts. `--show` prints every error.
"""

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.model import Field, Figure, Measure
from bot.reading.figures import find_figures
from bot.reading.languages import find_language
from bot.reading.sentences import split

_ANSWERING = tuple(Measure)[:8]
_RECALLED = ("figure", "untracked", "vague_figure")
_Label = dict[str, Any]


@dataclass
class Score:
    """Counts of one data set."""

    counts: Counter[str] = field(default_factory=Counter)
    measures: Counter[str] = field(default_factory=Counter)
    """How numbers that are labelled as distractors are typed."""
    errors: list[str] = field(default_factory=list)
    sentences: int = 0
    seconds: float = 0.0


def _texts(folder: Path, limit: int | None, start: int) -> Iterator[tuple[str, dict[Field, str]]]:
    reports = folder / "reports.jsonl"
    if reports.exists():
        lines = reports.read_text(encoding="utf-8").splitlines()[start:limit]
        for report in map(json.loads, lines):
            yield report["id"], {Field.TITLE: report["title"], Field.TEXT: report["text"]}
        return
    for entry in json.loads((folder / "index.json").read_text(encoding="utf-8")):
        with (folder / entry["file"]).open(encoding="utf-8", newline="") as file:
            yield entry["id"], {Field.TITLE: "", Field.TEXT: file.read()}


def _read(text: str, part: Field, score: Score) -> list[tuple[int, int, Figure]]:
    language = find_language("en")
    if language is None:
        sys.exit("no English")
    started = time.perf_counter()
    found: list[tuple[int, int, Figure]] = []
    for sentence in split(text, part, language):
        figures = find_figures(sentence.text, language)
        found += [(figure.start + sentence.start, figure.end + sentence.start, figure) for figure in figures]
        score.sentences += 1
    score.seconds += time.perf_counter() - started
    return found


def _overlaps(label: _Label, start: int, end: int) -> bool:
    return bool(label["start"] < end and start < label["end"])


def _score_text(text: str, part: Field, labels: list[_Label], score: Score) -> None:
    found = _read(text, part, score)
    for label in labels:
        _score_label(text, label, found, score)
    for start, end, figure in found:
        if figure.measure not in _ANSWERING:
            continue
        met = [label for label in labels if _overlaps(label, start, end)]
        score.counts["answering"] += 1
        if not met:
            score.counts["false"] += 1
            score.counts[f"false {figure.measure}"] += 1
            score.errors.append(f"FALSE {figure.measure:10} {_context(text, start, end)}")
        elif figure.measure is Measure.COUNT and all(label["kind"] == "distractor" for label in met):
            score.errors.append(f"DISTRACTOR {_context(text, start, end)}")


def _score_label(text: str, label: _Label, found: list[tuple[int, int, Figure]], score: Score) -> None:
    start, end, kind = label["start"], label["end"], label["kind"]
    near = [entry for entry in found if _overlaps(label, entry[0], entry[1])]
    if kind == "distractor":
        score.measures[near[0][2].measure if near else "-"] += 1
    if kind not in _RECALLED:
        return
    score.counts[kind] += 1
    context = _context(text, start, end)
    exact = [figure for first, last, figure in near if (first, last) == (start, end)]
    values = [figure for _, _, figure in near if _value(figure) == (label["value"], label["low"], label["high"])]
    score.counts[f"{kind} span"] += bool(exact)
    score.counts[f"{kind} value"] += bool(values)
    score.counts[f"{kind} both"] += bool(exact and values)
    if not (exact and values):
        seen = [(figure.surface, _value(figure)) for _, _, figure in near]
        score.errors.append(f"MISSED {kind} {context} {label['value']}/{label['low']}/{label['high']} {seen}")
    if kind == "figure" and near:
        score.counts["hedges"] += 1
        score.counts["hedges right"] += near[0][2].hedge == label["hedge"]
        if near[0][2].hedge != label["hedge"]:
            score.errors.append(f"HEDGE {context} {label['hedge']} not {near[0][2].hedge}")
        if near[0][2].measure not in _ANSWERING:
            score.counts["mistyped"] += 1
            score.errors.append(f"TYPED {near[0][2].measure} {context}")


def _value(figure: Figure) -> tuple[Any, Any, Any]:
    return figure.value, figure.low, figure.high


def _context(text: str, start: int, end: int) -> str:
    before, after = text[max(0, start - 50) : start], text[end : end + 40]
    return f"{before}[{text[start:end]}]{after}".replace("\n", "⏎")


def _score_folder(folder: Path, limit: int | None, start: int) -> Score:
    labels: dict[tuple[str, str], list[_Label]] = {}
    for line in (folder / "labels.jsonl").read_text(encoding="utf-8").splitlines():
        label = json.loads(line)
        labels.setdefault((label["article"], label["field"]), []).append(label)
    score = Score()
    for article, parts in _texts(folder, limit, start):
        for part, text in parts.items():
            _score_text(text, part, labels.get((article, part.value), []), score)
    return score


def _ratio(counts: Counter[str], part: str, whole: str) -> str:
    return f"{counts[part] / counts[whole]:.3f}" if counts[whole] else "    -"


def _print(name: str, score: Score) -> None:
    counts = score.counts
    hedges = _ratio(counts, "hedges right", "hedges")
    recalls = "  ".join(f"{kind} {_ratio(counts, f'{kind} both', kind)}/{counts[kind]}" for kind in _RECALLED)
    precision = 1 - counts["false"] / counts["answering"] if counts["answering"] else 1.0
    false = " ".join(f"{measure} {counts[f'false {measure}']}" for measure in _ANSWERING if counts[f"false {measure}"])
    print(
        f"{name:28} P {precision:.3f} (false: {false or 0})  R {recalls}  hedge {hedges}"
        f"  mistyped {counts['mistyped']}  {score.sentences / score.seconds:.0f} sentences/s"
    )


def main() -> None:
    """Print a line a folder and one for all of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--show", action="store_true", help="print every error, and how distractors are typed")
    parser.add_argument("--start", type=int, default=0, help="first report of each folder")
    parser.add_argument("--limit", type=int, help="last report of each folder, excluded")
    options = parser.parse_args()
    total = Score()
    for folder in options.folders:
        score = _score_folder(folder, options.limit, options.start)
        total.counts += score.counts
        total.measures += score.measures
        total.sentences += score.sentences
        total.seconds += score.seconds
        _print(folder.name, score)
        if options.show:
            print("\n".join(score.errors))
    _print("all", total)
    if options.show:
        print(dict(total.measures))


if __name__ == "__main__":
    main()
