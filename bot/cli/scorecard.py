"""How scores are shown: tables for a terminal of 80 columns, and the object that `evaluate --json` prints."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from rich import box
from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table

from bot.evaluation import Confusion, Fault, Interval, Judged, Scores, Tally, intervals, macro, together
from bot.views.wording import clean

ACCURACIES = frozenset({"hedges", "sources", "days", "modalities"})
"""Steps that give one answer to each question: right or false, never missed."""
NAMES: Mapping[str, str] = {
    "figures": "figures (value)",
    "statements": "statements, micro",
    "hedges": "hedges of right figures",
    "sources": "sources of right statements",
    "days": "as-of days",
    "modalities": "modalities",
    "background": "background",
    "alerts": "alerts",
}
RATES = ("precision", "recall", "f1")
Intervals = Mapping[str, Mapping[str, Interval]]


def summary(judged: Judged) -> dict[str, Any]:
    """Return the scores of one topic as `evaluate --json` prints them."""
    scores = judged.scores
    spread = intervals([tuple(judged.by_article.values())])
    return {
        "articles": len(judged.by_article),
        "figures": rates(scores.figures),
        "hedges": accuracy(scores.hedges),
        "statements": {"micro": rates(scores.statements), "macro": macro(list(scores.by_claim.values()))},
        "sources": accuracy(scores.sources),
        "days": accuracy(scores.days),
        "modalities": accuracy(scores.modalities),
        "background": rates(scores.background),
        "alerts": rates(scores.alerts),
        "claims": {claim: rates(tally) for claim, tally in sorted(scores.by_claim.items())},
        "intervals": spread_of(spread),
        "confusions": counted(judged.confusions),
    }


def spread_of(spread: Intervals) -> dict[str, dict[str, Interval]]:
    """Return intervals by the names of the rates they belong to."""
    return {
        step: {"accuracy": found["precision"]} if step in ACCURACIES else dict(found) for step, found in spread.items()
    }


def rates(tally: Tally) -> dict[str, float | int | None]:
    """Return rates and counts."""
    counts = {"right": tally.right, "false": tally.false, "missed": tally.missed}
    return {"precision": tally.precision, "recall": tally.recall, "f1": tally.f1} | counts


def accuracy(tally: Tally) -> dict[str, float | int | None]:
    """Return the share of right answers, and the counts."""
    return {"accuracy": tally.precision, "right": tally.right, "false": tally.false}


def counted(confusions: Iterable[Confusion]) -> dict[str, int]:
    """Return how often each fault happened, all of them named."""
    counts = Counter(each.fault for each in confusions)
    return {fault.value: counts[fault] for fault in Fault}


def confusion_line(confusion: Confusion) -> dict[str, str | None]:
    """Return a fault as a line of `--show --json`."""
    return {
        "fault": confusion.fault.value,
        "article": confusion.article,
        "figure": confusion.surface,
        "wanted": confusion.wanted,
        "got": confusion.got,
        "step": confusion.step.value,
        "why": confusion.why,
        "quote": confusion.quote,
    }


def claims_table(scores: Scores) -> Table:
    """Return a row a claim, and their mean."""
    table = _table("statements by claim", "claim", "P", "R", "F1", "right", "false", "missed")
    for claim, tally in sorted(scores.by_claim.items()):
        table.add_row(claim, *map(share, _three(tally)), *_counts(tally))
    averages = macro(list(scores.by_claim.values()))
    table.add_row("mean of claims (macro)", *(share(averages[rate]) for rate in RATES))
    return table


def steps_table(articles: Sequence[Scores]) -> Table:
    """Return a row a step, over all claims, with intervals."""
    scores, spread = together(articles), intervals([articles])
    table = _table(f"all claims, {len(articles)} articles, 95 % intervals over articles", "step", "P", "R", "F1")
    for step, name in NAMES.items():
        tally = getattr(scores, step)
        if (tally.right, tally.false, tally.missed) != (0, 0, 0):
            table.add_row(name, *_step_cells(step, tally, spread.get(step, {})))
    return table


def _step_cells(step: str, tally: Tally, spread: Mapping[str, Interval]) -> Iterator[str]:
    for name, rate in zip(RATES, _three(tally), strict=True):
        yield with_interval(rate, spread.get(name))
        if step in ACCURACIES:
            return


def with_interval(rate: float | None, interval: Interval | None) -> str:
    """Return a rate with what chance makes of it."""
    if rate is None or interval is None:
        return share(rate)
    return f"{share(rate)} {span(interval)}"


def span(interval: Interval) -> str:
    """Return an interval as `.61-.74`."""
    return "-".join(f"{bound:.2f}".removeprefix("0") for bound in interval)


def confusion_counts(confusions: Sequence[Confusion]) -> Table:
    """Return a row a kind of fault that happened."""
    table = _table("confusions", "what", "count", "step")
    counts = counted(confusions)
    for fault in Fault:
        if counts[fault.value]:
            step = next(each.step for each in confusions if each.fault is fault)
            table.add_row(fault.words, str(counts[fault.value]), step.value)
    return table


def confusion_lines(confusion: Confusion) -> Iterator[RenderableType]:
    """Yield a fault with its sentence and what decided, as a short block."""
    yield f"{confusion.fault.words}: {clean(confusion.surface)} ({clean(confusion.article)})"
    yield _below(f"wanted {confusion.wanted or '-'}, got {confusion.got or '-'}")
    yield _below(f"{confusion.step.value}: {confusion.why}")
    if confusion.quote:
        yield _below(f"> {confusion.quote.strip()}")


def _below(text: str) -> Padding:
    return Padding(clean(text), (0, 0, 0, 4))


def events_table(
    events: Mapping[str, Judged], averages: Mapping[str, Mapping[str, float | None]], title: str = "events"
) -> Table:
    """Return a row an event, and their mean."""
    table = _table(title, "event", "P", "R", "F1", "source", "hedge", "alert P", "R")
    for name, judged in events.items():
        scores = judged.scores
        told = (scores.sources.precision, scores.hedges.precision, scores.alerts.precision, scores.alerts.recall)
        table.add_row(name, *map(short, (*_three(scores.statements), *told)))
    statements, alerts = averages["statements"], averages["alerts"]
    others = (averages["sources"]["precision"], averages["hedges"]["precision"], alerts["precision"], alerts["recall"])
    table.add_row("mean of events (macro)", *map(short, (*(statements[rate] for rate in RATES), *others)))
    return table


def _table(title: str, first: str, *others: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, title=title, title_justify="left", padding=(0, 1, 0, 0))
    table.add_column(first, overflow="fold", max_width=30)
    for name in others:
        table.add_column(name, justify="right", no_wrap=True)
    return table


def _three(tally: Tally) -> tuple[float | None, ...]:
    return tally.precision, tally.recall, tally.f1


def _counts(tally: Tally) -> tuple[str, ...]:
    return str(tally.right), str(tally.false), str(tally.missed)


def share(rate: float | None) -> str:
    """Return a rate with three digits, `-` for one that is undefined."""
    return "-" if rate is None else f"{rate:.3f}"


def short(rate: float | None) -> str:
    """Return a rate with two digits, `-` for one that is undefined."""
    return "-" if rate is None else f"{rate:.2f}"
