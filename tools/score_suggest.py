"""Score `topic suggest` against labelled claims: `python -m tools.score_suggest [--show] FOLDER...`.

A folder holds `labels.jsonl` beside its articles. The draft is written as YAML and loaded as any topic file; the real
matching is run with it. A suggested claim finds a labelled one when at least half of the labelled claim's figures fall
under it, and at least half of the figures that fall under it are that claim's; a figure that no label has counts
against it. A suggestion finds one labelled claim at most. A labelled claim without a numeric figure is looked for by
its vague ones. The most disputed claims of a folder are those with most distinct labelled numbers; at a tie all that
share the last place are asked for, and as many of them as there are places left must be found.
"""

import argparse
import tempfile
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from adapters.files.articles import load_articles, order
from adapters.files.topic_draft import draft_text
from adapters.files.topics import load_topic
from bot.cli.labelled import load_labels
from bot.cli.reading import language_of, match_all, watched
from bot.drafting.languages import find_drafting
from bot.drafting.suggest import suggest
from bot.evaluation import SCORED, Label, Said, align
from bot.model import Article
from bot.reading.read import read

VAGUE = "vague_figure"
HALF = 0.5
DISPUTED = 2


@dataclass(frozen=True, slots=True)
class Found:
    """What a folder's draft found."""

    claims: int
    suggested: int
    found: Mapping[str, str]
    """Labelled claim -> the suggested claim that finds it."""
    first: tuple[str, ...]
    """The labelled claims that are most disputed beyond doubt."""
    tied: tuple[str, ...]
    """Those that share the last place."""

    @property
    def disputed_found(self) -> int:
        """How many of the two most disputed claims are found."""
        places = DISPUTED - len(self.first)
        return sum(claim in self.found for claim in self.first) + min(
            places, sum(claim in self.found for claim in self.tied)
        )


def score(folder: Path, most: int) -> Found:
    """Draft a topic from a folder's articles and compare what its claims catch with the labels."""
    articles = order(load_articles(*article_paths(folder)))
    labels = [label for label in load_labels(folder / "labels.jsonl") if label.claim]
    said = said_by_draft(articles, most)
    suggested = len({each.claim for each in said if each.claim})
    first, tied = _most_disputed(labels)
    return Found(
        claims=len({label.claim for label in labels}),
        suggested=suggested,
        found=_matched(labels, said),
        first=first,
        tied=tied,
    )


def article_paths(folder: Path) -> list[Path]:
    """Return the reports of an event, else a folder of texts."""
    reports = folder / "reports.jsonl"
    return [reports] if reports.exists() else [folder]


def said_by_draft(articles: Sequence[Article], most: int) -> list[Said]:
    """Return what the matching says of every figure with the topic that was drafted from the same articles."""
    language = language_of(None)
    drafting = find_drafting(language.code)
    if drafting is None:
        raise SystemExit("no English")
    draft = suggest([read(article, language) for article in articles], "draft", "", drafting, language, most)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "draft.yaml"
        path.write_text(draft_text(draft.topic, draft.seen), encoding="utf-8")
        load_topic(path)
        return [
            Said(
                article=reading.article.id,
                field=found.mention.sentence.field.value,
                mention=found.mention,
                source=found.source,
                result=found.result,
            )
            for reading, all_found in match_all(articles, watched(path))
            for found in all_found
        ]


def _matched(labels: Sequence[Label], said: Sequence[Said]) -> dict[str, str]:
    wanted = _wanted(labels)
    pairs, loose = align(labels, said)
    caught = Counter(each.claim for _, each in pairs if each is not None and each.claim)
    caught.update(each.claim for each in loose if each.claim)
    right: Counter[tuple[str, str]] = Counter()
    hit: defaultdict[tuple[str, str], int] = defaultdict(int)
    for label, each in pairs:
        if each is None or each.claim is None or label.claim is None:
            continue
        right[label.claim, each.claim] += 1
        hit[label.claim, each.claim] += label.kind == wanted[label.claim][0]
    fits = [
        (count / wanted[claim][1], claim, suggestion)
        for (claim, suggestion), count in hit.items()
        if count >= HALF * wanted[claim][1] and right[claim, suggestion] >= HALF * caught[suggestion]
    ]
    return _one_each(fits)


def _wanted(labels: Sequence[Label]) -> dict[str, tuple[str, int]]:
    """Return by claim the kind of label that is looked for and how many there are."""
    kinds = Counter((label.claim, label.kind) for label in labels)
    claims = {label.claim for label in labels if label.claim}
    kind = {claim: SCORED if kinds[claim, SCORED] else VAGUE for claim in claims}
    return {claim: (kind[claim], max(1, kinds[claim, kind[claim]])) for claim in claims}


def _one_each(fits: Sequence[tuple[float, str, str]]) -> dict[str, str]:
    """Give each suggestion the claim that it fits best."""
    found: dict[str, str] = {}
    for _, claim, suggestion in sorted(fits, key=lambda fit: (-fit[0], fit[1], fit[2])):
        if claim not in found and suggestion not in found.values():
            found[claim] = suggestion
    return found


def _most_disputed(labels: Sequence[Label]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    numbers: defaultdict[str, set[object]] = defaultdict(set)
    for label in labels:
        if label.kind == SCORED and label.claim:
            numbers[label.claim].add(label.value if label.value is not None else (label.low, label.high))
    ranked = sorted((len(values) for values in numbers.values()), reverse=True)
    least = ranked[min(DISPUTED, len(ranked)) - 1] if ranked else 0
    first = tuple(sorted(claim for claim, values in numbers.items() if len(values) > least))
    return first, tuple(sorted(claim for claim, values in numbers.items() if len(values) == least))


def main() -> None:
    """Print a line a folder, then the totals."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--most", type=int, default=20, help="claims of a draft")
    parser.add_argument("--show", action="store_true", help="name the claims found and missed")
    options = parser.parse_args()
    scores = {folder.name: score(folder, options.most) for folder in options.folders}
    for name, each in scores.items():
        print(
            f"{name:28} claims {len(each.found):2} of {each.claims:2}"
            f"  most disputed {each.disputed_found} of {DISPUTED}  suggested {each.suggested}"
        )
        if options.show:
            print("    found:", ", ".join(f"{claim} by {by}" for claim, by in sorted(each.found.items())))
            print("    most disputed:", ", ".join(each.first), "/", ", ".join(each.tied))
    both = sum(each.disputed_found == DISPUTED for each in scores.values())
    print(
        f"{'all':28} claims {sum(len(each.found) for each in scores.values())} of "
        f"{sum(each.claims for each in scores.values())}  both most disputed in {both} of {len(scores)}"
    )


if __name__ == "__main__":
    main()
