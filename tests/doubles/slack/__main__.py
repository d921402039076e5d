"""Run the double of Slack: `python -m tests.doubles.slack --port 0` tells its addresses as a line of JSON."""

import argparse
import asyncio
from pathlib import Path

from tests.doubles.slack.manifest import Manifest, read_manifest
from tests.doubles.slack.schema import BlockSchema, Samples
from tests.doubles.slack.stage import Scene, SlackStage
from tests.doubles.wire.serving import serve

ORACLES = Path(__file__).parents[3] / "../shared/oracles"


def main() -> None:
    """Read the arguments and serve."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--oracles", type=Path, default=ORACLES, help="Slack's samples and schema; may be absent")
    parser.add_argument("--workspaces", type=int, default=1)
    parser.add_argument("--channels", type=int, default=2, help="of each workspace")
    parser.add_argument("--enterprise", type=int, default=0, help="how many of the workspaces are in an organisation")
    parser.add_argument("--uninstalled", type=int, default=0, help="how many of the workspaces have not the app yet")
    parser.add_argument("--manifest", type=Path, help="what the app registered; without it, all it could")
    parser.add_argument("--leashed", action="store_true", help="end when standard input ends")
    told = parser.parse_args()
    samples, schema = told.oracles / "slack-samples", told.oracles / "slack-blocks.schema.json"
    scene = Scene(
        samples=Samples(samples) if samples.exists() else None,
        schema=BlockSchema(schema) if schema.exists() else None,
        manifest=read_manifest(told.manifest) if told.manifest else Manifest(),
        workspaces=told.workspaces,
        channels=told.channels,
        enterprise=told.enterprise,
        uninstalled=told.uninstalled,
    )
    stage = SlackStage(scene)
    asyncio.run(serve(stage.app, told.port, stage.announce, leashed=told.leashed))


if __name__ == "__main__":
    main()
