"""The line formats that programs read: one JSON object a figure, one an alert."""

import json
from typing import Any

from bot.analysis import Found
from bot.model import Alert, Figure, Mention, Reading, Statement


def found_line(reading: Reading, found: Found) -> dict[str, Any]:
    """Return a figure as `read --json` prints it; `claim` is null with a reason when it answers none."""
    result = found.result
    line = mention_line(reading.article.id, found.mention) | {"source": found.source}
    if isinstance(result, Statement):
        return line | {"claim": result.claim, "statement": result.id}
    return line | {"claim": None, "reason": result.reason}


def mention_line(article: str, mention: Mention) -> dict[str, Any]:
    """Return a figure without a topic; a named speaker is its own source."""
    said_by = mention.speaker.said_by
    return {
        "article": article,
        "field": mention.sentence.field.value,
        **_figure(mention.figure),
        "claim": None,
        "source": None if said_by is None else f"other:{said_by.lower()}",
        "said_by": said_by,
        "via": mention.speaker.via,
        **_manner(mention),
        "context": mention.sentence.context.value,
        "quote": mention.sentence.text,
    }


def statement_line(statement: Statement) -> dict[str, Any]:
    """Return a statement as a figure of `replay --json`."""
    return {
        "article": statement.article,
        "field": statement.field.value,
        **_figure(statement.figure),
        "claim": statement.claim,
        "statement": statement.id,
        "source": statement.source,
        "said_by": statement.said_by,
        "via": statement.via,
        **_manner(statement),
        "quote": statement.quote,
    }


def _figure(figure: Figure) -> dict[str, Any]:
    return {
        "start": figure.start,
        "end": figure.end,
        "surface": figure.surface,
        "value": figure.value,
        "low": figure.low,
        "high": figure.high,
        "hedge": figure.hedge.value,
        "measure": figure.measure.value,
        "unit": figure.unit,
    }


def _manner(told: Mention | Statement) -> dict[str, Any]:
    return {
        "as_of": told.as_of.isoformat(),
        "dated": told.dated,
        "modality": told.modality.value,
        "background": told.background,
    }


def alert_line(alert: Alert, text: str) -> dict[str, Any]:
    """Return an alert as `replay --json` prints it."""
    return {
        "article": alert.statement.article,
        "topic": alert.topic,
        "claim": alert.claim,
        "kind": alert.kind.value,
        "level": alert.level.value,
        "rule": alert.verdict.rule,
        "figure": statement_line(alert.statement),
        "against": [statement_line(statement) for statement in alert.against],
        "text": text,
    }


def as_json(line: dict[str, Any]) -> str:
    """Return one line of JSON, in the letters of the text."""
    return json.dumps(line, ensure_ascii=False)
