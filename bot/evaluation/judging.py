"""Scores a replay article by article, so that chance can be told from skill."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.evaluation.alerts import compare_alerts
from bot.evaluation.compare import score
from bot.evaluation.faults import Confusion
from bot.evaluation.labels import Label, WantedAlert
from bot.evaluation.said import Replayed, Said
from bot.evaluation.tallies import Scores, together
from bot.model import Alert


@dataclass(frozen=True, slots=True)
class Judged:
    """The scores of a replay: by article, and what went wrong."""

    by_article: Mapping[str, Scores]
    confusions: tuple[Confusion, ...]
    missed: tuple[WantedAlert, ...]
    """Wanted alerts that did not come."""
    false: tuple[Alert, ...]
    """Alerts that nobody wanted."""
    said: tuple[Said, ...]

    @property
    def scores(self) -> Scores:
        """The scores of all articles together."""
        return together(self.by_article.values())


def judge(
    articles: Sequence[str], replayed: Replayed, labels: Sequence[Label], wanted: Sequence[WantedAlert] | None
) -> Judged:
    """Score the articles named; those not named may stand before them in the replay and are not counted.

    Without wanted alerts, alerts are not scored.
    """
    said: defaultdict[str, list[Said]] = defaultdict(list)
    for each in replayed.said:
        said[each.article].append(each)
    by_article: dict[str, Scores] = {}
    confusions: list[Confusion] = []
    for article in articles:
        own = [label for label in labels if label.article == article]
        by_article[article], wrong = score(own, said[article])
        confusions.extend(wrong)
    chosen = frozenset(articles)
    alerts = compare_alerts(
        [line for line in wanted or () if line.article in chosen],
        [alert for alert in replayed.alerts if wanted is not None and alert.statement.article in chosen],
    )
    for line in alerts.found:
        by_article[line.article].alerts.right += 1
    for line in alerts.missed:
        by_article[line.article].alerts.missed += 1
    for alert in alerts.false:
        by_article[alert.statement.article].alerts.false += 1
    return Judged(
        by_article,
        tuple(confusions),
        alerts.missed,
        alerts.false,
        tuple(each for each in replayed.said if each.article in chosen),
    )
