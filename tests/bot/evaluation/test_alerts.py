"""Alerts are held against the wanted ones."""

from dataclasses import replace

import pytest

from bot.evaluation import Tally, WantedAlert, compare_alerts
from bot.model import Alert, AlertLevel, Kind
from tests.newsroom import alert, statement


def wanted(kind: str = "first", **keys: object) -> WantedAlert:
    return WantedAlert.of({"article": "a1", "claim": "storm-dead", "kind": kind} | keys)


def told(kind: Kind = Kind.FIRST, article: str = "a1", level: AlertLevel = AlertLevel.ALERT) -> Alert:
    return replace(alert(kind, replace(statement("24", 24), article=article)), level=level)


@pytest.mark.parametrize(
    ("lines", "alerts", "tally"),
    [
        ([wanted()], [told()], Tally(right=1)),
        ([wanted()], [], Tally(missed=1)),
        ([], [told()], Tally(false=1)),
        ([wanted()], [told(Kind.CONFLICT)], Tally(false=1, missed=1)),
        ([wanted(also_right=["conflict"])], [told(Kind.CONFLICT)], Tally(right=1)),
        ([wanted()], [told(article="a2")], Tally(false=1, missed=1)),
        ([wanted(claim="homes")], [told()], Tally(false=1, missed=1)),
        ([wanted("note")], [], Tally()),
        ([wanted("note", also_right=["update"])], [told(Kind.UPDATE)], Tally()),
        ([], [told(Kind.NOTE, level=AlertLevel.NOTE)], Tally()),
    ],
)
def test_each_alert_is_right_false_or_missed(lines: list[WantedAlert], alerts: list[Alert], tally: Tally) -> None:
    """Notes are allowed and not required."""
    assert compare_alerts(lines, alerts).tally == tally
