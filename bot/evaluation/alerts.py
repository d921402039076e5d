"""Holds alerts against the wanted ones."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.evaluation.labels import WantedAlert
from bot.evaluation.tallies import Tally
from bot.model import Alert, AlertLevel


@dataclass(frozen=True, slots=True)
class AlertsCompared:
    """Wanted lines that were found and missed, and alerts that no line wants."""

    found: tuple[WantedAlert, ...]
    missed: tuple[WantedAlert, ...]
    false: tuple[Alert, ...]

    @property
    def tally(self) -> Tally:
        """Their counts."""
        return Tally(right=len(self.found), false=len(self.false), missed=len(self.missed))


def wants(line: WantedAlert, alert: Alert) -> bool:
    """Whether an alert is what a line asks for."""
    same_place = (alert.statement.article, alert.claim) == (line.article, line.claim)
    return same_place and alert.kind.value in line.kinds


def compare_alerts(wanted: Sequence[WantedAlert], alerts: Sequence[Alert]) -> AlertsCompared:
    """Compare alerts with the wanted ones; a note is allowed, not required: never missed, never false."""
    required = [line for line in wanted if line.required]
    found = [any(wants(line, alert) for alert in alerts) for line in required]
    loud = [alert for alert in alerts if alert.level is AlertLevel.ALERT]
    return AlertsCompared(
        found=tuple(line for line, is_found in zip(required, found, strict=True) if is_found),
        missed=tuple(line for line, is_found in zip(required, found, strict=True) if not is_found),
        false=tuple(alert for alert in loud if not any(wants(line, alert) for line in wanted)),
    )
