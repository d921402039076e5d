"""What a chart shows: a line a source, each point with the range its wording leaves open."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time

from bot.ledger import interval, source_key, standing
from bot.model import NEWS, Claim, Entry, Figure, Hedge, Kind, Measure, Statement, Topic
from bot.views.naming import source_name, surface
from bot.views.wording import clean, counted

MOST_LINES = 12
LOG_FROM = 50
"""From this ratio of largest to smallest on, small figures would lie flat on a linear scale."""
_NOON = time(12, tzinfo=UTC)
_UPWARDS = frozenset({Hedge.OVER, Hedge.AT_LEAST, Hedge.VAGUE})
_DOWNWARDS = frozenset({Hedge.UNDER, Hedge.UP_TO})


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One statement: where it stands, and how far its wording reaches."""

    when: datetime
    value: float
    low: float
    high: float
    """How far the wording reaches; the printed number itself where it leaves one end open."""
    opens: int
    """1 where the wording is open upwards, -1 downwards, 0 where both ends are meant."""
    surface: str
    vague: bool
    mark: Kind | None
    """The verdict, where it was worth a message."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One source's points in order of time."""

    name: str
    named: bool
    """False for an outlet's own voice."""
    label: str
    """The figure that the source stands by, as printed; what it said last where it gave no number."""
    points: tuple[Point, ...]
    ends: bool
    """Whether its last figure was withdrawn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Everything a picture needs."""

    title: str
    subtitle: str
    unit: str
    lines: tuple[Line, ...]
    left_out: int
    """Sources that no line was drawn for."""
    log: bool


def chart_of(topic: Topic, claim: str, entries: Sequence[Entry]) -> Chart:
    """Return what to draw for a claim; entries of other claims and background are left aside."""
    shown = [e for e in entries if e.statement.claim == claim and e.verdict.kind is not Kind.BACKGROUND]
    known = next((one for one in topic.claims if one.id == claim), None) or Claim(id=claim, title=claim, question=claim)
    by_source: dict[str, list[Entry]] = {}
    for entry in shown:
        by_source.setdefault(source_key(entry.statement), []).append(entry)
    stand = standing(shown, known)
    lines = [_line(told, stand.get(source), topic, known) for source, told in by_source.items()]
    lines.sort(key=lambda line: (line.points[-1].when, line.named), reverse=True)
    drawn = tuple(lines[:MOST_LINES])
    return Chart(
        title=clean(known.question),
        subtitle=_subtitle(topic, shown),
        unit=_unit(known, shown),
        lines=drawn,
        left_out=len(lines) - len(drawn),
        log=_needs_log(drawn),
    )


def _line(told: Sequence[Entry], stands_by: Statement | None, topic: Topic, claim: Claim) -> Line:
    lead, last = told[0].statement, told[-1]
    withdrawn = last.verdict.kind is Kind.WITHDRAWN
    points = [_point(entry, claim) for entry in told]
    points.sort(key=lambda point: point.when)
    return Line(
        name=source_name(lead.source, lead.outlet, topic),
        named=lead.source is not None,
        label=surface(last.statement if withdrawn or stands_by is None else stands_by),
        points=tuple(points),
        ends=withdrawn,
    )


def _point(entry: Entry, claim: Claim) -> Point:
    statement, figure = entry.statement, entry.statement.figure
    low, high = interval(figure, claim)
    opens = (figure.hedge in _UPWARDS) - (figure.hedge in _DOWNWARDS)
    value = _value(figure, low, high, opens)
    return Point(
        when=_when(statement),
        value=value,
        low=value if opens else low,
        high=value if opens else high,
        opens=opens,
        surface=surface(statement),
        vague=figure.hedge is Hedge.VAGUE,
        mark=entry.verdict.kind if entry.verdict.kind in NEWS else None,
    )


def _value(figure: Figure, low: float, high: float, opens: int) -> float:
    """Return the printed number; the middle of a range, the closed end of what has no number of its own."""
    if figure.value is not None:
        return float(figure.value)
    if opens:
        return low if opens > 0 else high
    return (low + high) / 2


def _when(statement: Statement) -> datetime:
    """Return the time of printing, or noon of the day the figure is for when that is another day."""
    published = statement.published.astimezone(UTC)
    if statement.as_of == published.date():
        return published
    return datetime.combine(statement.as_of, _NOON)


def _subtitle(topic: Topic, shown: Sequence[Entry]) -> str:
    origins = {source_key(entry.statement) for entry in shown}
    outlets = {clean(entry.statement.outlet) for entry in shown}
    counts = f"{counted(len(origins), 'origin')}, {counted(len(outlets), 'outlet')}"
    return f"{counts} · {clean(topic.title)}"


def _unit(claim: Claim, shown: Iterable[Entry]) -> str:
    if claim.measure is Measure.COUNT:
        return claim.unit
    printed = next((entry.statement.figure.unit for entry in shown if entry.statement.figure.unit), "")
    return clean(printed or "")


def _needs_log(lines: Sequence[Line]) -> bool:
    values = [value for line in lines for point in line.points for value in (point.low, point.high)]
    return bool(values) and min(values) > 0 and max(values) / min(values) > LOG_FROM
