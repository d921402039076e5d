"""Score as-of days, modality and background against labelled reports: `score_manner.py [--show] FOLDER...`."""

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.model import Article, Field, Figure, Hedge, Measure, Mention, Modality, Sentence, Speaker
from bot.reading.dates import as_of, settle
from bot.reading.languages.en import LANGUAGE
from bot.reading.languages.en_manner import DATES, MANNER
from bot.reading.manner import background, modality, supersede
from bot.reading.sentences import split

Label = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Judged:
    """A labelled figure and how it was read."""

    label: Label
    mention: Mention
    published: str


def read_articles(folder: Path) -> list[Article]:
    """Return the reports of a folder: `reports.jsonl`, or text files with an `index.json` beside them."""
    lines = folder / "reports.jsonl"
    if lines.exists():
        rows = [json.loads(line) for line in lines.read_text().splitlines()]
    else:
        index = json.loads((folder / "index.json").read_text())
        rows = [{**row, "title": "", "text": (folder / row["file"]).read_text()} for row in index]
    return [
        Article(
            id=row["id"],
            url=row.get("url", ""),
            outlet=row["outlet"],
            published=_aware(row["published"]),
            title=row["title"],
            text=row["text"],
        )
        for row in rows
    ]


def _aware(text: str) -> datetime:
    parsed = datetime.fromisoformat(text)
    return parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)


def judge(article: Article, labels: Sequence[Label]) -> list[Judged]:
    """Read the labelled figures of an article."""
    fields = {field: split(getattr(article, field.value), field, LANGUAGE) for field in Field}
    mentions = settle([_mention(article, label, fields[Field(label["field"])]) for label in labels])
    return [
        Judged(label, mention, article.published.date().isoformat())
        for label, mention in zip(labels, mentions, strict=True)
    ]


def _mention(article: Article, label: Label, sentences: Sequence[Sentence]) -> Mention:
    index = max(index for index, sentence in enumerate(sentences) if sentence.start <= label["start"])
    sentence, before = sentences[index], sentences[:index]
    figure = Figure(
        start=label["start"],
        end=label["end"],
        surface=label["surface"],
        value=label["value"],
        low=label["low"],
        high=label["high"],
        hedge=Hedge(label["hedge"]) if label["hedge"] else Hedge.EXACT,
        measure=Measure.COUNT,
    )
    day, dated = as_of(sentence, figure, before, article.published, DATES)
    return Mention(
        figure=figure,
        sentence=sentence,
        speaker=Speaker(said_by=label["said_by"]),
        as_of=day,
        dated=dated,
        modality=modality(sentence, figure, MANNER),
        background=background(sentence, figure, day, article.published, MANNER, dated=dated),
    )


def right_day(judged: Judged) -> bool | None:
    """Whether the day is right: a label without one means the day of printing, one of a month any of its days."""
    wanted = judged.label["as_of"] or ("" if judged.label.get("background") else judged.published)
    return judged.mention.as_of.isoformat().startswith(wanted) if re.match(r"\d{4}", wanted) else None


def with_claims(judged: Sequence[Judged]) -> list[Judged]:
    """Read again what one article says of one claim, once its claims and sources are known."""
    read = list(judged)
    for index, each in enumerate(read):
        group = [other for other in judged if _same_answer(each.label, other.label)]
        mention = supersede([each.mention, *(other.mention for other in group if other is not each)], MANNER)[0]
        read[index] = Judged(each.label, mention, each.published)
    return read


def _same_answer(label: Label, other: Label) -> bool:
    if label["claim"] != other["claim"]:
        return False
    return label["source"] == other["source"] or None in {label["source"], other["source"]}


def past(label: Label) -> bool:
    """Whether a label asks for background."""
    return bool(label.get("background")) or label.get("context") in {"caption", "teaser_link", "page_furniture"}


def f1(right: int, found: int, wanted: int) -> str:
    """Print precision, recall and F1."""
    precision, recall = right / found if found else 1.0, right / wanted if wanted else 1.0
    both = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return f"{precision:.2f}/{recall:.2f}/{both:.2f} of {wanted}"


def report(name: str, judged: Sequence[Judged]) -> None:
    """Print the scores of one folder."""
    days = [verdict for each in judged if (verdict := right_day(each)) is not None]
    given = [each for each in judged if each.label["as_of"] not in {None, each.published}]
    found = sum(each.mention.as_of.isoformat() != each.published for each in judged)
    right = sum(bool(right_day(each)) for each in given)
    print(f"{name}: {len(judged)} figures; as-of {sum(days) / max(len(days), 1):.3f} of {len(days)}", end="")
    print(f"; other than printing P/R/F1 {f1(right, found, len(given))}")
    pairs = Counter((each.label["modality"], each.mention.modality.value) for each in judged)
    same = sum(count for (asked, got), count in pairs.items() if asked == got)
    print(f"    modality {same / max(len(judged), 1):.3f}", end="")
    for each in Modality:
        got = sum(count for pair, count in pairs.items() if pair[1] == each.value)
        wanted = sum(count for pair, count in pairs.items() if pair[0] == each.value)
        if got or wanted:
            print(f"; {each.value} {f1(pairs[each.value, each.value], got, wanted)}", end="")
    both = sum(past(each.label) and each.mention.background for each in judged)
    print(f"\n    background {f1(both, sum(e.mention.background for e in judged), sum(past(e.label) for e in judged))}")


def show(judged: Sequence[Judged], what: str) -> Iterator[str]:
    """Yield the wrong readings with their sentences."""
    for each in judged:
        label, mention = each.label, each.mention
        faults = []
        if "d" in what and right_day(each) is False:
            faults.append(f"as-of {mention.as_of}, not {label['as_of']}")
        if "m" in what and label["modality"] != mention.modality:
            faults.append(f"{mention.modality}, not {label['modality']}")
        if "b" in what and past(label) != mention.background:
            faults.append("background" if mention.background else "not background")
        if faults:
            text, start = mention.sentence.text, mention.figure.start - mention.sentence.start
            marked = f"{text[:start]}[{mention.figure.surface}]{text[start + len(mention.figure.surface) :]}"
            yield f"  {label['article']} {each.published} {label['claim']}: {'; '.join(faults)}\n      {marked}"


def main(arguments: Sequence[str]) -> int:
    """Score the folders named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--show", default="", help="print wrong readings: d(ays), m(odality), b(ackground)")
    parser.add_argument("--from", dest="first", type=int, default=0, help="number of the first report that counts")
    parser.add_argument(
        "--to", dest="last", type=int, default=None, help="number of the first report that no longer counts"
    )
    parser.add_argument("--claims", action="store_true", help="let figures of one claim supersede each other")
    parser.add_argument("--untracked", action="store_true", help="judge the counts that nobody tracks instead")
    options = parser.parse_args(arguments)
    everything: list[Judged] = []
    for folder in options.folders:
        labels = [json.loads(line) for line in (folder / "labels.jsonl").read_text().splitlines()]
        kept: list[Judged] = []
        for article in read_articles(folder)[options.first : options.last]:
            mine = [
                label
                for label in labels
                if label["article"] == article.id and wanted(label, untracked=options.untracked)
            ]
            read = judge(article, mine)
            kept.extend(with_claims(read) if options.claims else read)
        report(folder.name, kept)
        for line in show(kept, options.show):
            print(line)
        everything.extend(kept)
    report("all", everything)
    return 0


def wanted(label: Label, *, untracked: bool) -> bool:
    """Whether a label is judged."""
    return label["kind"] == "untracked" if untracked else label["kind"] == "figure" and label["claim"] is not None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
