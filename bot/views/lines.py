"""The lines under a headline: the new figure, what the article says beside it, and what is on record."""

from collections.abc import Sequence

from bot.model import Alert, Hedge, Kind, Number, Span, Statement, Text
from bot.views.naming import Setting, dated, figure_line, setting, speaker, surface
from bot.views.wording import counted

STANDING_LINES = 4
MORE = "+{} in figures"
REST = "+{} more"


def line(text: str) -> Text:
    """Return a line with nothing set off."""
    return (Span(text),)


def own_line(statement: Statement, scene: Setting, verb: str = "") -> Text:
    """Return the new figure, set off, with who said it and the day it is for."""
    return figure_line(statement, scene, dated(statement, scene.now), verb=verb, strong=True)


def record_lines(alert: Alert, statements: Sequence[Statement], scene: Setting, lead: str = "") -> tuple[Text, ...]:
    """Return at most four figures on record, and how many more the figures command shows."""
    lines = [_record_line(alert, statement, scene, lead) for statement in statements[:STANDING_LINES]]
    if len(statements) > STANDING_LINES:
        lines.append(line(MORE.format(len(statements) - STANDING_LINES)))
    return tuple(lines)


def _record_line(alert: Alert, statement: Statement, scene: Setting, lead: str) -> Text:
    if is_beside(statement, alert.statement):
        return figure_line(statement, scene, dated(statement, scene.now), lead="same article: ")
    if same_source(statement, alert.statement):
        return earlier_line(alert, statement, scene, "was ")
    return figure_line(statement, scene, dated(statement, scene.now), lead=lead)


def earlier_line(alert: Alert, old: Statement, scene: Setting, lead: str) -> Text:
    """Return `was 120 (same source, 20 Jan)`; an update adds the difference, another name of the source is told."""
    change = difference(alert.statement, old) if alert.kind is Kind.UPDATE else ""
    when = dated(old, scene.now)
    if not same_source(old, alert.statement):
        return figure_line(old, scene, "; ".join(filter(None, (when, change))), lead=lead)
    name = speaker(old, scene.topic)
    source = "same source" if name == speaker(alert.statement, scene.topic) else f"same source: {name}"
    notes = ", ".join(filter(None, (source, when)))
    return line(f"{lead}{surface(old)} ({'; '.join(filter(None, (notes, change)))})")


def ceiling_lines(alert: Alert, scene: Setting) -> tuple[Text, ...]:
    """Return what caps the count, under an update."""
    if alert.kind is not Kind.UPDATE:
        return ()
    return tuple(figure_line(cap, setting(cap, scene.topic, scene.now), lead="ceiling: ") for cap in alert.ceiling)


def still_printing(alert: Alert, figure: str) -> tuple[Text, ...]:
    """Return how many outlets have not taken back what its source has."""
    if not alert.still_printing:
        return ()
    return (line(f"still printing {figure}: {counted(len(alert.still_printing), 'outlet')}"),)


def is_beside(statement: Statement, new: Statement) -> bool:
    """Whether the same article version prints both."""
    return (statement.article, statement.version) == (new.article, new.version)


def same_source(one: Statement, other: Statement) -> bool:
    """Whether one named source said both; what only a faulty copy says is not the source's word."""
    return one.source is not None and one.source == other.source and one.variant == other.variant


def by_others(alert: Alert) -> list[Statement]:
    """Return what the alert is told against, without the other figures of its own source on record."""
    new = alert.statement
    return [old for old in alert.against if is_beside(old, new) or not same_source(old, new)]


def difference(new: Statement, old: Statement) -> str:
    """Return `+2,333` where both figures are exact, else nothing: the distance of two hedges is not known."""
    values = [statement.figure.value for statement in (new, old) if statement.figure.hedge is Hedge.EXACT]
    match values:
        case [int() | float() as now, int() | float() as then] if now != then:
            return f"{_tidy(now - then):+,}"
        case _:
            return ""


def _tidy(number: Number) -> Number:
    """Return the number without the noise that floats gather when subtracted."""
    return number if isinstance(number, int) else round(number, 6)
