"""Every measure in one table: `make bench`, or `python -m tests.benchmarks --only gate,figures --json FILE`."""

import argparse
import json
import platform
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from time import perf_counter

from rich.console import Console

from tests.benchmarks import demo, figures, gate, latency, ledger, memory, polls, road, scaling, store, wide
from tests.benchmarks.measure import Measure, Row, as_table

MEASURES: Mapping[str, Measure] = {
    "gate": gate.measure,
    "road": road.measure,
    "figures": figures.measure,
    "store": store.measure,
    "ledger": ledger.measure,
    "scaling": scaling.measure,
    "wide": wide.measure,
    "polls": polls.measure,
    "memory": memory.measure,
    "latency": latency.measure,
    "demo": demo.measure,
}


def main(arguments: Sequence[str]) -> int:
    """Measure what was asked for, tell how far it is, and print the table. Return 1 when something went unmeasured."""
    options = parsed(arguments)
    progress = Console(stderr=True, markup=False, highlight=False)
    rows: list[Row] = []
    failed = []
    for number, name in enumerate(options.only, 1):
        started = perf_counter()
        with progress.status(f"{name} ({number} of {len(options.only)})..."):
            try:
                rows += MEASURES[name](options.full)
            except (ImportError, OSError, RuntimeError) as error:
                failed.append(f"{name} could not be measured: {error}")
        progress.print(f"[{number} of {len(options.only)}] {name}: {perf_counter() - started:.0f} s")
    Console().print(as_table(rows))
    if options.json:
        found = {"python": platform.python_version(), "rows": [row.as_json() for row in rows], "failed": failed}
        options.json.write_text(json.dumps(found, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    for reason in failed:
        progress.print(reason)
    return 1 if failed else 0


def parsed(arguments: Sequence[str]) -> argparse.Namespace:
    """Read the command line; a measure that does not exist is misuse."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--only", type=names, default=list(MEASURES), help=f"some of: {', '.join(MEASURES)}")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the rows there too")
    parser.add_argument("--full", action="store_true", help="the full sizes, which take long")
    return parser.parse_args(arguments)


def names(text: str) -> list[str]:
    """Split names of measures at commas."""
    found = [name.strip() for name in text.split(",") if name.strip()]
    if unknown := [name for name in found if name not in MEASURES]:
        raise argparse.ArgumentTypeError(f"no measure is called {', '.join(unknown)}; there are {', '.join(MEASURES)}")
    return found


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
