"""The rows of the folds beside their targets, and how a section is shown."""

from collections.abc import Iterator, Mapping, Sequence

from rich import box
from rich.table import Table

from bot.cli.scorecard import share, span
from bot.evaluation import Judged, Scores, intervals, macro, mean, together
from tools.folds import Group, Outcome, Part
from tools.targets import GAP, TARGETS, Row, Section, Target

RATES: tuple[tuple[str, str, str], ...] = (
    ("statements P", "statements", "precision"),
    ("statements R", "statements", "recall"),
    ("statements F1", "statements", "f1"),
    ("sources", "sources", "precision"),
    ("hedges", "hedges", "precision"),
    ("alerts P", "alerts", "precision"),
    ("alerts R", "alerts", "recall"),
)
"""What is told of each group: its name, the step, and the rate."""
TITLES: Mapping[Group, str] = {
    Group.EVENTS: "events left out, mean of {} events",
    Group.OWN: "own events left out, mean of {} events",
    Group.DESK: "desk by halves, each read with weights trained without it",
    Group.SEEDS: "seed articles, left out",
}
UNSEEN = frozenset(
    {
        "alahli-2023",
        "flood-texas-2025",
        "jailbreak-maputo-2024",
        "measles-texas-2025",
        "protest-belgrade-2025",
        "quake-myanmar-2025",
        "shooting-lewiston-2023",
    }
)
"""Events whose reports and errors nobody looks at who writes rules."""
LOOKED_AT = (
    "The last line: events that rules were written on, with weights trained on them, minus events whose reports "
    "and errors nobody looked at, left out. Events differ in difficulty, too."
)
SEEN: Mapping[Group, str] = {
    Group.DESK: "The topic file was written with reports of this event in view; the other half and the seeds teach.",
    Group.SEEDS: "The topic file was written for these articles, and the desk's reports of the same event teach.",
}
"""What of a group was seen, though it was left out of training."""


def fold_sections(outcome: Outcome) -> Iterator[Section]:
    """Yield a section a group, and one of the gap to what was seen."""
    for group in Group:
        left_out = group_articles(outcome.left_out, group)
        if left_out:
            rows = tuple(group_rows(left_out, TARGETS.get(group, {})))
            notes = (SEEN[group],) if group in SEEN else ()
            yield Section(TITLES[group].format(len(left_out)), rows, notes)
    if outcome.tuned:
        yield Section("tuned minus left out: mean F1 of statements", tuple(gap_rows(outcome)), (LOOKED_AT,))


def group_articles(judged: Mapping[Part, Judged], group: Group) -> list[list[Scores]]:
    """Return the scores of each article of each event; the halves of the desk are one event."""
    events = [list(found.by_article.values()) for part, found in judged.items() if part.group is group]
    if group is Group.DESK and events:
        return [[article for half in events for article in half]]
    return events


def group_rows(events: Sequence[Sequence[Scores]], targets: Mapping[str, Target]) -> Iterator[Row]:
    """Yield the rates of a group, averaged over its events, with intervals over articles."""
    totals = [together(articles) for articles in events]
    spread = intervals(events)
    for name, step, rate in RATES:
        found = macro([getattr(scores, step) for scores in totals])[rate]
        yield Row(what=name, rate=found, interval=spread.get(step, {}).get(rate), target=targets.get(name))


def gap_rows(outcome: Outcome) -> Iterator[Row]:
    """Yield how much better each group is read with weights that were trained on it, then what looking at it gave."""
    groups = [group for group in Group if group_articles(outcome.left_out, group)]
    judged = Group.EVENTS if Group.EVENTS in groups else Group.OWN
    for group in groups:
        gap = minus(mean_f1(group_articles(outcome.tuned, group)), mean_f1(group_articles(outcome.left_out, group)))
        yield Row(what=f"{group.value}: trained on, left out", rate=gap, target=GAP if group is judged else None)
    events = {part: found for part, found in outcome.tuned.items() if part.group is Group.EVENTS}
    if events:
        seen = {part: found for part, found in events.items() if part.name not in UNSEEN}
        unseen = {part: found for part, found in outcome.left_out.items() if part.name in UNSEEN}
        gap = minus(*(mean_f1(group_articles(found, Group.EVENTS)) for found in (seen, unseen)))
        yield Row(what="events looked at, never looked at", rate=gap, target=GAP)


def minus(one: float | None, other: float | None) -> float | None:
    """Return a difference, None where a side is undefined."""
    return None if one is None or other is None else one - other


def mean_f1(events: Sequence[Sequence[Scores]]) -> float | None:
    """Return the mean F1 of statements over events."""
    return mean(together(articles).statements.f1 for articles in events)


def section_table(section: Section) -> Table:
    """Return a row a rate beside its target, for a terminal of 80 columns."""
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0))
    table.add_column("what", max_width=38)
    for name in ("measured", "95 %", "floor", "goal"):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("verdict", no_wrap=True)
    for row in section.rows:
        table.add_row(row.what, told(row), span(row.interval) if row.interval else "", *targets(row), row.verdict)
    return table


def told(row: Row) -> str:
    """Return a rate, or a count with what it is out of."""
    if row.rate is None or row.of is None:
        return share(row.rate)
    return f"{row.rate:.0f} of {row.of}"


def targets(row: Row) -> tuple[str, str]:
    """Return floor and goal as they are shown."""
    if row.target is None:
        return "", ""
    floor = f"{'≤ ' if row.target.at_most else ''}{row.target.floor:g}"
    return floor, "" if row.target.goal is None else f"{row.target.goal:g}"
