"""Score who said it on the labelled figures of folders with reports and labels."""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from bot.matching.sources import CompiledSources, compile_sources, resolve
from bot.model import Field, Figure, Hedge, Sentence, Source, Speaker, Topic
from bot.reading.language import Language
from bot.reading.languages import find_language
from bot.reading.languages.en_sources import SOURCE_WORDS
from bot.reading.languages.en_speech import SPEECH
from bot.reading.sentences import split
from bot.reading.speech import attribute


@dataclass(frozen=True, slots=True)
class Judged:
    """One labelled figure and what was read."""

    outlet: str
    label: Mapping[str, Any]
    sentence: str
    speaker: Speaker
    source: str | None

    @property
    def right(self) -> bool:
        """Whether the source is the labelled one; any `other:` meets any other."""
        return _class(self.label["source"]) == _class(self.source)


def main(arguments: Sequence[str]) -> int:
    """Print a line a folder, then the macro average."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--show", action="store_true", help="print every figure whose source is wrong")
    parser.add_argument("--first", type=int, default=None, help="only the first N reports of a folder")
    parser.add_argument("--skip", type=int, default=0, help="leave out the first N reports of a folder")
    options = parser.parse_args(arguments)
    language = find_language("en")
    if language is None:
        return 1
    print(f"{'folder':28} {'figures':>7} {'all':>6} {'named':>6} {'own':>6} {'exact':>6}")
    scores = []
    for folder in options.folders:
        judged = list(judge(folder, language, slice(options.skip, options.first)))
        scores.append(report(folder.name, judged))
        if options.show:
            show(judged)
    print(
        f"{'macro':28} {'':7} " + " ".join(f"{sum(column) / len(column):6.3f}" for column in zip(*scores, strict=True))
    )
    return 0


def judge(folder: Path, language: Language, chosen: slice) -> Iterator[Judged]:
    """Attribute the labelled figures of a folder's reports."""
    sources = compile_sources(load_topic(folder), SOURCE_WORDS)
    labels = [json.loads(line) for line in (folder / "labels.jsonl").read_text("utf-8").splitlines()]
    for report_ in load_reports(folder)[chosen]:
        own = [label for label in labels if label["article"] == report_["id"]]
        yield from _judge_report(report_, own, sources, language)


def _judge_report(
    report_: Mapping[str, str], labels: Sequence[Mapping[str, Any]], sources: CompiledSources, language: Language
) -> Iterator[Judged]:
    sentences = (
        *split(report_["title"], Field.TITLE, language),
        *split(report_["text"], Field.TEXT, language),
    )
    placed = [(sentence, label) for label in labels if label["surface"] and (sentence := _sentence(sentences, label))]
    figures = [(sentence, _figure(label)) for sentence, label in placed]
    speakers = attribute(sentences, figures, SPEECH)
    spoken = [(sentence, speaker) for (sentence, _), speaker in zip(placed, speakers, strict=True)]
    found = resolve(spoken, sentences, sources)
    for (sentence, label), speaker, source in zip(placed, speakers, found, strict=True):
        if label["kind"] == "figure" and label["claim"]:
            yield Judged(report_["outlet"], label, sentence.text, speaker, source)


def report(name: str, judged: Sequence[Judged]) -> tuple[float, float, float, float]:
    """Print a folder's line; return its shares of right sources: all, named, own voice, with the words of `other:`."""
    named = [one.right for one in judged if one.label["source"]]
    own = [one.right for one in judged if not one.label["source"]]
    exact = [_words(one.label["source"]) == _words(one.source) for one in judged]
    shares = (_share([one.right for one in judged]), _share(named), _share(own), _share(exact))
    print(f"{name:28} {len(judged):7} " + " ".join(f"{share:6.3f}" for share in shares))
    return shares


def show(judged: Sequence[Judged]) -> None:
    """Print every wrong source with its sentence, then the kinds of error."""
    kinds: Counter[str] = Counter()
    for one in judged:
        if one.right:
            continue
        kind = "missed" if one.source is None else "invented" if one.label["source"] is None else "confused"
        kinds[kind] += 1
        print(f"  {kind}: {one.label['source']} | read {one.source} <{one.speaker.said_by}> ({one.speaker.cue})")
        print(f"      [{one.label['surface']}] {one.sentence}")
    print("  " + ", ".join(f"{kind} {count}" for kind, count in kinds.most_common()))


def load_topic(folder: Path) -> Topic:
    """Build a topic from a folder's topic.yaml, or from the desk's sources.json."""
    file = folder / "topic.yaml"
    topic: dict[str, Any] = {}
    if file.exists():
        topic = YAML(typ="safe", pure=True).load(file.read_text("utf-8"))
        raw = topic["sources"]
        sources = [
            Source(id=key, name=str(entry["name"]), aliases=_texts(entry["aliases"])) for key, entry in raw.items()
        ]
    else:
        raw = json.loads((folder.parent / "desk" / "sources.json").read_text("utf-8"))["sources"]
        sources = [Source(id=entry["id"], name=entry["name"], aliases=_texts(entry["aliases"])) for entry in raw]
    return Topic(
        id=folder.name,
        title=str(topic.get("title", folder.name)),
        language="en",
        about=tuple(_texts(group) for group in topic.get("about", ())),
        places={str(key): _texts(names) for key, names in topic.get("places", {}).items()},
        sources=tuple(sources),
        claims=(),
    )


def load_reports(folder: Path) -> list[Mapping[str, str]]:
    """Read article lines, or a folder of texts with an index."""
    lines = folder / "reports.jsonl"
    if lines.exists():
        return [json.loads(line) for line in lines.read_text("utf-8").splitlines()]
    index = json.loads((folder / "index.json").read_text("utf-8"))
    return [
        {"id": entry["id"], "outlet": entry["outlet"], "title": "", "text": (folder / entry["file"]).read_text("utf-8")}
        for entry in index
    ]


def _texts(values: Sequence[Any]) -> tuple[str, ...]:
    return tuple(str(value) for value in values)


def _sentence(sentences: Sequence[Sentence], label: Mapping[str, Any]) -> Sentence | None:
    field = Field(label["field"])
    return next((s for s in sentences if s.field is field and s.start <= label["start"] < s.end), None)


def _figure(label: Mapping[str, Any]) -> Figure:
    return Figure(
        start=label["start"],
        end=label["end"],
        surface=label["surface"],
        value=label["value"],
        low=label["low"],
        high=label["high"],
        hedge=Hedge(label["hedge"] or "exact"),
    )


def _class(source: str | None) -> str | None:
    return "other" if source is not None and source.startswith("other:") else source


def _words(source: str | None) -> str | None:
    return source.lower() if source is not None else None


def _share(outcomes: Sequence[bool]) -> float:
    return sum(outcomes) / len(outcomes) if outcomes else 1.0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
