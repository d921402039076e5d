"""Score the alerts of a replay against the wanted ones.

Usage: python -m tools.score_alerts --topic FILE --wanted ALERTS [--order IDS] [--show] ARTICLES...

A wanted line is found when the article alerts the claim with that kind, or with one under `also_right`; lines of kind
`note` are allowed and not required. An alert that no line wants is false; a note is not.
"""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from adapters.files.articles import load_articles, order
from bot.cli.reading import replayed, watched
from bot.evaluation import WantedAlert, compare_alerts, wants
from bot.model import Alert

Line = dict[str, Any]


def score(
    wanted: Sequence[Line], alerts: Sequence[Alert]
) -> tuple[tuple[WantedAlert, ...], tuple[WantedAlert, ...], tuple[Alert, ...]]:
    """Return the required lines that were found, those that were missed, and the false alerts."""
    compared = compare_alerts([WantedAlert.of(line) for line in wanted], alerts)
    return compared.found, compared.missed, compared.false


def main() -> None:
    """Run the recipe."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("articles", type=Path, nargs="+")
    parser.add_argument("--topic", type=Path, required=True)
    parser.add_argument("--wanted", type=Path, required=True)
    parser.add_argument("--order", default="")
    parser.add_argument("--show", action="store_true", help="list what was missed and what was false")
    options = parser.parse_args()
    wanted = [json.loads(line) for line in options.wanted.read_text(encoding="utf-8").splitlines()]
    arriving = order(load_articles(*options.articles), [name for name in options.order.split(",") if name])
    replay = replayed(arriving, watched(options.topic), from_record=False)
    alerts = [alert for _, told in replay for alert in told]
    found, missed, false = score(wanted, alerts)
    notes = [line for line in map(WantedAlert.of, wanted) if not line.required]
    told = sum(any(wants(line, alert) for alert in alerts) for line in notes)
    print(f"wanted {len(found) + len(missed)}, found {len(found)}, false {len(false)}, notes {told} of {len(notes)}")
    print(f"P {len(found) / max(1, len(found) + len(false)):.3f} R {len(found) / max(1, len(found) + len(missed)):.3f}")
    if options.show:
        for line in missed:
            print("missed", line.article, line.claim, *sorted(line.kinds), line.surface)
        for alert in false:
            print("false", alert.statement.article, alert.claim, alert.kind.value, alert.statement.figure.surface)


if __name__ == "__main__":
    main()
