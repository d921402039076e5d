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
from bot.model import Alert, AlertLevel

Line = dict[str, Any]


def wants(line: Line, alert: Alert) -> bool:
    """Whether an alert is what a line asks for."""
    kinds = {line["kind"], *line.get("also_right", ())}
    return (alert.statement.article, alert.claim) == (line["article"], line["claim"]) and alert.kind.value in kinds


def score(wanted: Sequence[Line], alerts: Sequence[Alert]) -> tuple[list[Line], list[Line], list[Alert]]:
    """Return the required lines that were found, those that were missed, and the false alerts."""
    required = [line for line in wanted if line["kind"] != "note"]
    found = [line for line in required if any(wants(line, alert) for alert in alerts)]
    missed = [line for line in required if line not in found]
    loud = [alert for alert in alerts if alert.level is AlertLevel.ALERT]
    return found, missed, [alert for alert in loud if not any(wants(line, alert) for line in wanted)]


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
    notes = [line for line in wanted if line["kind"] == "note"]
    told = sum(any(wants(line, alert) for alert in alerts) for line in notes)
    print(f"wanted {len(found) + len(missed)}, found {len(found)}, false {len(false)}, notes {told} of {len(notes)}")
    print(f"P {len(found) / max(1, len(found) + len(false)):.3f} R {len(found) / max(1, len(found) + len(missed)):.3f}")
    if options.show:
        for line in missed:
            print("missed", line["article"], line["claim"], line["kind"], line.get("surface", ""))
        for alert in false:
            print("false", alert.statement.article, alert.claim, alert.kind.value, alert.statement.figure.surface)


if __name__ == "__main__":
    main()
